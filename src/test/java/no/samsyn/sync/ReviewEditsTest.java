package no.samsyn.sync;

import static no.samsyn.testkit.TestDevice.OLA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChange;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.ReviewEdits.Circumstances;
import no.samsyn.sync.ReviewEdits.Outcome;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a coordinator's device makes of decisions, before and after the server has its say. */
class ReviewEditsTest {
  private static final RecordId VISIT = new RecordId(PeerSupport.ACTIVITY, "activity-1");
  private static final RecordId REVIEW = new RecordId(ReviewCase.ENTITY, "review-1");
  private static final Authorship OLA_HIMSELF =
      new Authorship("ola", "", "phone", Instant.parse("2026-11-20T09:00:00Z"));

  private final TestDevice kari = TestDevice.ofOla(3);

  @BeforeEach
  void kariSeesAReview() {
    kari.signIn(new Account("kari", "Kari", "coordinator", "", List.of("unit-1")));
    kari.knows(PeerSupport.ACTIVITY, VISIT.key(), 4, visit(60, "kort"));
    knowsReview(ReviewCase.TWO_VERSIONS, visit(45, "lang"), visit(60, "kort"));
  }

  @Test
  void aDecisionIsOneGroupOfTheRecordAndTheReview() {
    var outcome = decide(set("minutes", Value.whole(45)));

    assertThat(outcome).isEqualTo(new Outcome.Done(REVIEW.key(), Decision.MERGED, List.of()));
    var queued = kari.queued().stream().map(OutboxEntry::local).toList();
    assertThat(queued).extracting(m -> m.target().entity()).containsExactly("activity", "review");
    assertThat(queued.get(0).basis()).isEqualTo(Mutation.Basis.version(4));
    assertThat(queued.get(0).links().group()).isNotEmpty();
    assertThat(queued).allSatisfy(m -> assertThat(m.links().resolves()).isEqualTo("review-1"));
    assertThat(queued.get(1).links().group()).isEqualTo(queued.get(0).links().group());
    assertThat(kari.row(VISIT).view().get("minutes")).isEqualTo(Value.whole(45));
    assertThat(kari.row(VISIT).state()).isEqualTo(RowState.UNSENT);
    var standing = review().standing();
    assertThat(standing.status()).isEqualTo(ReviewCase.RESOLVED);
    assertThat(standing.decidedBy()).isEqualTo("kari");
    assertThat(standing.trace().changes().names()).containsExactly("minutes");
    assertThat(kari.run(SyncEngine::status).inReview()).isZero();
  }

  @Test
  void howItWasDecidedIsToldByTheResult() {
    assertThat(how(new Decision.SetFields(Fields.NONE))).isEqualTo(Decision.THEIRS);
    assertThat(how(new Decision.SetFields(Fields.of("minutes", Value.whole(50)))))
        .isEqualTo(Decision.MERGED);
    assertThat(
            how(new Decision.SetFields(Fields.of("minutes", Value.whole(45)).with("note", "lang"))))
        .isEqualTo(Decision.MINE);
    assertThat(how(new Decision.KeepBoth())).isEqualTo(Decision.BOTH);
  }

  private String how(Decision decision) {
    return decision.outcome(review(), visit(60, "kort"));
  }

  @Test
  void keepingTheServersSideClosesTheReviewAndTouchesNoRecord() {
    decide(new Decision.SetFields(Fields.NONE));
    assertThat(kari.queued()).hasSize(1);
    assertThat(kari.row(VISIT).state()).isEqualTo(RowState.SYNCED);
  }

  @Test
  void aResultThatIsNoGoodRecordIsRefusedAndNothingIsQueued() {
    assertThat(decide(set("minutes", Value.whole(0)))).isInstanceOf(Outcome.Refused.class);
    assertThat(kari.queued()).isEmpty();
    assertThat(review().isOpen()).isTrue();
  }

  @Test
  void whoSawAnOlderVersionIsToldAndNothingIsQueued() {
    var stale = new Circumstances(3, Circumstances.NONE.seenSides(), "", "");
    assertThat(kari.reviews.decide(REVIEW.key(), set("minutes", Value.whole(45)), stale))
        .isEqualTo(new Outcome.Moved(REVIEW.key(), 4));
    assertThat(kari.queued()).isEmpty();
  }

  @Test
  void aMentorDecidesNothingButTakesTheOwnVersionBack() {
    kari.signIn(new Account("ola", "Ola", "mentor", OLA, List.of()));
    assertThat(decide(set("minutes", Value.whole(45)))).isInstanceOf(Outcome.NotPossible.class);
    assertThat(kari.queued()).isEmpty();

    assertThat(kari.reviews.withdraw(REVIEW.key()))
        .isEqualTo(new Outcome.Done(REVIEW.key(), ReviewCase.WITHDRAWN, List.of()));
    assertThat(kari.queued()).hasSize(1);
    assertThat(kari.row(VISIT).state()).isEqualTo(RowState.SYNCED);
  }

  @Test
  void nobodyElseWithdrawsIt() {
    assertThat(kari.reviews.withdraw(REVIEW.key())).isInstanceOf(Outcome.NotPossible.class);
  }

  @Test
  void whoeverDecidedFirstWinsAndTheLateDecisionIsToldAndLaidOverNothing() {
    decide(set("minutes", Value.whole(45)));
    var batch = plan();
    var ids = List.copyOf(batch.entries().keySet());
    var decidedByPer =
        new ServerRecord(
            REVIEW,
            "s-review-1",
            2,
            Presence.PRESENT,
            kari.row(REVIEW).serverFields().with("status", "resolved").with("decided_by", "per"),
            OLA_HIMSELF);

    settle(
        batch,
        new ItemResult.Blocked(ids.get(0), ids.get(1)),
        new ItemResult.Conflict(ids.get(1), decidedByPer, List.of()));

    assertThat(kari.queued()).isEmpty();
    assertThat(kari.letters()).hasSize(1);
    var letter = kari.letters().get(0);
    assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.DECISION_LOST);
    assertThat(letter.mine().changes().names()).containsExactly("minutes");
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "kort"));
    assertThat(kari.row(VISIT).state()).isEqualTo(RowState.SYNCED);
    assertThat(review().standing().decidedBy()).isEqualTo("per");
    assertThat(kari.run(SyncEngine::status).needsYou()).isEqualTo(1);
    assertThat(kari.care.retry(letter.mutation()))
        .isEqualTo(new OutboxCare.Outcome.DecideAgain("review-1"));
    kari.edit(VISIT, "place", Value.text("Alta"));
    assertThat(kari.queued().get(0).hold()).isEqualTo(OutboxEntry.Hold.NONE);
    kari.care.discard(letter.mutation(), "per decided");
    assertThat(kari.letters()).isEmpty();
    assertThat(kari.row(VISIT).view().text("place")).isEqualTo("Alta");
  }

  @Test
  void aReviewThatWasOnlyAssignedMeanwhileIsNotSaidToBeDecided() {
    decide(new Decision.SetFields(Fields.NONE));
    var batch = plan();
    var assigned =
        new ServerRecord(
            REVIEW,
            "s-review-1",
            2,
            Presence.PRESENT,
            kari.row(REVIEW).serverFields().with("assigned_to", "per"),
            OLA_HIMSELF);

    settle(
        batch,
        new ItemResult.Conflict(batch.entries().keySet().iterator().next(), assigned, List.of()));

    assertThat(kari.letters().get(0).reason().sentence()).contains("still open");
    assertThat(review().isOpen()).isTrue();
  }

  @Test
  void halfADecisionNeverGoesAlone() {
    decide(set("minutes", Value.whole(45)));
    var halves = kari.queued().stream().map(OutboxEntry::mutation).toList();

    kari.care.discard(halves.get(0), "a slip");

    assertThat(kari.queued()).as("the review's half went with it").isEmpty();
    assertThat(review().isOpen()).isTrue();
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "kort"));

    decide(new Decision.KeepBoth());
    var made = new RecordId(PeerSupport.ACTIVITY, kari.queued().get(0).local().target().record());
    kari.edits.delete(made);
    assertThat(kari.queued()).isEmpty();
    assertThat(review().isOpen()).isTrue();
    assertThat(kari.find(made)).isEmpty();
  }

  @Test
  void aDecisionOnTopOfARefusedEditIsLostWholeAndItsValuesAreNobodysEdit() {
    kari.edit(VISIT, "place", Value.text("Alta"));
    var first = plan();
    decide(set("minutes", Value.whole(45)));
    kari.edit(VISIT, "theme", Value.text("jobb"));
    var refused = first.entries().keySet().iterator().next();

    settle(first, new ItemResult.Rejected(refused, "invalid", "no such place", List.of()));
    kari.care.retry(refused);

    assertThat(review().isOpen()).isTrue();
    assertThat(kari.queued()).hasSize(1);
    var carried = kari.queued().get(0).local();
    assertThat(carried.changes().names()).containsExactlyInAnyOrder("place", "theme");
    assertThat(carried.links()).isEqualTo(Mutation.Links.NONE.replacing(refused));
  }

  /** Found by the simulator (seed 1796073872581): it overwrote words that nobody here had seen. */
  @Test
  void anEditOnTopOfALostDecisionStandsOnWhatItsAuthorSaw() {
    var seen = kari.row(VISIT).version();
    decide(set("minutes", Value.whole(45)));
    kari.edit(VISIT, "note", Value.text("Karis"));
    var group = kari.queued().get(0);
    kari.run(
        tx -> {
          new Rows(tx).takeOver(TestDevice.serverRecord(VISIT, seen + 1, visit(60, "ny")));
          var reason = DeadLetter.Reason.of(DeadLetter.Kind.DECISION_LOST, "too late");
          new LostDecisions(tx, kari.time.now()).end(group, reason, Fields.NONE, 0);
          return true;
        });
    var edit = kari.queued().get(0).local();
    assertThat(edit.basis().baseVersion()).isEqualTo(seen);
    assertThat(edit.changes().byName().get("note"))
        .isEqualTo(new FieldChange(Value.text("kort"), Value.text("Karis")));
  }

  @Test
  void aDecisionOnTopOfAnEditThatMeetsAnotherOneIsLostBeforeItIsSent() {
    kari.edit(VISIT, "place", Value.text("Alta"));
    var first = plan();
    decide(set("minutes", Value.whole(45)));
    kari.edit(VISIT, "place", Value.text("Bodø"));
    var sent = first.entries().keySet().iterator().next();
    var moved =
        new ServerRecord(VISIT, "s-activity-1", 5, Presence.PRESENT, visit(60, "ny"), OLA_HIMSELF);

    settle(first, new ItemResult.Conflict(sent, moved, List.of()));

    assertThat(review().isOpen()).isTrue();
    assertThat(kari.queued()).hasSize(1);
    var again = kari.queued().get(0).local();
    assertThat(again.changes().names()).containsExactly("place");
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "ny").with("place", "Bodø"));
  }

  @Test
  void aMentorGetsNoSideOfAnOpenReviewByRestoringIt() {
    kari.signIn(new Account("ola", "Ola", "mentor", OLA, List.of()));
    assertThat(kari.reviews.restore(REVIEW.key(), true)).isInstanceOf(Outcome.NotPossible.class);
    assertThat(kari.queued()).isEmpty();
  }

  @Test
  void aRecordThatMovedMeanwhileEndsTheDecisionAndTheReviewStaysOpen() {
    decide(set("minutes", Value.whole(45)));
    kari.edit(VISIT, "place", Value.text("Alta")); // on top of the decision
    var batch = plan();
    var ids =
        batch.entries().values().stream()
            .filter(entry -> entry.local().isGrouped())
            .map(OutboxEntry::mutation)
            .toList();
    var moved =
        new ServerRecord(VISIT, "s-activity-1", 5, Presence.PRESENT, visit(60, "ny"), OLA_HIMSELF);

    var results = new LinkedHashMap<String, ItemResult>();
    batch.entries().keySet().forEach(id -> results.put(id, new ItemResult.Blocked(id, ids.get(0))));
    results.put(ids.get(0), new ItemResult.Conflict(ids.get(0), moved, List.of()));
    settle(batch, results.values().toArray(ItemResult[]::new));

    assertThat(review().isOpen()).isTrue();
    assertThat(kari.letters()).hasSize(1);
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "ny").with("place", "Alta"));
    assertThat(kari.queued()).hasSize(1);
    assertThat(plan().size()).as("what was edited on top goes on").isEqualTo(1);
  }

  @Test
  void undoGivesBackWhatTheDecisionTookWhereNobodyChangedItSince() {
    decide(new Decision.SetFields(Fields.of("minutes", Value.whole(45)).with("place", "Alta")));
    acknowledgeAll();
    kari.edit(VISIT, "place", Value.text("Bodø"));
    acknowledgeAll();

    var outcome = kari.reviews.undo(REVIEW.key());

    assertThat(outcome).isEqualTo(new Outcome.Done(REVIEW.key(), "undone", List.of("place")));
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "kort").with("place", "Bodø"));
    assertThat(review().isOpen()).isTrue();
    assertThat(review().standing().outcome()).isEmpty();
    acknowledgeAll();
    assertThat(kari.row(VISIT).state()).isEqualTo(RowState.IN_REVIEW);
  }

  @Test
  void keepingBothMakesASecondRecordAndUndoTakesItAway() {
    decide(new Decision.KeepBoth());
    var made = kari.queued().get(0).local();
    assertThat(made.target().op()).isEqualTo(Op.CREATE);
    assertThat(made.changes().applyTo(Fields.NONE).names()).doesNotContain("by_proxy");
    acknowledgeAll();
    var second = new RecordId(PeerSupport.ACTIVITY, made.target().record());
    assertThat(kari.row(second).view().get("minutes")).isEqualTo(Value.whole(45));

    kari.reviews.undo(REVIEW.key());

    assertThat(kari.row(second).removed()).isTrue();
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(60, "kort"));
  }

  @Test
  void undoLeavesASecondRecordThatSomebodyWentOnWith() {
    decide(new Decision.KeepBoth());
    var made = kari.queued().get(0).local().target().record();
    var second = new RecordId(PeerSupport.ACTIVITY, made);
    kari.edit(second, "place", Value.text("Alta"));

    var outcome = kari.reviews.undo(REVIEW.key());

    assertThat(outcome)
        .isEqualTo(new Outcome.Done(REVIEW.key(), "undone", List.of(second.toString())));
    assertThat(kari.row(second).removed()).isFalse();
  }

  @Test
  void anEditOfADeletedRecordIsKeptAsANewRecordOrLetGo() {
    kari.run(
        tx -> {
          tx.mirror().remove(VISIT);
          return true;
        });
    knowsReview(ReviewCase.EDIT_AND_DELETE, visit(45, "lang"), Fields.NONE);
    assertThat(decide(set("minutes", Value.whole(50)))).isInstanceOf(Outcome.NotPossible.class);

    assertThat(decide(new Decision.KeepEdit()))
        .isEqualTo(new Outcome.Done(REVIEW.key(), Decision.MINE, List.of()));

    var made = kari.queued().get(0).local();
    assertThat(made.target().op()).isEqualTo(Op.CREATE);
    assertThat(made.target().record()).isNotEqualTo(VISIT.key());
    assertThat(made.changes().applyTo(Fields.NONE).text("note")).isEqualTo("lang");
  }

  @Test
  void aDeleteThatMetAnEditIsCarriedOutOnlyByADecision() {
    knowsReview(ReviewCase.EDIT_AND_DELETE, Fields.NONE, visit(60, "kort"));
    assertThat(decide(new Decision.Delete()))
        .isEqualTo(new Outcome.Done(REVIEW.key(), Decision.MINE, List.of()));
    assertThat(kari.queued().get(0).local().target().op()).isEqualTo(Op.DELETE);
    assertThat(kari.row(VISIT).removed()).isTrue();
  }

  @Test
  void oneOfAPairGoesAndComesBackByUndoUnderANewKey() {
    var proxy = new RecordId(PeerSupport.ACTIVITY, "proxy");
    kari.knows(PeerSupport.ACTIVITY, "proxy", 2, visit(45, "fullmakt"));
    knowsReview(ReviewCase.DUPLICATE, visit(45, "fullmakt"), visit(60, "kort"));
    assertThat(decide(new Decision.OneGoes("another"))).isInstanceOf(Outcome.NotPossible.class);

    decide(new Decision.OneGoes("proxy"));
    assertThat(kari.row(proxy).removed()).isTrue();
    acknowledgeAll();
    assertThat(kari.find(proxy)).isEmpty();
    kari.reviews.undo(REVIEW.key());

    var back = kari.queued().get(0).local();
    assertThat(back.target().op()).isEqualTo(Op.CREATE);
    assertThat(back.changes().applyTo(Fields.NONE).text("note")).isEqualTo("fullmakt");
    assertThat(review().isOpen()).isTrue();
    assertThat(review().standing().trace().created()).isEqualTo(back.target().record());

    decide(new Decision.OneGoes("proxy"));

    var heir = new RecordId(PeerSupport.ACTIVITY, back.target().record());
    assertThat(kari.row(heir).removed()).as("the one that came back goes").isTrue();
  }

  /** Found by the simulator (seed 3192): the other record got the words of the first. */
  @Test
  void restoringOneOfAPairNeverWritesItOverTheOther() {
    kari.knows(PeerSupport.ACTIVITY, "proxy", 2, visit(45, "fullmakt"));
    knowsReview(ReviewCase.DUPLICATE, visit(45, "fullmakt"), visit(60, "kort"));
    decide(new Decision.KeepBoth());
    acknowledgeAll();
    assertThat(kari.reviews.restore(REVIEW.key(), true)).isInstanceOf(Outcome.NotPossible.class);
    assertThat(kari.queued()).isEmpty();
    kari.edits.delete(new RecordId(PeerSupport.ACTIVITY, "proxy"));
    acknowledgeAll();
    assertThat(kari.reviews.restore(REVIEW.key(), true)).isInstanceOf(Outcome.Done.class);
    var back = kari.queued().get(0).local();
    assertThat(back.target().op()).isEqualTo(Op.CREATE);
    assertThat(back.changes().applyTo(Fields.NONE).text("note")).isEqualTo("fullmakt");
  }

  @Test
  void aSideThatIsBroughtBackTwiceIsThereOnce() {
    knowsReview(ReviewCase.EDIT_AND_DELETE, visit(45, "lang"), Fields.NONE);
    kari.run(
        tx -> {
          tx.mirror().remove(VISIT);
          return true;
        });

    assertThat(kari.reviews.restore(REVIEW.key(), true)).isInstanceOf(Outcome.Done.class);
    assertThat(kari.reviews.restore(REVIEW.key(), true)).isInstanceOf(Outcome.NotPossible.class);
    var made = kari.queued().get(0).record();
    acknowledgeAll();
    kari.edits.delete(made);
    acknowledgeAll();
    assertThat(kari.reviews.restore(REVIEW.key(), true))
        .as("deleted since, so it may come back again, under another key")
        .isInstanceOf(Outcome.Done.class);

    assertThat(kari.queued()).hasSize(1);
    assertThat(kari.queued().get(0).record()).isNotEqualTo(made);
  }

  @Test
  void theLosingSideComesBackAsAnOrdinaryChange() {
    decide(new Decision.SetFields(Fields.NONE));
    acknowledgeAll();
    kari.reviews.restore(REVIEW.key(), true);

    var change = kari.queued().get(0).local();
    assertThat(change.isGrouped()).isFalse();
    assertThat(change.changes().names()).containsExactlyInAnyOrder("minutes", "note");
    assertThat(kari.row(VISIT).view()).isEqualTo(visit(45, "lang"));
  }

  private Decision set(String field, Value value) {
    return new Decision.SetFields(Fields.of(field, value));
  }

  private Outcome decide(Decision decision) {
    return kari.reviews.decide(REVIEW.key(), decision, Circumstances.NONE);
  }

  private ReviewCase review() {
    return ReviewCase.of(kari.row(REVIEW).view());
  }

  private void knowsReview(String kind, Fields mine, Fields theirs) {
    var isPair = kind.equals(ReviewCase.DUPLICATE);
    var mineBy = Side.of(OLA_HIMSELF, 3).ofRecord(isPair ? "proxy" : "");
    var theirsBy = Side.of(OLA_HIMSELF, 4).ofRecord(isPair ? VISIT.key() : "");
    var review =
        ReviewCase.opened(
            new ReviewCase.Subject(PeerSupport.ACTIVITY, VISIT.key(), kind, OLA),
            new ReviewCase.Sides(
                visit(30, "kort"), mine, theirs, Set.of("minutes", "note"), mineBy, theirsBy));
    kari.knows(ReviewCase.ENTITY, REVIEW.key(), 1, review.toFields());
  }

  private static Fields visit(long minutes, String note) {
    return TestDevice.activity(minutes).with("note", note).with("by_proxy", Value.flag(true));
  }

  private Batch plan() {
    var planner = new BatchPlanner(kari.schemas, TestDevice.SEALER, "me", 1_000_000);
    return kari.run(tx -> planner.plan(tx, kari.time.now(), 500));
  }

  private void settle(Batch batch, ItemResult... results) {
    kari.run(
        tx ->
            new PushSettlement(tx, kari.ports(), kari.time.now())
                .settle(batch, Answers.of(results)));
  }

  private void acknowledgeAll() {
    var batch = plan();
    var versions = Map.of("review", 10L, "activity", 20L);
    var results = new LinkedHashMap<String, ItemResult>();
    for (var entry : batch.entries().values()) {
      var before = kari.find(entry.record()).map(MirrorRow::version).orElse(0L);
      var isDelete = entry.local().target().op() == Op.DELETE;
      var body = kari.row(entry.record()).view();
      var record =
          new ServerRecord(
              entry.record(),
              "s-" + entry.record().key(),
              before == 0 ? 1 : before + versions.get(entry.record().entity()),
              isDelete ? Presence.DELETED : Presence.PRESENT,
              isDelete ? Fields.NONE : body,
              OLA_HIMSELF);
      results.put(entry.mutation(), new ItemResult.Applied(entry.mutation(), record, false));
    }
    settle(batch, results.values().toArray(ItemResult[]::new));
  }
}
