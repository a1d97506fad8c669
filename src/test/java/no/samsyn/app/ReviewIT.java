package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import no.samsyn.audit.AuditFilter;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.console.review.Choice;
import no.samsyn.console.review.QueueWish;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Theme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kari decides at her console, by keyboard alone, while the mentor Nora and the coordinator Per
 * work on devices of their own. What came of it is asked of the server's own database and of its
 * audit trail, never of the screen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewIT {
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(1));
  private static final int STOPS_MAX = 80; // of the TAB key on one screen

  @TempDir static Path folder;
  private final SystemTime time = new SystemTime();
  private final SystemChance chance = new SystemChance();
  private final StopSignal stop = new StopSignal();
  private final LocalWorkplaces workplaces =
      new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
  private Practice practice;
  private OpenConsole console;
  private Typing typing;
  private Workplace nora;
  private Workplace per;
  private Workplace admin;
  private ServerFacts server;
  private int presses;
  private final Map<String, String> dates = new HashMap<>();
  private int day;

  @BeforeAll
  void threePeopleAtWork() {
    Fx.start();
    practice = new Practice(workplaces, new LocalServers(time, chance, stop));
    console = new OpenConsole(workplaces, practice.where(), time, "test");
    practice.prepare();
    console.open();
    assertThat(Typing.until(() -> console.window().shell().isPresent())).isTrue();
    typing = new Typing(console.window().stage().getScene());
    server = new ServerFacts(practice.serverFolder());
    nora = device("nora");
    per = device("per");
    admin = device("admin");
  }

  private Workplace device(String user) {
    var where = new Where(folder.resolve(user), practice.address(), user, "");
    var opened = workplaces.openOrCreate(where);
    var unused = opened.signIn().signIn(user, "practice");
    run(opened);
    return opened;
  }

  @AfterAll
  void everythingIsGivenBack() {
    console.close();
    nora.close();
    per.close();
    admin.close();
    practice.close();
  }

  @BeforeEach
  void theQueueInTheUsualLooks() {
    Fx.call(
        () -> {
          console.window().looks().themeProperty().set(Theme.LIGHT);
          console.window().looks().usualSize();
          console.window().shell().orElseThrow().model().show(Screen.REVIEW);
          return true;
        });
    presses = 0;
  }

  private static void run(Workplace workplace) {
    var unused = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
  }

  private Workplace kari() {
    return console.window().workplace().orElseThrow();
  }

  /** An activity of Nora's that both have: on a day of its own, found by a word of its own. */
  private String shared(String word, String... more) {
    var types = nora.records().list(new Records.ListWish("activity_type", List.of(), "code", 1, 0));
    var all = new ArrayList<>(List.of(more));
    var mentor = nora.signIn().account().map(account -> account.peerMentor()).orElseThrow();
    all.addAll(
        List.of(
            "peer_mentor=" + mentor,
            "type=" + types.rows().get(0).id().key(),
            "date=2026-03-" + (10 + day),
            "minutes=30",
            "theme=" + word));
    dates.putIfAbsent(word, (10 + day) + ".03.2026");
    day++;
    var key = nora.records().add("activity", all).key();
    run(nora);
    return key;
  }

  /** Kari writes first, then Nora, and neither knows of the other. */
  private String contested(String record, List<String> karis, List<String> noras) {
    run(kari());
    eventually(() -> isKnown(kari(), record));
    var unused = kari().records().edit("activity", record, karis);
    run(kari());
    eventually(() -> kari().sync().status().unsent() <= 1);
    unused = nora.records().edit("activity", record, noras);
    run(nora);
    eventually(
        () -> {
          run(kari());
          return !reviewsOf(kari(), record).isEmpty();
        });
    return reviewsOf(kari(), record).get(0);
  }

  private static boolean isKnown(Workplace workplace, String record) {
    return !workplace
        .table()
        .rows("activity", List.of(record), new no.samsyn.console.RecordTable.Sight("nb", false))
        .isEmpty();
  }

  private static List<String> reviewsOf(Workplace workplace, String record) {
    var wish =
        new QueueWish(
            QueueWish.Status.ALL,
            QueueWish.Filters.NONE,
            QueueWish.Order.OLDEST,
            java.time.LocalDate.EPOCH,
            1_000,
            0);
    return workplace.reviews().list(wish).rows().stream()
        .filter(row -> row.review().subject().record().equals(record))
        .map(row -> row.key())
        .toList();
  }

  private static void eventually(BooleanSupplier claim) {
    var end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!claim.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come true in time").isLessThan(end);
      Typing.pause();
    }
  }

  private void press(KeyCode... keys) {
    presses++;
    typing.press(keys);
  }

  private Node lookup(String selector) {
    return console.window().stage().getScene().lookup(selector);
  }

  /** Finds cases by a word and goes to the first; returns when it is there. */
  private void find(String word, int cases) {
    typing.press(KeyCode.CONTROL, KeyCode.F);
    typing.press(KeyCode.CONTROL, KeyCode.A);
    typing.press(KeyCode.DELETE);
    typing.type(word);
    assertThat(
            Typing.until(
                () ->
                    lookup("#list") instanceof ListView<?> list
                        && list.getItems().size() == cases
                        && list.getSelectionModel().getSelectedIndex() == 0))
        .as(word)
        .isTrue();
    assertThat(
            Typing.until(
                () ->
                    lookup("#subtitle") instanceof Label label
                        && label.getText().contains(dates.get(word))))
        .as(word)
        .isTrue();
    typing.press(KeyCode.F6);
    assertThat(Typing.until(() -> isFocused("line-"))).as("focus in the case").isTrue();
  }

  private boolean isFocused(String prefix) {
    var focused = console.window().stage().getScene().getFocusOwner();
    return focused != null && focused.getId() != null && focused.getId().startsWith(prefix);
  }

  /** Goes on with the TAB key until {@code id} has the focus, and presses it. */
  private void tabTo(String id) {
    for (var i = 0; i < STOPS_MAX && !Fx.call(() -> isFocused(id)); i++) {
      typing.press(KeyCode.TAB);
    }
    assertThat(typing.focused().getId()).isEqualTo(id);
    typing.press(KeyCode.SPACE);
  }

  private void picture(String name) throws IOException {
    for (var i = 0; i < 8; i++) {
      Typing.pause();
    }
    Fx.call(() -> Picture.of(console.window().stage().getScene()))
        .write(Path.of("target", "tour", name + ".png"));
  }

  /** What the server's trail tells of a record: who, what, and how it ended. */
  private List<String> trail(String record) {
    var filter = AuditFilter.ALL.with(AuditFilter.By.RECORD, record);
    return admin.audit().list(AuditDesk.Of.ORGANISATION, filter, 100).rows().stream()
        .map(row -> row.event().actor() + " " + row.action() + " " + row.event().outcome())
        .map(String::strip)
        .toList();
  }

  private Fields onServer(String record) {
    return server.record("activity", record);
  }

  private String status(String review) {
    return server.record("review", review).text("status");
  }

  @Test
  void aCaseOfSixFieldsIsDecidedInUnderTenKeystrokes() throws IOException {
    var record = shared("zebra", "place=Tromsø", "members=1", "note=kort", "start_time=10:00");
    var review =
        contested(
            record,
            List.of(
                "minutes=60",
                "place=Alta",
                "members=2",
                "note=Karis",
                "start_time=11:00",
                "theme=zebra og arbeid"),
            List.of(
                "minutes=45",
                "place=Bodø",
                "members=3",
                "note=Noras",
                "start_time=12:00",
                "theme=zebra og fritid",
                "others=1"));
    find("zebra", 1);
    presses = 0;
    press(KeyCode.DIGIT3); // the hour: Nora's
    press(KeyCode.DIGIT2); // the minutes: Kari's
    press(KeyCode.DIGIT1); // the place: as it was
    press(KeyCode.DIGIT3);
    press(KeyCode.DIGIT2);
    picture("review-3-choosing");
    press(KeyCode.DIGIT3); // the note, without anybody having seen it
    press(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(presses).isLessThan(10);
    eventually(() -> status(review).equals("resolved"));
    var made = onServer(record);
    assertThat(made.text("start_time")).isEqualTo("12:00");
    assertThat(made.get("minutes")).isEqualTo(Value.whole(60));
    assertThat(made.text("place")).isEqualTo("Tromsø");
    assertThat(made.get("members")).isEqualTo(Value.whole(3));
    assertThat(made.text("theme")).isEqualTo("zebra og arbeid");
    assertThat(made.text("note")).isEqualTo("Noras");
    assertThat(made.get("others")).as("what only Nora wrote").isEqualTo(Value.whole(1));
    assertThat(server.record("review", review).text("decided_by")).isEqualTo("kari");
    assertThat(trail(record).get(0)).isEqualTo("kari applied update");
    assertThat(trail(review).get(0)).isEqualTo("kari applied update");
  }

  @Test
  void bothAreKeptAsTwoActivities() throws IOException {
    var record = shared("giraff");
    var review = contested(record, List.of("minutes=60"), List.of("minutes=45"));
    find("giraff", 1);
    tabTo("both");
    eventually(() -> status(review).equals("resolved"));
    assertThat(server.record("review", review).text("outcome")).isEqualTo("both");
    assertThat(onServer(record).get("minutes")).isEqualTo(Value.whole(60));
    var decision = server.record("review", review).get("decision");
    var created = ((Value.Structure) decision).member("created").asText();
    assertThat(onServer(created).get("minutes")).isEqualTo(Value.whole(45));
    assertThat(trail(created)).containsExactly("kari applied create");
  }

  @Test
  void manyAreDecidedByARuleAndTakenBackAsAWhole() throws IOException {
    var records = new ArrayList<String>();
    var reviews = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      var record = shared("panda", "note=kort");
      records.add(record);
      reviews.add(
          contested(
              record,
              List.of("minutes=60", "place=Kafé " + i),
              List.of("minutes=45", "note=Noras ord")));
    }
    find("panda", 3);
    tabTo("bulk");
    assertThat(Typing.until(() -> isFocused("rule"))).isTrue();
    var rule = (ComboBox<?>) lookup("#rule");
    for (var i = 0; i < rule.getItems().size() && !isOfMentor(rule); i++) {
      typing.press(KeyCode.DOWN);
    }
    assertThat(isOfMentor(rule)).isTrue();
    assertThat(Typing.until(() -> !lookup("#carryOut").isDisabled())).isTrue();
    picture("review-6-many");
    tabTo("carryOut");
    eventually(() -> reviews.stream().allMatch(review -> status(review).equals("resolved")));
    for (var record : records) {
      assertThat(onServer(record).get("minutes")).isEqualTo(Value.whole(45));
      assertThat(onServer(record).text("place")).isEmpty();
      assertThat(trail(record).get(0)).isEqualTo("kari applied update");
    }
    picture("review-7-many-done");
    tabTo("undoAll");
    eventually(() -> reviews.stream().allMatch(review -> status(review).equals("open")));
    for (var record : records) {
      assertThat(onServer(record).get("minutes")).isEqualTo(Value.whole(60));
      assertThat(onServer(record).text("place")).startsWith("Kafé");
      assertThat(onServer(record).text("note")).isEqualTo("kort");
    }
    tabTo("close");
  }

  private static boolean isOfMentor(ComboBox<?> rule) {
    var value = Fx.call(() -> String.valueOf(rule.getValue()));
    return value.startsWith("Likepersonens egen");
  }

  @Test
  void whoComesSecondOverwritesNothing() {
    var record = shared("okapi");
    var review =
        contested(record, List.of("minutes=60", "place=Alta"), List.of("minutes=45", "place=Bodø"));
    run(per);
    find("okapi", 1);
    press(KeyCode.DIGIT3);
    var decided =
        per.reviews()
            .resolve(review, new Choice.ByField("theirs", List.of(), List.of()), 0, "")
            .how();
    assertThat(decided).isEqualTo("theirs");
    run(per);
    press(KeyCode.DIGIT3);
    press(KeyCode.CONTROL, KeyCode.ENTER);
    run(kari());
    assertThat(onServer(record).get("minutes")).isEqualTo(Value.whole(60));
    assertThat(onServer(record).text("place")).isEqualTo("Alta");
    assertThat(server.record("review", review).text("decided_by")).isEqualTo("per");
    assertThat(trail(review)).contains("per applied update").doesNotContain("kari applied update");
  }

  /** A case that is decided stands among all. */
  private void find(String word, int open, int all) {
    assertThat(open).isLessThanOrEqualTo(all);
    Fx.call(
        () -> {
          ((javafx.scene.control.ToggleButton) lookup("#status-all")).fire();
          return true;
        });
    find(word, all);
  }

  @Test
  void aDecisionIsOpenedAgainAndTheRecordStaysAsItIs() throws IOException {
    var record = shared("tapir");
    var review = contested(record, List.of("minutes=60"), List.of("minutes=45"));
    find("tapir", 1);
    press(KeyCode.DIGIT3);
    press(KeyCode.CONTROL, KeyCode.ENTER);
    eventually(() -> status(review).equals("resolved"));
    find("tapir", 0, 1);
    picture("review-4-decided");
    tabTo("reopen");
    eventually(() -> status(review).equals("open"));
    assertThat(onServer(record).get("minutes")).isEqualTo(Value.whole(45));
    assertThat(trail(review))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(each -> each.contains("applied"));
  }

  @Test
  void theStoryCanBeFollowedInPictures() throws IOException {
    typing.press(KeyCode.CONTROL, KeyCode.F);
    typing.press(KeyCode.CONTROL, KeyCode.A);
    typing.press(KeyCode.DELETE);
    Fx.call(
        () -> {
          ((javafx.scene.control.ToggleButton) lookup("#status-open")).fire();
          return true;
        });
    assertThat(
            Typing.until(
                () -> lookup("#list") instanceof ListView<?> list && list.getItems().size() >= 6))
        .isTrue();
    Fx.call(
        () -> {
          ((ListView<?>) lookup("#list")).getSelectionModel().select(0);
          return true;
        });
    picture("review-1-two-versions");
    typing.press(KeyCode.F6);
    for (var theme : List.of(Theme.DARK, Theme.HIGH_CONTRAST)) {
      Fx.call(
          () -> {
            console.window().looks().themeProperty().set(theme);
            return true;
          });
      picture("review-" + theme.code());
    }
    Fx.call(
        () -> {
          console.window().looks().themeProperty().set(Theme.LIGHT);
          console.window().looks().sizeProperty().set(Looks.SIZE_MAX);
          return true;
        });
    picture("review-200");
    assertThat(Path.of("target", "tour", "review-200.png")).isNotEmptyFile();
  }
}
