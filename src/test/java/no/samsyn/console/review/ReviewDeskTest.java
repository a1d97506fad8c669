package no.samsyn.console.review;

import static no.samsyn.console.review.ReviewFixture.karis;
import static no.samsyn.console.review.ReviewFixture.olas;
import static no.samsyn.console.review.ReviewFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.console.Trouble;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.TextDiff;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** One review on a coordinator's device: how it is shown, and what a choice makes of it. */
class ReviewDeskTest {
  private final ReviewFixture at = new ReviewFixture();

  private void minutesAndNoteAreContested() {
    at.twoVersions(
        "1",
        visit(30, "en kort prat"),
        visit(45, "en lang prat").with("place", "Alta"),
        visit(60, "en god prat").with("theme", "jobb"));
  }

  private static Choice take(String... takes) {
    return new Choice.ByField("", List.of(takes), List.of());
  }

  private Decided resolve(Choice choice) {
    return at.desk.resolve("review-1", choice, 0, "");
  }

  private Trouble refused(Choice choice) {
    return catchThrowableOfType(Trouble.class, () -> resolve(choice));
  }

  @Test
  void changedFieldsComeFirstAndEachSideBearsTheNameOfWhoWroteIt() {
    minutesAndNoteAreContested();

    var sheet = at.desk.show("review-1");

    assertThat(sheet.fields().stream().filter(FieldSheet::isChanged))
        .extracting(field -> field.name() + " " + field.state().code())
        .containsExactly(
            "minutes contested", "note contested", "place only-mine", "theme only-theirs");
    assertThat(sheet.sides().mineLabel()).isEqualTo("mentor Ola");
    assertThat(sheet.sides().theirsLabel()).isEqualTo("coordinator Kari Koordinator for Ola");
    assertThat(sheet.row().ageDays()).isEqualTo(2);
    assertThat(sheet.now().version()).isEqualTo(4);
    assertThat(sheet.now().moved()).isFalse();
    assertThat(sheet.labels()).containsEntry(TestDevice.OLA, "Ola");
    var note = sheet.fields().get(1);
    assertThat(note.sensitive()).isTrue();
    assertThat(note.difference(Pick.MINE))
        .containsExactly(
            new TextDiff.Piece(TextDiff.Kind.KEPT, "en "),
            new TextDiff.Piece(TextDiff.Kind.REMOVED, "kort"),
            new TextDiff.Piece(TextDiff.Kind.ADDED, "lang"),
            new TextDiff.Piece(TextDiff.Kind.KEPT, " prat"));
  }

  @Test
  void onePersonOnTwoDevicesIsToldApart() {
    at.twoVersions(
        "1", visit(30, ""), visit(45, ""), visit(60, ""), karis("2026-11-17"), karis("2026-11-18"));
    var sides = at.desk.show("review-1").sides();
    assertThat(sides.mineLabel()).contains("device");
  }

  @Test
  void aRecordThatSaysSomethingElseThanWhenTheReviewWasOpenedIsSaidToHaveMoved() {
    minutesAndNoteAreContested();
    at.kari.knows(PeerSupport.ACTIVITY, "activity-1", 5, visit(61, "en god prat"));
    var sheet = at.desk.show("review-1");
    assertThat(sheet.now().moved()).isTrue();
    assertThat(sheet.now().version()).isEqualTo(5);
    assertThat(sheet.fields().get(0).versions().now()).isEqualTo(Value.whole(61));
  }

  @Test
  void aRevealIsInTheTrailAndALookIsNot() {
    minutesAndNoteAreContested();
    at.desk.show("review-1");
    assertThat(reveals()).isEmpty();
    at.desk.reveal("review-1");
    assertThat(reveals())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("kari");
              assertThat(event.key()).isEqualTo("activity-1");
              assertThat(event.detail()).isEqualTo("review-1");
            });
  }

  private List<AuditEvent> reveals() {
    return at.kari.run(tx -> tx.audit().list(0, 100)).stream()
        .filter(event -> event.action() == AuditAction.REVEALED)
        .toList();
  }

  @Test
  void whatBothChangedIsNobodysUntilSomebodySaysWhose() {
    minutesAndNoteAreContested();
    var trouble = refused(take("minutes=mine"));
    assertThat(trouble.kind()).isEqualTo(Trouble.Kind.WRONG_USE);
    assertThat(trouble.code()).isEqualTo("undecided-fields");
    assertThat(trouble.problems()).extracting(Problem::field).containsExactly("note");
    assertThat(trouble.sentence()).contains("note").doesNotContain("prat");
    assertThat(at.kari.queued()).isEmpty();
    assertThat(at.standing("1").status()).isEqualTo(ReviewCase.OPEN);
  }

  @Test
  void fieldsThatOneSideChangedGoToThatSideAndAnythingButASideIsTheValueItself() {
    minutesAndNoteAreContested();

    var decided = resolve(take("minutes=mine", "note=en fri tekst"));

    assertThat(decided.how()).isEqualTo("merged");
    assertThat(at.record("1"))
        .isEqualTo(visit(45, "en fri tekst").with("place", "Alta").with("theme", "jobb"));
  }

  @Test
  void toldOtherwiseAFieldOfOneSideGoesBackToWhatItWas() {
    minutesAndNoteAreContested();
    resolve(take("minutes=base", "note=theirs", "place=base", "theme=mine"));
    assertThat(at.record("1")).isEqualTo(visit(30, "en god prat"));
  }

  @Test
  void aSetMeansTheWordAndNotTheSide() {
    minutesAndNoteAreContested();
    resolve(new Choice.ByField("", List.of("minutes=theirs"), List.of("note=mine")));
    assertThat(at.record("1").text("note")).isEqualTo("mine");
  }

  @Test
  void allOfOneSideIsThatSidesWholeVersionUntilAFieldSaysOtherwise() {
    minutesAndNoteAreContested();
    resolve(new Choice.ByField("mine", List.of("note=theirs"), List.of()));
    assertThat(at.record("1")).isEqualTo(visit(45, "en god prat").with("place", "Alta"));
  }

  @Test
  void allTheirsLeavesTheRecordAndClosesTheReview() {
    minutesAndNoteAreContested();
    assertThat(resolve(new Choice.ByField("theirs", List.of(), List.of())).how())
        .isEqualTo("theirs");
    assertThat(at.kari.queued()).hasSize(1);
  }

  @Test
  void aFieldThatWasChangedAfterTheReviewIsNotOverwrittenUnasked() {
    minutesAndNoteAreContested();
    at.kari.knows(
        PeerSupport.ACTIVITY, "activity-1", 5, visit(60, "en god prat").with("place", "Bodø"));
    var trouble = refused(take("minutes=mine", "note=mine"));
    assertThat(trouble.problems()).extracting(Problem::field).containsExactly("place");
    resolve(take("minutes=mine", "note=mine", "place=mine"));
    assertThat(at.record("1").text("place")).isEqualTo("Alta");
  }

  @Test
  void whoLookedAtAnOlderVersionIsToldAndNothingIsDecided() {
    minutesAndNoteAreContested();
    var trouble =
        catchThrowableOfType(
            Trouble.class,
            () -> at.desk.resolve("review-1", take("minutes=mine", "note=mine"), 3, ""));
    assertThat(trouble.kind()).isEqualTo(Trouble.Kind.NEEDS_PERSON);
    assertThat(trouble.sentence()).contains("version 4");
    assertThat(at.kari.queued()).isEmpty();
  }

  @Test
  void whatTheServerWouldRefuseIsRefusedHere() {
    minutesAndNoteAreContested();
    assertThat(refused(take("minutes=mine", "note=mine", "by_proxy=base")).code())
        .isEqualTo("set-by-server");
    assertThat(refused(take("minutes=mine", "note=mine", "type=nothing")).code())
        .isEqualTo("missing-reference");
    assertThat(refused(take("minutes=many", "note=mine")).code()).isEqualTo("wrong-type");
    assertThat(refused(take("minutes=0", "note=mine")).code()).isEqualTo("not-a-record");
    assertThat(refused(take("mintues=mine", "note=mine")).sentence()).contains("minutes?");
    assertThat(at.kari.queued()).isEmpty();
  }

  @Test
  void anEditAndADeleteAreDecidedAsSuch() {
    at.editedAndDeleted("1", visit(45, "kort"), false);
    assertThat(refused(take("minutes=mine")).sentence()).contains("--keep-edit or --delete");
    assertThat(refused(new Choice.Both()).code()).isEqualTo("wrong-way");

    var decided = resolve(new Choice.KeepEdit());

    var made = new RecordId(PeerSupport.ACTIVITY, decided.created());
    assertThat(at.kari.row(made).view().get("minutes")).isEqualTo(Value.whole(45));
    assertThat(decided.how()).isEqualTo("mine");
  }

  @Test
  void theWholeVersionOfWhoDeletedIsTheDelete() {
    at.editedAndDeleted("1", visit(45, "kort"), true);
    resolve(new Choice.ByField("mine", List.of(), List.of()));
    assertThat(at.kari.queued().get(0).local().target().op()).isEqualTo(Op.DELETE);
  }

  @Test
  void ofAPairTheOneThatIsKeptStays() {
    at.kari.knows(PeerSupport.ACTIVITY, "activity-1", 2, visit(60, "selv"));
    at.kari.knows(PeerSupport.ACTIVITY, "proxy", 2, visit(45, "fullmakt"));
    at.knows(
        "1",
        ReviewCase.DUPLICATE,
        new ReviewCase.Sides(
            Fields.NONE,
            visit(45, "fullmakt"),
            visit(60, "selv"),
            Set.of(),
            karis("2026-11-18").ofRecord("proxy"),
            olas("2026-11-17").ofRecord("activity-1")));
    assertThat(at.desk.show("review-1").fields().stream().filter(FieldSheet::isChanged))
        .extracting(FieldSheet::name)
        .containsExactly("minutes", "note");
    assertThat(refused(take("minutes=mine")).sentence()).contains("--duplicate");
    assertThat(refused(new Choice.KeepOne("base")).code()).isEqualTo("unknown-word");

    assertThat(resolve(new Choice.KeepOne("theirs")).how()).isEqualTo("duplicate");

    assertThat(at.kari.row(new RecordId(PeerSupport.ACTIVITY, "proxy")).removed()).isTrue();
    assertThat(at.record("1").text("note")).isEqualTo("selv");
  }

  @Test
  void whatIsDecidedIsNotDecidedAgainButUndoneOrReopened() {
    minutesAndNoteAreContested();
    resolve(take("minutes=mine", "note=mine"));
    assertThat(refused(take("minutes=theirs", "note=mine")).code()).isEqualTo("not-open");

    at.desk.undo("review-1");

    assertThat(at.record("1")).isEqualTo(visit(60, "en god prat").with("theme", "jobb"));
    assertThat(at.standing("1").status()).isEqualTo(ReviewCase.OPEN);
    at.desk.restore("review-1", Pick.MINE);
    assertThat(at.record("1").get("minutes")).isEqualTo(Value.whole(45));
  }

  @Test
  void assigningAndPuttingOffAreOrdinaryChangesOfAnOpenReview() {
    minutesAndNoteAreContested();
    at.desk.assign("review-1", "per");
    at.desk.defer("review-1", "2026-12-01");
    at.desk.comment("review-1", "ring Ola først");
    assertThat(at.standing("1").assignedTo()).isEqualTo("per");
    assertThat(at.standing("1").deferredUntil()).isEqualTo("2026-12-01");
    assertThat(at.desk.show("review-1").row().comment()).isEqualTo("ring Ola først");
    assertThat(at.kari.queued()).hasSize(1);
    at.desk.assign("review-1", "");
    at.desk.defer("review-1", "");
    assertThat(at.standing("1").assignedTo()).isEmpty();
    assertThat(at.standing("1").deferredUntil()).isEmpty();
    var wrong = catchThrowableOfType(Trouble.class, () -> at.desk.defer("review-1", "next week"));
    assertThat(wrong.sentence()).contains("deferred_until must be a date");
  }

  @Test
  void whatLostByARuleComesBackFromTheTrailAsAnOrdinaryChange() {
    at.kari.knows(PeerSupport.ACTIVITY, "activity-9", 5, visit(45, "mine"));
    at.kari.run(
        tx -> {
          tx.audit().record(met(AuditAction.CONFLICTED, "overwritten"), minutes(30, 45));
          tx.audit().record(met(AuditAction.THEIRS, ""), minutes(30, 60));
          return true;
        });

    at.desk.restore("mutation-9", Pick.THEIRS);

    var change = at.kari.queued().get(0).local();
    assertThat(change.changes()).isEqualTo(minutes(45, 60));
    assertThat(change.links().resolves()).isEmpty();
    assertThat(at.record("9").get("minutes")).isEqualTo(Value.whole(60));
    List<AuditEvent> since = at.kari.run(tx -> tx.audit().list(2, 10));
    assertThat(since).extracting(AuditEvent::action).containsExactly(AuditAction.RESTORED);
    assertThatThrownBy(() -> at.desk.restore("mutation-8", Pick.THEIRS))
        .isInstanceOf(Trouble.class);
  }

  private static FieldChanges minutes(long before, long after) {
    return new FieldChanges(
        Map.of("minutes", new FieldChange(Value.whole(before), Value.whole(after))));
  }

  private static AuditEvent met(AuditAction action, String outcome) {
    return new AuditEvent(
        0,
        Instant.EPOCH,
        action,
        "ola",
        "",
        PeerSupport.ACTIVITY,
        "activity-9",
        "mutation-9",
        5,
        outcome,
        "");
  }
}
