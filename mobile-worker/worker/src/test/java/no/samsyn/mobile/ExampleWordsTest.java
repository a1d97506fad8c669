package no.samsyn.mobile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncStatus;
import org.junit.jupiter.api.Test;

/** The example's texts: the same in all languages, none missing and none that nobody says. */
class ExampleWordsTest {
  private static final Path EXAMPLE = Path.of("../example/src/main");
  private static final Pattern SAID =
      Pattern.compile("words(?:\\(\\))?\\s*\\.(?:get|orElse)\\(\\s*\"([a-z.-]+)\"");
  private static final Pattern NAMED = Pattern.compile("\"([a-z.-]+)\"");
  private static final Set<String> BY_CODE =
      Set.of(
          "aloud.",
          "field.",
          "notice.",
          "obstacle.",
          "outcome.",
          "problem.",
          "reason.",
          "state.",
          "status.",
          "stop.",
          "trouble.");

  private static Properties words(String language) throws IOException {
    var words = new Properties();
    var file = EXAMPLE.resolve("resources/no/samsyn/example/words_" + language + ".properties");
    words.load(new StringReader(Files.readString(file, UTF_8)));
    return words;
  }

  @Test
  void eachLanguageHasTheSameTextsWithTheSameValuesInThem() throws IOException {
    var bokmal = words("nb");
    for (var language : Set.of("nn", "en")) {
      var other = words(language);
      assertThat(other.stringPropertyNames()).isEqualTo(bokmal.stringPropertyNames());
      for (var key : bokmal.stringPropertyNames()) {
        assertThat(valuesIn(other.getProperty(key)))
            .as(language + " " + key)
            .isEqualTo(valuesIn(bokmal.getProperty(key)));
      }
    }
  }

  private static int valuesIn(String text) {
    assertThat(text).doesNotContain("'"); // MessageFormat would swallow it
    return new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length;
  }

  @Test
  void whatTheScreensSayIsThereAndNothingElse() throws IOException {
    var said = new TreeSet<String>();
    var named = new TreeSet<String>();
    try (var files = Files.walk(EXAMPLE.resolve("java"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        var source = Files.readString(file);
        SAID.matcher(source).results().forEach(hit -> said.add(hit.group(1)));
        NAMED.matcher(source).results().forEach(hit -> named.add(hit.group(1)));
      }
    }
    said.removeIf(key -> key.endsWith("."));
    var keys = words("nb").stringPropertyNames();
    assertThat(keys).containsAll(said).hasSizeGreaterThan(said.size());
    assertThat(said).hasSizeGreaterThan(40);
    assertThat(keys)
        .filteredOn(key -> BY_CODE.stream().noneMatch(key::startsWith))
        .allMatch(named::contains);
  }

  /** Whatever the library can answer has words. */
  @Test
  void codesOfTheLibraryAreSaid() throws IOException {
    var keys = words("nb").stringPropertyNames();
    for (var reason : StopReason.values()) {
      assertThat(keys).contains("stop." + reason.code());
    }
    for (var kind : Notice.Kind.values()) {
      assertThat(keys).contains("notice." + kind.code());
    }
    for (var state : SyncStatus.State.values()) {
      assertThat(keys).contains("status." + state.code());
    }
    for (var state : RowState.values()) {
      assertThat(keys).contains("state." + state.code(), "aloud." + state.code());
    }
    for (var kind : DeadLetter.Kind.values()) {
      assertThat(keys).contains("reason." + kind.code());
    }
  }
}
