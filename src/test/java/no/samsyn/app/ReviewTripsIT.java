package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.console.policy.PolicyRow;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.sync.RowState;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.policy.PolicyController;
import no.samsyn.ui.policy.PolicyViewModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a decision meets on its way: a server that is gone and comes back in the middle of a run, a
 * device whose clock is wrong, and a rule that an administrator changes. By keyboard, on a real
 * server; what came of it is asked of its database and its trail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewTripsIT {
  private static final String LAST_WINS = "merge-fields,last-write-wins";

  @TempDir static Path folder;
  private DesksAtWork desks;

  @BeforeAll
  void peopleAtWork() {
    desks = new DesksAtWork(folder);
  }

  @AfterAll
  void everythingIsGivenBack() {
    desks.close();
  }

  @BeforeEach
  void theQueueInTheUsualLooks() {
    desks.begin();
  }

  @Test
  void aDecisionWithoutAServerWaitsAndGoesOnceThroughARestart() throws IOException {
    var record = desks.shared("ibis");
    var review =
        desks.contested(
            record, List.of("minutes=60", "place=Alta"), List.of("minutes=45", "place=Moss"));
    desks.find("ibis", 1);
    desks.serverGoes();
    desks.typing.press(KeyCode.DIGIT3);
    desks.typing.press(KeyCode.DIGIT2);
    desks.typing.press(KeyCode.CONTROL, KeyCode.ENTER);
    DesksAtWork.eventually("the decision waits", () -> state(review) == RowState.UNSENT);
    desks.status("all");
    desks.find("ibis", 1);
    desks.typing.await("it is said to wait", () -> says("#banner", "til serveren har den"));
    desks.picture("review-8-waiting");
    assertThat(desks.isReview(review, "open")).as("nobody has heard of it").isTrue();

    for (var i = 0; i < 2; i++) { // gone again while the decision is on its way
      desks.serverReturns();
      var run = CompletableFuture.runAsync(() -> DesksAtWork.run(desks.kari()));
      desks.serverGoes();
      run.join();
    }
    desks.serverReturns();
    DesksAtWork.eventually(
        "the server has the decision",
        () -> {
          DesksAtWork.run(desks.kari());
          return desks.isReview(review, "resolved") && state(review) == RowState.SYNCED;
        });
    desks.typing.await("it waits no longer", () -> !says("#banner", "til serveren har den"));
    assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(45));
    assertThat(desks.onServer(record).text("place")).isEqualTo("Alta");
    assertThat(desks.review(review).text("decided_by")).isEqualTo("kari");
    assertThat(desks.trail(review).stream().filter("kari applied update"::equals)).hasSize(1);
    assertThat(desks.trail(record).stream().filter("kari applied update"::equals))
        .as("what Kari wrote, and the decision")
        .hasSize(2);
  }

  private RowState state(String review) {
    return desks.kari().reviews().show(review).row().state();
  }

  private boolean says(String selector, String words) {
    return desks.lookup(selector) instanceof Labeled label && label.getText().contains(words);
  }

  @Test
  void aClockThatIsWrongIsSaidWhereTheTimesStand() {
    var record = desks.shared("tukan");
    try (var phone = desks.device(new FastClock(), "nora", "nora-fast")) {
      var review = desks.contested(record, List.of("minutes=60"), phone, List.of("minutes=45"));
      desks.find("tukan", 1);
      desks.typing.await("the clock", () -> isSaid("(klokken gikk 10 min for fort)"));
      var by = (Value.Structure) desks.review(review).get("mine_by");
      assertThat(((Value.Whole) by.member("clock_offset_ms")).number())
          .isBetween(-660_000L, -600_000L);
      assertThat(desks.trail(review)).containsExactly("nora applied create");
    }
  }

  private boolean isSaid(String words) {
    return desks.lookup("#cards") instanceof Parent cards
        && cards.lookupAll(".label").stream()
            .anyMatch(node -> node instanceof Labeled label && label.getText().contains(words));
  }

  /** Ten and a half minutes ahead of everybody. */
  private static final class FastClock implements Time {
    private final Time right = new SystemTime();

    @Override
    public Instant now() {
      return right.now().plus(Duration.ofSeconds(630));
    }

    @Override
    public long monotonicMillis() {
      return right.monotonicMillis();
    }
  }

  @Test
  void aRuleIsTriedSetAndHoldsOnEveryDevice() {
    var before = desks.shared("bever");
    DesksAtWork.run(desks.admin);
    var unused = desks.nora.records().edit("activity", before, List.of("minutes=45"));
    DesksAtWork.run(desks.nora);
    unused = desks.admin.records().edit("activity", before, List.of("minutes=90"));
    DesksAtWork.run(desks.admin);
    assertThat(DesksAtWork.reviewsOf(desks.admin, before)).hasSize(1);

    try (var rules = new Rules(desks.admin)) {
      rules.choose(LAST_WINS);
      rules.tabTo("tryOut");
      rules.typing.await("what would have gone otherwise", () -> rules.trials() == 1);
      assertThat(desks.onServer(before).get("minutes")).isEqualTo(Value.whole(45));
      assertThat(rule(desks.admin).isSet()).as("tried and not set").isFalse();

      rules.desk.answers.add(true);
      rules.tabTo("set");
      DesksAtWork.eventually("it waits to be sent", () -> !rule(desks.admin).waiting().isEmpty());
      holdsEverywhere(true);
      var key = settingKey();
      assertThat(desks.setting(key).get("value").toString()).contains("last-write-wins");
      assertThat(desks.trail(key)).containsExactly("admin applied create");

      var after = desks.shared("mår");
      desks.kariWrites(after, List.of("minutes=60"));
      unused = desks.nora.records().edit("activity", after, List.of("minutes=45"));
      DesksAtWork.eventually(
          "the last one holds, and nobody is asked",
          () -> {
            DesksAtWork.run(desks.nora);
            return desks.onServer(after).get("minutes").equals(Value.whole(45));
          });
      assertThat(DesksAtWork.reviewsOf(desks.nora, after)).isEmpty();
      assertThat(desks.trail(after).get(0)).isEqualTo("nora applied update");

      rules.desk.answers.add(true);
      rules.tabTo("reset");
      DesksAtWork.eventually("it waits to be sent", () -> !rule(desks.admin).waiting().isEmpty());
      holdsEverywhere(false);
      assertThat(desks.trail(key)).containsExactly("admin applied update", "admin applied create");
    }
  }

  private void holdsEverywhere(boolean isSet) {
    DesksAtWork.run(desks.admin);
    for (var device : List.of(desks.admin, desks.nora, desks.per, desks.kari())) {
      DesksAtWork.eventually(
          "a device has the rule",
          () -> {
            DesksAtWork.run(device);
            return rule(device).isSet() == isSet;
          });
      assertThat(String.join(",", rule(device).rule().steps()).equals(LAST_WINS)).isEqualTo(isSet);
    }
  }

  private static PolicyRow rule(Workplace workplace) {
    return workplace.policies().list().stream()
        .filter(row -> row.entity().equals("activity"))
        .findFirst()
        .orElseThrow();
  }

  private String settingKey() {
    var all = new Records.ListWish("setting", List.of(), "", 10, 0);
    return desks.admin.records().list(all).rows().stream()
        .filter(row -> row.view().text("name").endsWith("activity"))
        .map(row -> row.id().key())
        .findFirst()
        .orElseThrow();
  }

  /** The page of rules in a window of an administrator's. */
  private final class Rules implements AutoCloseable {
    private final ExecutorService threads = Threads.forTasks();
    private final TestDesk desk = new TestDesk(); // answers the questions
    private final Stage stage;
    private final Typing typing;

    Rules(Workplace admin) {
      stage = Fx.call(() -> shown(admin));
      typing = new Typing(stage.getScene());
    }

    private Stage shown(Workplace admin) {
      var words = new I18n(Language.BOKMAAL, new SystemTime(), ZoneId.of("Europe/Oslo"));
      var around = new Session.Surround(words, new FxTasks(threads), desk, desk, desk);
      Looks.loadFonts();
      var looks = new Looks(desk);
      var model = new PolicyViewModel(new Session(admin, desk, around));
      var controller = new PolicyController(model, words, looks.rowHeight());
      var made = new Stage();
      made.setScene(new Scene(Fxml.load(FxmlFile.POLICIES, words, controller), 1400, 900));
      looks.dress(made.getScene());
      made.show();
      made.requestFocus();
      model.refresh();
      return made;
    }

    void tabTo(String id) {
      typing.tabTo(id);
      typing.press(KeyCode.SPACE);
    }

    void choose(String steps) {
      typing.tabTo("rule");
      var box = (ComboBox<?>) stage.getScene().lookup("#rule");
      typing.press(KeyCode.HOME);
      for (var i = 0; i < box.getItems().size() && !isChosen(box, steps); i++) {
        typing.press(KeyCode.DOWN);
      }
      assertThat(isChosen(box, steps)).isTrue();
    }

    private boolean isChosen(ComboBox<?> box, String steps) {
      return Fx.call(
          () ->
              box.getValue() instanceof no.samsyn.ui.records.Choice choice
                  && choice.key().equals(steps));
    }

    int trials() {
      return ((TableView<?>) stage.getScene().lookup("#table")).getItems().size();
    }

    @Override
    public void close() {
      Fx.call(
          () -> {
            stage.hide();
            return true;
          });
      threads.shutdown();
      desks.raise();
    }
  }
}
