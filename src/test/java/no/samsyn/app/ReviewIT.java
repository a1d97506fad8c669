package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import no.samsyn.console.review.Choice;
import no.samsyn.model.Value;
import no.samsyn.ui.common.Looks;
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
  @TempDir static Path folder;
  private DesksAtWork desks;
  private int presses;

  @BeforeAll
  void threePeopleAtWork() {
    desks = new DesksAtWork(folder);
  }

  @AfterAll
  void everythingIsGivenBack() {
    desks.close();
  }

  @BeforeEach
  void theQueueInTheUsualLooks() {
    desks.begin();
    presses = 0;
  }

  private void press(KeyCode... keys) {
    presses++;
    desks.typing.press(keys);
  }

  private void awaitReviews(List<String> reviews, String status) {
    DesksAtWork.eventually(
        reviews + " " + status,
        () -> reviews.stream().allMatch(review -> desks.isReview(review, status)));
  }

  @Test
  void aCaseOfSixFieldsIsDecidedInUnderTenKeystrokes() throws IOException {
    var record =
        desks.shared("zebra", "place=Tromsø", "members=1", "note=kort", "start_time=10:00");
    var review =
        desks.contested(
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
    desks.find("zebra", 1);
    presses = 0;
    press(KeyCode.DIGIT3); // the hour: Nora's
    press(KeyCode.DIGIT2); // the minutes: Kari's
    press(KeyCode.DIGIT1); // the place: as it was
    press(KeyCode.DIGIT3);
    press(KeyCode.DIGIT2);
    desks.picture("review-3-choosing");
    press(KeyCode.DIGIT3); // the note, without anybody having seen it
    press(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(presses).isLessThan(10);
    awaitReviews(List.of(review), "resolved");
    var made = desks.onServer(record);
    assertThat(made.text("start_time")).isEqualTo("12:00");
    assertThat(made.get("minutes")).isEqualTo(Value.whole(60));
    assertThat(made.text("place")).isEqualTo("Tromsø");
    assertThat(made.get("members")).isEqualTo(Value.whole(3));
    assertThat(made.text("theme")).isEqualTo("zebra og arbeid");
    assertThat(made.text("note")).isEqualTo("Noras");
    assertThat(made.get("others")).as("what only Nora wrote").isEqualTo(Value.whole(1));
    assertThat(desks.review(review).text("decided_by")).isEqualTo("kari");
    assertThat(desks.trail(record).get(0)).isEqualTo("kari applied update");
    assertThat(desks.trail(review).get(0)).isEqualTo("kari applied update");
  }

  @Test
  void bothAreKeptAsTwoActivities() throws IOException {
    var record = desks.shared("giraff");
    var review = desks.contested(record, List.of("minutes=60"), List.of("minutes=45"));
    desks.find("giraff", 1);
    desks.tabTo("both");
    awaitReviews(List.of(review), "resolved");
    assertThat(desks.review(review).text("outcome")).isEqualTo("both");
    assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(60));
    var decision = desks.review(review).get("decision");
    var created = ((Value.Structure) decision).member("created").asText();
    assertThat(desks.onServer(created).get("minutes")).isEqualTo(Value.whole(45));
    assertThat(desks.trail(created)).containsExactly("kari applied create");
  }

  @Test
  void manyAreDecidedByARuleAndTakenBackAsAWhole() throws IOException {
    var records = new ArrayList<String>();
    var reviews = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      var record = desks.shared("panda", "note=kort");
      records.add(record);
      reviews.add(
          desks.contested(
              record,
              List.of("minutes=60", "place=Kafé " + i),
              List.of("minutes=45", "note=Noras ord")));
    }
    desks.find("panda", 3);
    desks.tabTo("bulk");
    desks.typing.await("the focus on the rule", () -> desks.isFocused("rule"));
    var rule = (ComboBox<?>) desks.lookup("#rule");
    awaitDrawn(rule);
    for (var i = 0; i < rule.getItems().size() && !isOfMentor(rule); i++) {
      desks.typing.press(KeyCode.DOWN);
    }
    assertThat(isOfMentor(rule)).isTrue();
    desks.typing.await("a preview", () -> !desks.lookup("#carryOut").isDisabled());
    desks.picture("review-6-many");
    desks.tabTo("carryOut");
    awaitReviews(reviews, "resolved");
    for (var record : records) {
      assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(45));
      assertThat(desks.onServer(record).text("place")).isEmpty();
      assertThat(desks.trail(record).get(0)).isEqualTo("kari applied update");
    }
    desks.picture("review-7-many-done");
    desks.tabTo("undoAll");
    awaitReviews(reviews, "open");
    for (var record : records) {
      assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(60));
      assertThat(desks.onServer(record).text("place")).startsWith("Kafé");
      assertThat(desks.onServer(record).text("note")).isEqualTo("kort");
    }
    desks.tabTo("close");
  }

  @Test
  void aCaseIsGivenOnPutOffCommentedAndTheLosingValueComesBack() {
    var record = desks.shared("lemur");
    var review = desks.contested(record, List.of("minutes=60"), List.of("minutes=45"));
    desks.find("lemur", 1);
    desks.menu("Gi saken", "En annen");
    var question = desks.dialog();
    question.await("the focus in the names", () -> question.isFocused("options"));
    question.press(KeyCode.END); // administrator, Kari, Per
    question.press(KeyCode.ENTER);
    DesksAtWork.eventually("given to Per", () -> says(review, "assigned_to", "per"));
    desks.menu("Kommenter");
    var comment = desks.dialog();
    comment.type("ring");
    comment.press(KeyCode.ENTER);
    DesksAtWork.eventually("a comment", () -> says(review, "comment", "ring"));
    desks.menu("Utsett", "3 dager");
    DesksAtWork.eventually("put off", () -> !desks.review(review).text("deferred_until").isEmpty());
    assertThat(desks.trail(review).subList(0, 3)).containsOnly("kari applied update");
    press(KeyCode.F6); // to the queue
    press(KeyCode.F6); // and to the fields again
    desks.typing.await("the focus in the fields", () -> desks.isFocused("line-"));
    press(KeyCode.DIGIT3);
    press(KeyCode.CONTROL, KeyCode.ENTER);
    awaitReviews(List.of(review), "resolved");
    assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(45));
    desks.status("all");
    desks.find("lemur", 1);
    desks.menu("Hent tilbake");
    DesksAtWork.eventually(
        "what lost is back", () -> desks.onServer(record).get("minutes").equals(Value.whole(60)));
    assertThat(desks.trail(record).get(0)).isEqualTo("kari applied update");
  }

  @Test
  void whatWasToldTwiceOrDeletedIsFoundByAFilterDecidedAndTakenBack() {
    desks.search("");
    desks.tabTo("more");
    chooseKind("duplicate", KeyCode.DOWN);
    var pair = desks.onlyReview("duplicate");
    desks.tabTo("saved");
    desks.typing.press(KeyCode.DOWN);
    desks.typing.pressAndGoOn(KeyCode.ENTER);
    var name = desks.dialog();
    name.type("par");
    name.press(KeyCode.ENTER);

    decideAsAWhole(KeyCode.DIGIT2);
    awaitReviews(List.of(pair), "resolved");
    assertThat(desks.review(pair).text("outcome")).isEqualTo("duplicate");
    assertThat(desks.trail(pair).get(0)).isEqualTo("kari applied update");
    desks.status("decided");
    desks.typing.await("the pair", () -> desks.queued() == 1);
    desks.tabTo("undo");
    awaitReviews(List.of(pair), "open");

    desks.status("open");
    chooseKind("edit_and_delete", KeyCode.UP);
    var deleted = desks.onlyReview("edit_and_delete");
    decideAsAWhole(KeyCode.DIGIT2);
    awaitReviews(List.of(deleted), "resolved");
    assertThat(desks.review(deleted).text("decided_by")).isEqualTo("kari");
    desks.tabTo("saved");
    desks.typing.press(KeyCode.DOWN);
    desks.typing.press(KeyCode.ENTER);
    desks.typing.await("the filter that was kept", () -> desks.queued() == 1);
    Fx.call(() -> desks.forgetFilters());
  }

  private void chooseKind(String kind, KeyCode way) {
    desks.typing.tabTo("queue-kind");
    var box = (ComboBox<?>) desks.lookup("#queue-kind");
    awaitDrawn(box);
    for (var i = 0; i < box.getItems().size() && !isKind(box, kind); i++) {
      desks.typing.press(way);
    }
    assertThat(isKind(box, kind)).as(kind).isTrue();
    var shown = kind.equals("duplicate") ? "Fortalt to ganger" : "Endret og slettet";
    desks.typing.await("the case of " + kind, () -> desks.isOnlyCase(shown));
  }

  /** What was not drawn yet knows no keys. */
  private void awaitDrawn(ComboBox<?> box) {
    desks.typing.await("it has been drawn", () -> box.getSkin() != null);
  }

  private static boolean isKind(ComboBox<?> box, String kind) {
    return Fx.call(
        () ->
            box.getValue() instanceof no.samsyn.ui.records.Choice chosen
                && chosen.key().equals(kind));
  }

  private void decideAsAWhole(KeyCode version) {
    press(KeyCode.F6); // from wherever one is in the queue
    desks.typing.await("the focus in the case", () -> desks.isFocused("line-"));
    press(version);
    press(KeyCode.CONTROL, KeyCode.ENTER);
  }

  private boolean says(String review, String field, String text) {
    return desks.review(review).text(field).equals(text);
  }

  private static boolean isOfMentor(ComboBox<?> rule) {
    var value = Fx.call(() -> String.valueOf(rule.getValue()));
    return value.startsWith("Likepersonens egen");
  }

  @Test
  void whoComesSecondOverwritesNothing() {
    var record = desks.shared("okapi");
    var review =
        desks.contested(
            record, List.of("minutes=60", "place=Alta"), List.of("minutes=45", "place=Bodø"));
    DesksAtWork.run(desks.per);
    desks.find("okapi", 1);
    press(KeyCode.DIGIT3);
    var decided =
        desks
            .per
            .reviews()
            .resolve(review, new Choice.ByField("theirs", List.of(), List.of()), 0, "")
            .how();
    assertThat(decided).isEqualTo("theirs");
    DesksAtWork.run(desks.per);
    press(KeyCode.DIGIT3);
    press(KeyCode.CONTROL, KeyCode.ENTER);
    DesksAtWork.run(desks.kari());
    assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(60));
    assertThat(desks.onServer(record).text("place")).isEqualTo("Alta");
    assertThat(desks.review(review).text("decided_by")).isEqualTo("per");
    assertThat(desks.trail(review))
        .contains("per applied update")
        .doesNotContain("kari applied update");
  }

  @Test
  void aDecisionIsOpenedAgainAndTheRecordStaysAsItIs() throws IOException {
    var record = desks.shared("tapir");
    var review = desks.contested(record, List.of("minutes=60"), List.of("minutes=45"));
    desks.find("tapir", 1);
    press(KeyCode.DIGIT3);
    press(KeyCode.CONTROL, KeyCode.ENTER);
    awaitReviews(List.of(review), "resolved");
    desks.status("all"); // a decided case is not among the open ones
    desks.find("tapir", 1);
    desks.picture("review-4-decided");
    desks.tabTo("reopen");
    awaitReviews(List.of(review), "open");
    assertThat(desks.onServer(record).get("minutes")).isEqualTo(Value.whole(45));
    assertThat(desks.trail(review))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(each -> each.contains("applied"));
  }

  @Test
  void theStoryCanBeFollowedInPictures() throws IOException {
    desks.search("");
    desks.typing.await(
        "six cases", () -> desks.lookup("#list") instanceof ListView<?> list && isFull(list));
    Fx.call(
        () -> {
          ((ListView<?>) desks.lookup("#list")).getSelectionModel().select(0);
          return true;
        });
    desks.picture("review-1-two-versions");
    desks.typing.press(KeyCode.F6);
    for (var theme : List.of(Theme.DARK, Theme.HIGH_CONTRAST)) {
      Fx.call(() -> desks.dress(theme));
      desks.picture("review-" + theme.code());
    }
    Fx.call(() -> desks.dress(Theme.LIGHT) && desks.enlarge(Looks.SIZE_MAX));
    desks.picture("review-200");
    assertThat(Path.of("target", "tour", "review-200.png")).isNotEmptyFile();
  }

  private static boolean isFull(ListView<?> list) {
    return list.getItems().size() >= 6;
  }
}
