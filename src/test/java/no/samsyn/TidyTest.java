package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What no compiler checks: walks the source tree and names each place that breaks a habit of the
 * house, with what to write instead. A rule that has become wrong is changed here, in a commit of
 * its own; there are no exceptions by comment.
 */
class TidyTest {
  private static final int MEMBER_LINES_MAX = 70; // one screen
  private static final int FILE_LINES_MAX = 500; // beyond that a file holds two ideas

  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Set<String> SKIPPED =
      Set.of(".git", ".idea", ".settings", ".vscode", "build", "node_modules", "target");
  private static final Pattern TEXT =
      Pattern.compile(
          ".*\\.(?:conf|css|desktop|fxml|gradle|html|java|json|kt|kts|md|properties|ps1|service|sh"
              + "|sql|toml|txt|xml|yaml|yml)|(?:.*/)?(?:run|Containerfile|Dockerfile)");

  /** A file with its path from the root, with forward slashes everywhere. */
  private record Source(String path, String text) {
    JavaSource java() {
      return new JavaSource(text);
    }

    boolean isJava() {
      return path.endsWith(".java");
    }

    boolean isMain() {
      return path.startsWith("src/main/java/");
    }

    boolean isTest() {
      return path.startsWith("src/test/java/");
    }

    boolean isIn(String packageName) {
      return path.startsWith("src/main/java/no/samsyn/" + packageName + "/");
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  private static final List<Source> SOURCES = read();

  /** Something that is not written here, where it is not, and what is written instead. */
  private record Ban(
      Pattern pattern,
      Predicate<Source> where,
      Function<JavaSource, String> view,
      String insteadOfIt) {}

  private static Ban code(String pattern, Predicate<Source> where, String insteadOfIt) {
    return new Ban(Pattern.compile(pattern), where, JavaSource::code, insteadOfIt);
  }

  private static Ban comment(String pattern, String insteadOfIt) {
    return new Ban(Pattern.compile(pattern), source -> true, JavaSource::comments, insteadOfIt);
  }

  private static final List<Ban> BANS =
      List.of(
          code(
              "\\bSystem\\.(?:out|err)\\b",
              source -> source.isMain() && !source.isIn("app") && !source.isIn("cli"),
              "a logger; the words for people are printed by cli and app"),
          code(
              "\\bSystem\\.exit\\s*\\(|\\bRuntime\\.getRuntime\\(\\)\\.(?:exit|halt)\\b",
              source -> source.isMain() && !source.isIn("app"),
              "an exit code as a return value; app ends the process"),
          code("\\.printStackTrace\\s*\\(", source -> true, "LOG.warn(message, exception)"),
          code(
              "\\bcatch\\s*\\(\\s*(?:final\\s+)?Throwable\\b",
              Source::isMain,
              "the narrowest type that is thrown"),
          code(
              "\\bjava\\.util\\.(?:Date|Calendar|GregorianCalendar|Timer|TimerTask)\\b"
                  + "|\\bjava\\.text\\.(?:Simple)?DateFormat\\b"
                  + "|\\bjava\\.sql\\.(?:Date|Time|Timestamp)\\b",
              // Who stands in for a key store has to: its parent's signature says so.
              source -> !source.name().equals("FakeAndroidKeyStore.java"),
              "java.time; in SQL a bigint of epoch milliseconds"),
          code(
              "\\bThreadLocal\\b",
              Source::isMain,
              "a parameter: a connection travels inside its transaction"),
          code(
              "\\bnew\\s+(?:ObjectMapper|JsonMapper)\\s*\\(|\\bJsonMapper\\.builder\\s*\\(",
              source -> source.isMain() && !source.isIn("json"),
              "the one mapper of no.samsyn.json: it has the limits"),
          code(
              "\\borg\\.junit\\.jupiter\\.api\\.Assertions\\b|\\borg\\.junit\\.Assert\\b",
              Source::isTest,
              "AssertJ: one assertion language everywhere"),
          code("\\borg\\.mockito\\b", Source::isTest, "a fake in testkit that passes the contract"),
          code("@ArchTest\\b", Source::isTest, "a plain @Test: some runners skip these fields"),
          code(
              "\\b(?:Thread|TimeUnit\\.[A-Z]+)\\.sleep\\s*\\(",
              source -> source.isTest() && !source.path().matches(".*(?:IT|Bench|Soak)\\.java"),
              "a ManualClock or a latch with a time limit; only *IT, *Bench, *Soak wait"),
          comment("\\bFIXME\\b", "the repair itself, or TODO with the number of its issue"),
          comment("\\bTODO\\b(?!\\s*\\(?#\\d)", "TODO #12: with the number of its issue"),
          comment("@author\\b", "nothing: the history knows"));

  /** SQL that SQLite 3.18 (Android 8) or H2 does not know. */
  private static final List<SqlBan> SQL_BANS =
      List.of(
          sql("on\\s+conflict\\b", "update, and insert if the count is 0"),
          sql("merge\\s+into\\b", "update, and insert if the count is 0"),
          sql("insert\\s+or\\b", "update, and insert if the count is 0"),
          sql("replace\\s+into\\b", "update, and insert if the count is 0"),
          sql("returning\\b", "a select in the same transaction; keys are made by us"),
          sql("over\\s*\\(", "a join or two statements: no window functions"),
          sql("json_\\w*", "JSON read and written by no.samsyn.json"),
          sql("generated\\s+always\\b", "a value computed by us"),
          sql("drop\\s+column\\b", "a new table, a copy, and drop table"),
          sql("select\\s+\\*", "the columns, spelled out"));

  private static final SqlBan EVERY_COLUMN = sql("select\\s+\\*", "the columns, spelled out");

  private record SqlBan(Pattern pattern, String insteadOfIt) {}

  private static SqlBan sql(String pattern, String insteadOfIt) {
    return new SqlBan(Pattern.compile("\\b" + pattern, Pattern.CASE_INSENSITIVE), insteadOfIt);
  }

  @Test
  void bannedWordsAndCallsAreReplaced() {
    List<String> found = new ArrayList<>();
    for (Source source : java()) {
      JavaSource java = source.java();
      for (Ban ban : BANS) {
        if (ban.where().test(source)) {
          String view = ban.view().apply(java);
          ban.pattern()
              .matcher(view)
              .results()
              .forEach(
                  hit ->
                      found.add(
                          finding(
                              source, java.lineAt(hit.start()), hit.group(), ban.insteadOfIt())));
        }
      }
    }
    none(found);
  }

  @Test
  void unfinishedWorkOutsideJavaNamesItsIssue() {
    Pattern unfinished = Pattern.compile("\\bFIXME\\b|\\bTODO\\b(?!\\s*\\(?#\\d)");
    none(
        SOURCES.stream()
            .filter(source -> !source.isJava())
            .flatMap(source -> hits(source, source.text(), unfinished, "TODO #12: with its issue"))
            .toList());
  }

  @Test
  void disabledTestsNameTheirIssue() {
    Pattern withoutIssue = Pattern.compile("@Disabled\\b(?!\\s*\\(\\s*\"[^\"]*#\\d+)");
    List<String> found = new ArrayList<>();
    for (Source source : java()) {
      JavaSource java = source.java();
      withoutIssue
          .matcher(source.text())
          .results()
          .filter(hit -> java.code().startsWith(hit.group(), hit.start()))
          .forEach(
              hit ->
                  found.add(
                      finding(
                          source,
                          java.lineAt(hit.start()),
                          hit.group(),
                          "@Disabled(\"#12: why, until when\")")));
    }
    none(found);
  }

  @Test
  void membersFitOnAScreen() {
    List<String> found = new ArrayList<>();
    for (Source source : java()) {
      for (JavaSource.Member member : source.java().members()) {
        if (member.lines() > MEMBER_LINES_MAX) {
          found.add(
              finding(
                  source,
                  member.firstLine(),
                  member.name() + " has " + member.lines() + " lines",
                  "at most " + MEMBER_LINES_MAX + ": let the parent decide and helpers compute"));
        }
      }
    }
    none(found);
  }

  @Test
  void filesHoldOneIdea() {
    none(
        java().stream()
            .filter(source -> source.java().lines() > FILE_LINES_MAX)
            .map(
                source ->
                    finding(
                        source,
                        FILE_LINES_MAX + 1,
                        source.java().lines() + " lines",
                        "at most " + FILE_LINES_MAX + ": split by idea"))
            .toList());
  }

  @Test
  void namesSayTheDomain() {
    Pattern pattern = Pattern.compile(".*(?:Manager|Helpers?|Utils?|Impl|Abstract\\w+)\\.java");
    none(
        java().stream()
            .filter(source -> source.isMain() && pattern.matcher(source.name()).matches())
            .map(source -> finding(source, 1, source.name(), "what it is, not its pattern"))
            .toList());
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    none(
        java().stream()
            .filter(Source::isMain)
            .map(Source::folder)
            .distinct()
            .filter(folder -> !isNullMarked(folder + "/package-info.java"))
            .map(
                folder ->
                    folder
                        + "/package-info.java:1: missing or without @NullMarked -> write purpose,"
                        + " entry point, what it may not know, and @NullMarked")
            .toList());
  }

  private static boolean isNullMarked(String path) {
    return SOURCES.stream()
        .anyMatch(
            source -> source.path().equals(path) && source.java().code().contains("@NullMarked"));
  }

  @Test
  void clientSqlRunsOnSqliteAndH2Alike() {
    List<String> found = new ArrayList<>();
    for (Source source : SOURCES) {
      if (source.isJava() && source.isIn("store")) {
        SQL_BANS.forEach(ban -> found.addAll(sqlInJava(source, ban)));
      } else if (source.path().matches("src/main/resources/db/client/.*\\.sql")) {
        SQL_BANS.forEach(ban -> found.addAll(sqlInScript(source, ban)));
      }
    }
    none(found);
  }

  @Test
  void columnsAreSpelledOutEverywhere() {
    List<String> found = new ArrayList<>();
    for (Source source : SOURCES) {
      if (source.isMain() && source.isJava() && !source.isIn("store")) {
        found.addAll(sqlInJava(source, EVERY_COLUMN));
      } else if (source.path().matches("src/main/resources/db/server/.*\\.sql")) {
        found.addAll(sqlInScript(source, EVERY_COLUMN));
      }
    }
    none(found);
  }

  private static List<String> sqlInJava(Source source, SqlBan ban) {
    List<String> found = new ArrayList<>();
    for (JavaSource.Literal literal : source.java().literals()) {
      ban.pattern()
          .matcher(literal.text())
          .results()
          .forEach(
              hit -> {
                int line = literal.line() + JavaSource.lineAt(literal.text(), hit.start()) - 1;
                found.add(finding(source, line, hit.group(), ban.insteadOfIt()));
              });
    }
    return found;
  }

  private static List<String> sqlInScript(Source source, SqlBan ban) {
    String withoutComments =
        Pattern.compile("--[^\n]*").matcher(source.text()).replaceAll(blank -> "");
    return hits(source, withoutComments, ban.pattern(), ban.insteadOfIt()).toList();
  }

  @Test
  void migrationsAreNumberedWithoutGaps() {
    for (String side : List.of("client", "server")) {
      String folder = "src/main/resources/db/" + side;
      List<String> names =
          SOURCES.stream()
              .filter(source -> source.folder().equals(folder) && source.name().endsWith(".sql"))
              .map(Source::name)
              .sorted()
              .toList();
      assertThat(names)
          .as("%s: names are V001__what_it_does.sql", folder)
          .allMatch(name -> name.matches("V\\d{3}__[a-z0-9_]+\\.sql"));
      assertThat(names.stream().map(name -> Integer.valueOf(name.substring(1, 4))).toList())
          .as("%s: numbers are contiguous from 001, and never used twice", folder)
          .isEqualTo(IntStream.rangeClosed(1, names.size()).boxed().toList());
    }
  }

  @Test
  void noPathOfSomebodysMachine() {
    Pattern personal = Pattern.compile("(?<![\\w.:/$}>-])/(?:work|root)/");
    none(
        SOURCES.stream()
            .flatMap(
                source ->
                    hits(source, source.text(), personal, "a path relative to the repository"))
            .toList());
  }

  private static List<Source> java() {
    return SOURCES.stream().filter(Source::isJava).toList();
  }

  private static Stream<String> hits(
      Source source, String text, Pattern pattern, String insteadOfIt) {
    return pattern
        .matcher(text)
        .results()
        .map(
            hit -> finding(source, JavaSource.lineAt(text, hit.start()), hit.group(), insteadOfIt));
  }

  private static String finding(Source source, int line, String what, String insteadOfIt) {
    return source.path()
        + ":"
        + line
        + ": "
        + what.strip().replaceAll("\\s+", " ")
        + " -> write: "
        + insteadOfIt;
  }

  private static void none(List<String> found) {
    if (!found.isEmpty()) {
      fail("%d place(s) to tidy:%n%s", found.size(), String.join("\n", found));
    }
  }

  private static List<Source> read() {
    List<Source> read = new ArrayList<>();
    try (Stream<Path> entries = Files.list(ROOT)) {
      entries.sorted().forEach(entry -> collect(entry, read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(read).as("sources below %s", ROOT).isNotEmpty();
    return List.copyOf(read);
  }

  private static void collect(Path entry, List<Source> read) {
    String path = ROOT.relativize(entry).toString().replace('\\', '/');
    try {
      if (Files.isDirectory(entry) && !SKIPPED.contains(entry.getFileName().toString())) {
        try (Stream<Path> entries = Files.list(entry)) {
          entries.sorted().forEach(inner -> collect(inner, read));
        }
      } else if (Files.isRegularFile(entry) && TEXT.matcher(path).matches()) {
        read.add(new Source(path, Files.readString(entry)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
