package no.samsyn.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.samsyn.console.review.BulkRule;
import no.samsyn.console.review.QueueWish;
import no.samsyn.console.review.Spelling;
import no.samsyn.console.review.Teller;
import no.samsyn.model.FieldType;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;
import no.samsyn.testkit.ManualTime;
import org.junit.jupiter.api.Test;

/** Every word on every screen is there in every language, and no word is there for nothing. */
class I18nTest {
  private static final Path MAIN = Path.of(System.getProperty("basedir", ""), "src", "main");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][A-Za-z0-9._-]*)\"");
  private static final Pattern FXML_KEY = Pattern.compile("\"%([A-Za-z0-9._-]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

  private static I18n words(Language language) {
    return new I18n(language, new ManualTime(), ZoneId.of("Europe/Oslo"));
  }

  private static Set<String> keys(Language language) {
    return new TreeSet<>(words(language).bundle().keySet());
  }

  private static List<String> read(String folder, String ending) throws IOException {
    try (var files = Files.walk(MAIN.resolve(folder))) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        texts.add(Files.readString(file));
      }
      assertThat(texts).isNotEmpty();
      return texts;
    }
  }

  private static Set<String> found(List<String> texts, Pattern pattern) {
    var found = new TreeSet<String>();
    texts.forEach(text -> pattern.matcher(text).results().forEach(hit -> found.add(hit.group(1))));
    return found;
  }

  @Test
  void allLanguagesHaveTheSameKeysAndPlaces() {
    var places = places(Language.BOKMAAL);
    for (var language : Language.values()) {
      assertThat(keys(language)).as(language.code()).isEqualTo(keys(Language.BOKMAAL));
      assertThat(places(language)).as(language.code()).isEqualTo(places);
    }
  }

  private static List<String> places(Language language) {
    var words = words(language);
    return keys(language).stream()
        .map(
            key ->
                key
                    + new TreeSet<>(
                        PLACE.matcher(words.text(key)).results().map(hit -> hit.group()).toList()))
        .toList();
  }

  @Test
  void everyKeyOfAScreenIsThere() throws IOException {
    assertThat(keys(Language.BOKMAAL))
        .containsAll(found(read("resources/fxml", ".fxml"), FXML_KEY))
        .containsAll(composed());
  }

  /** Keys that are put together from codes: one for each code there can be. */
  private static List<String> composed() {
    var keys = new ArrayList<String>();
    for (var screen : Screen.values()) {
      keys.add("screen." + screen.code());
    }
    for (var theme : Theme.values()) {
      keys.add("theme." + theme.code());
    }
    for (var state : RowState.values()) {
      keys.add("row." + state.code());
    }
    for (var rule : BulkRule.values()) {
      keys.add("review.rule." + Spelling.of(rule));
    }
    for (var status : QueueWish.Status.values()) {
      keys.add("review.queue." + Spelling.of(status));
    }
    for (var role : Teller.Role.values()) {
      keys.add("role." + role.code());
      keys.add("review.by." + role.code());
    }
    for (var stop : SyncReport.Stop.values()) {
      keys.add("stop." + stop.code());
    }
    for (var state : SyncStatus.State.values()) {
      if (state != SyncStatus.State.IDLE) {
        keys.add("state." + state.code());
      }
    }
    for (var kind : DeadLetter.Kind.values()) {
      keys.add("outbox.why." + kind.code());
    }
    for (var hold : OutboxEntry.Hold.values()) {
      if (hold != OutboxEntry.Hold.NONE) {
        keys.add("outbox.why." + hold.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    for (var schema : PeerSupport.schemas().all()) {
      keys.add("record." + schema.name());
    }
    for (var entity : List.of("activity", "contact", "expense")) {
      keys.addAll(composed(entity));
    }
    return keys;
  }

  private static List<String> composed(String entity) {
    var keys =
        new ArrayList<>(
            List.of(
                "records.title." + entity,
                "records.add." + entity,
                "records.count." + entity + ".one",
                "records.count." + entity + ".many",
                "detail.new-hint." + entity,
                "field." + entity + ".state"));
    for (var field : PeerSupport.schemas().require(entity).fields()) {
      keys.add("field." + entity + "." + field.name());
      field.choices().forEach(choice -> keys.add("choice." + field.name() + "." + choice));
      if (field.isIndexed()
          && (field.type() == FieldType.REFERENCE || field.type() == FieldType.ENUM)) {
        keys.add("filter.all." + field.name());
      }
    }
    return keys;
  }

  @Test
  void everyReasonOfThePlanHasItsWords() throws IOException {
    var plan = Files.readString(MAIN.resolve("java/no/samsyn/sync/NextRun.java"));
    var reasons = new TreeSet<String>();
    Pattern.compile("\"([A-Za-z ]{8,})\"")
        .matcher(plan)
        .results()
        .forEach(hit -> reasons.add("next." + hit.group(1).replace(' ', '-')));
    assertThat(reasons).isNotEmpty();
    assertThat(keys(Language.BOKMAAL)).containsAll(reasons);
  }

  /** What a connection test looks at is named by code; a new step once stood there as that. */
  @Test
  void everyStepOfTheConnectionTestHasItsName() throws IOException {
    var steps = new TreeSet<String>();
    Pattern.compile("Check\\s*\\.(?:ok|failed|skipped)\\(\\s*\"([a-z-]+)\"")
        .matcher(Files.readString(MAIN.resolve("java/no/samsyn/console/Doctor.java")))
        .results()
        .forEach(hit -> steps.add("check." + hit.group(1)));
    assertThat(steps).contains("check.disk", "check.audit-trail");
    assertThat(keys(Language.BOKMAAL)).containsAll(steps);
  }

  @Test
  void noKeyIsThereForNothing() throws IOException {
    var used = found(read("resources/fxml", ".fxml"), FXML_KEY);
    var literals = found(read("java/no/samsyn/ui", ".java"), LITERAL);
    assertThat(keys(Language.BOKMAAL))
        .allMatch(
            key ->
                used.contains(key)
                    || literals.contains(key)
                    || literals.contains(key.replaceFirst("\\.(?:none|one|many)$", ""))
                    || literals.stream()
                        .anyMatch(each -> each.endsWith(".") && key.startsWith(each)));
  }

  @Test
  void datesAndNumbersHaveTheFormOfTheLanguage() {
    var nb = words(Language.BOKMAAL);
    var en = words(Language.ENGLISH);
    assertThat(nb.kroner(123_456)).isEqualTo("1\u00a0234,56");
    assertThat(en.kroner(123_456)).isEqualTo("1,234.56");
    assertThat(nb.date(LocalDate.of(2026, 11, 3))).isEqualTo("03.11.2026");
    assertThat(en.date(LocalDate.of(2026, 11, 3))).isEqualTo("03/11/2026");
    assertThat(nb.seconds(Duration.ofMillis(1_250))).isEqualTo("1,2 s");
    assertThat(nb.when(Instant.EPOCH)).isEqualTo("aldri");
    assertThat(nb.count("outbox.count", 0)).isEqualTo("tom");
    assertThat(nb.count("outbox.count", 1)).isEqualTo("1 endring");
    assertThat(nb.count("outbox.count", 1_000)).isEqualTo("1\u00a0000 endringer");
  }
}
