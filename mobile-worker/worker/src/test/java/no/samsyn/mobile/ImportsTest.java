package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class ImportsTest {
  private static final Path SOURCES = Path.of("src/main/java/no/samsyn/mobile");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);

  private static List<String> importsOf(Path file) throws IOException {
    var found = new ArrayList<String>();
    IMPORT.matcher(Files.readString(file)).results().forEach(hit -> found.add(hit.group(1)));
    return found;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void theStoresPlaceKnowsNeitherEngineNorNetworkNorWorkManager() throws IOException {
    for (var file : filesIn(SOURCES.resolve("store"))) {
      assertThat(importsOf(file))
          .as(file.toString())
          .allMatch(
              name ->
                  name.matches(
                      "java\\..*|javax\\.crypto\\..*|android\\..*|androidx\\.sqlite\\..*"
                          + "|net\\.zetetic\\..*|no\\.samsyn\\.store\\.Sql"
                          + "|no\\.samsyn\\.sync\\.(StoreException|SyncStore)(\\.\\w+)?"
                          + "|org\\.slf4j\\..*|org\\.jspecify\\..*"));
    }
  }

  /** So that another platform can drive the same run. */
  @Test
  void theRunKnowsNoPlatform() throws IOException {
    for (var name : List.of("BackgroundRun", "BackgroundFacts", "StopOrder", "WakeUps")) {
      var file = SOURCES.resolve(name + ".java");
      assertThat(importsOf(file)).as(name).noneMatch(used -> used.matches("androidx?\\..*"));
    }
  }

  /** It shows what an app needs, which is little. */
  @Test
  void theExampleNeedsTheApiAlone() throws IOException {
    var files = filesIn(Path.of("../example/src/main/java/no/samsyn/example"));
    assertThat(files).hasSizeGreaterThan(8);
    for (var file : files) {
      assertThat(importsOf(file))
          .as(file.toString())
          .allMatch(
              name ->
                  name.matches(
                      "java\\..*|android\\..*|androidx\\.annotation\\..*"
                          + "|org\\.jspecify\\..*|no\\.samsyn\\.mobile\\.\\w+"
                          + "|no\\.samsyn\\.model\\.Problem"
                          + "|no\\.samsyn\\.sync\\.(RecordQuery|SyncStatus)"));
    }
  }

  @Test
  void nothingReachesIntoWhatIsNotOnThePhone() throws IOException {
    var files = new ArrayList<>(filesIn(SOURCES));
    files.addAll(filesIn(SOURCES.resolve("store")));
    assertThat(files).hasSizeGreaterThan(30);
    for (var file : files) {
      assertThat(importsOf(file))
          .as(file.toString())
          .noneMatch(
              name ->
                  name.matches(
                      "java\\.sql\\..*|no\\.samsyn\\.(app|cli|console|desktop|server|ui)\\..*"));
    }
  }
}
