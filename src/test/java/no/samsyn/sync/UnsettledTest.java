package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.FieldChange;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/**
 * Ways in which an unsettled change was once lost, hidden or stuck; found by a review of the first
 * engine.
 */
class UnsettledTest {
  private static final RecordId CONTACT = new RecordId("contact", "c1");

  private final TestDevice device = TestDevice.ofOla(1);

  /** Found by the simulator: sent on the newest version it overwrote words that nobody here saw. */
  @Test
  void aLetterWhoseRecordLeftAndCameBackIsShownAndSentAgainOnWhatItsAuthorSaw() {
    knownContact(3);
    device.edit(CONTACT, "display_name", Value.text("mine"));
    pull(tombstone(4, ServerRecord.Presence.OUT_OF_SCOPE));
    assertThat(device.letters()).hasSize(1);

    snapshot(TestDevice.serverRecord(CONTACT, 5, contact("theirs")));

    assertThat(device.row(CONTACT).state()).isEqualTo(RowState.NEEDS_YOU);
    assertThat(device.row(CONTACT).view().text("display_name")).isEqualTo("mine");
    assertThat(device.care.retry(device.letters().get(0).mutation()))
        .isInstanceOf(OutboxCare.Outcome.Queued.class);
    var again = device.queued().get(0).local();
    assertThat(again.basis().baseVersion()).isEqualTo(3);
    assertThat(again.changes().byName().get("display_name"))
        .isEqualTo(new FieldChange(Value.text("before"), Value.text("mine")));
  }

  /** Found by the simulator (seed 3483): it waited to be sent and nobody could see what. */
  @Test
  void whatThisDeviceDoesNotShowIsNotSentAgain() {
    knownContact(3);
    device.edit(CONTACT, "display_name", Value.text("first"));
    reject(plan());
    device.edit(CONTACT, "note", Value.text("second"));
    pull(tombstone(4, ServerRecord.Presence.OUT_OF_SCOPE));
    assertThat(device.find(CONTACT)).isEmpty();
    var letter = device.letters().get(0).mutation();

    assertThat(device.care.retry(letter)).isEqualTo(new OutboxCare.Outcome.OutOfReach(letter));

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters()).as("both edits are kept to be read").hasSize(2);
  }

  @Test
  void aConflictThatIsToldAgainAfterAccessWasLostIsForAPerson() {
    knownContact(3);
    device.edit(CONTACT, "display_name", Value.text("mine"));
    var batch = plan();
    pull(tombstone(5, ServerRecord.Presence.OUT_OF_SCOPE));

    settle(
        batch,
        new ItemResult.Conflict(
            only(batch), tombstone(5, ServerRecord.Presence.OUT_OF_SCOPE), List.of()));

    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertThat(device.letters())
        .extracting(letter -> letter.reason().kind())
        .containsExactly(DeadLetter.Kind.OUT_OF_SCOPE);
  }

  /** Found by the simulator: what was typed after the delete went with it. */
  @Test
  void anEditAfterADeleteThatNeedsAPersonIsTheLastWord() {
    var activity = device.addActivity(30);
    reject(plan());
    device.edits.delete(activity);
    device.edit(activity, "minutes", Value.whole(45));

    device.care.retry(device.letters().get(0).mutation());

    var sent = device.queued().get(0).local();
    assertThat(sent.target().op()).isEqualTo(Op.CREATE);
    assertThat(sent.changes().applyTo(Fields.NONE).get("minutes")).isEqualTo(Value.whole(45));
  }

  @Test
  void takingAnEditBackAfterAPullMovedTheBaseIsStillAnEdit() {
    var activity = new RecordId("activity", "a1");
    device.knows("activity", "a1", 5, TestDevice.activity(30));
    device.edit(activity, "minutes", Value.whole(60));
    pull(TestDevice.serverRecord(activity, 6, TestDevice.activity(45)));
    assertThat(device.row(activity).view().get("minutes")).isEqualTo(Value.whole(60));

    device.edit(activity, "minutes", Value.whole(30));

    assertThat(device.row(activity).view().get("minutes")).isEqualTo(Value.whole(30));
    assertThat(device.queued()).hasSize(1);
    assertThat(device.queued().get(0).local().basis().baseVersion()).isEqualTo(5);
  }

  @Test
  void whatWasSentCannotBeRetriedBeforeItsAnswer() {
    knownContact(3);
    device.edit(CONTACT, "display_name", Value.text("first"));
    var batch = plan();
    device.edit(CONTACT, "note", Value.text("second"));
    device.run(
        tx -> {
          var second = tx.outbox().of(CONTACT).get(1);
          new Undertaker(tx, new Audit(tx, device.time.now()), device.time.now())
              .bury(second, DeadLetter.Reason.of(DeadLetter.Kind.MISSING_REFERENCE, "test"));
          return true;
        });

    assertThat(device.care.retry(device.letters().get(0).mutation()))
        .isEqualTo(new OutboxCare.Outcome.MayHaveArrived(only(batch)));
    assertThat(device.queued()).hasSize(1);
  }

  @Test
  void whoWaitedForARecordThatIsGivenUpIsFreedAndTold() {
    var contact = device.addContact("Åse");
    var activity = device.addActivity(contact, 30);
    rejectFirst(plan());
    device.edits.delete(contact);
    var letter = device.letters().get(0).mutation();

    assertThat(device.care.retry(letter)).isInstanceOf(OutboxCare.Outcome.NothingLeft.class);

    plan();
    assertThat(device.letters())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.record()).isEqualTo(activity);
              assertThat(dead.reason().kind()).isEqualTo(DeadLetter.Kind.MISSING_REFERENCE);
            });
  }

  @Test
  void mendingTheReferenceFreesWhoWaitedForTheOther() {
    var contact = device.addContact("Åse");
    var activity = device.addActivity(contact, 30);
    rejectFirst(plan());
    assertThat(plan().isEmpty()).isTrue();
    knownContact(3);

    device.edit(activity, "contact", Value.text("c1"));

    assertThat(plan().entries().values()).extracting(OutboxEntry::record).containsExactly(activity);
  }

  @Test
  void aDueTimeOfAClockThatRanAheadHoldsNothingUp() {
    device.addActivity(30);
    var mutation = device.queued().get(0).mutation();
    device.run(
        tx -> {
          tx.outbox()
              .postpone(
                  mutation,
                  new Outbox.Delivery(1, device.time.now().plus(Duration.ofDays(1_500)), "x"));
          return true;
        });
    assertThat(plan().size()).isEqualTo(1);
  }

  @Test
  void aClockThatIsAheadForgetsNothingThatARestoreMayNeed() {
    var id = device.addActivity(30);
    device.time.jumpTo(Instant.parse("2031-01-01T00:00:00Z"));
    var batch = plan();
    settle(
        batch,
        new ItemResult.Applied(
            only(batch), TestDevice.serverRecord(id, 1, device.row(id).view()), false));
    assertThat(device.acknowledged()).hasSize(1);
  }

  @Test
  void recordsOfATypeThatThisProgramDoesNotKnowStopNothing() {
    var strange =
        TestDevice.serverRecord(new RecordId("hologram", "h1"), 1, Fields.of("x", Value.whole(1)));
    pull(strange, TestDevice.serverRecord(CONTACT, 1, contact("Åse")));
    assertThat(device.row(CONTACT).version()).isEqualTo(1);
    snapshot(strange, TestDevice.serverRecord(CONTACT, 2, contact("Åse")));
    assertThat(device.row(CONTACT).version()).isEqualTo(2);
  }

  @Test
  void aPageThatWasAskedForBeforeARebuildIsNotTakenIn() {
    setCursor("c-old");
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).startOver();
          new PullSettlement(tx, device.ports(), device.time.now())
              .settle(page(TestDevice.serverRecord(CONTACT, 1, contact("late"))), "c-old");
          return true;
        });
    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.run(tx -> new DeviceFacts(tx.facts()).cursor()).isEmpty()).isTrue();
  }

  @Test
  void twoDeletesOfOneRecordAreOne() {
    knownContact(3);
    device.edits.delete(CONTACT);
    var batch = plan();
    settle(
        batch,
        new ItemResult.Conflict(
            only(batch), tombstone(4, ServerRecord.Presence.DELETED), List.of()));
    assertThat(device.letters()).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertThat(device.find(CONTACT)).isEmpty();
  }

  @Test
  void aReplayedAnswerGivesItsSuccessorNoVersionThatNobodySaw() {
    var id = device.addActivity(30);
    var batch = plan();
    device.edit(id, "minutes", Value.whole(45));
    var later = TestDevice.serverRecord(id, 9, device.row(id).view().with("minutes", 99));

    settle(batch, new ItemResult.Applied(only(batch), later, true));

    assertThat(device.queued().get(0).local().basis().follows()).isEqualTo(only(batch));
    assertThat(device.queued().get(0).local().target().op()).isEqualTo(Op.UPDATE);
  }

  private void knownContact(long version) {
    device.knows("contact", "c1", version, contact("before"));
  }

  private static Fields contact(String name) {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", name);
  }

  private static ServerRecord tombstone(long version, ServerRecord.Presence presence) {
    return new ServerRecord(CONTACT, "s-c1", version, presence, Fields.NONE, MirrorRow.NOBODY);
  }

  private void setCursor(String cursor) {
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).moveCursor(cursor);
          return true;
        });
  }

  private static Transport.ChangesPage page(ServerRecord... records) {
    return new Transport.ChangesPage(
        Answers.EPOCH,
        Instant.EPOCH,
        List.of(records),
        "c-next",
        false,
        Landmark.NONE,
        Optional.empty());
  }

  private void pull(ServerRecord... records) {
    setCursor("c-0");
    device.run(
        tx -> {
          new PullSettlement(tx, device.ports(), device.time.now()).settle(page(records), "c-0");
          return true;
        });
  }

  private void snapshot(ServerRecord... records) {
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).startOver();
          new SnapshotFill(tx, device.time.now(), device.schemas)
              .add(
                  new Transport.SnapshotPage(
                      Answers.EPOCH,
                      Instant.EPOCH,
                      List.of(records),
                      "",
                      "c-snap",
                      Landmark.NONE,
                      Optional.empty()),
                  "");
          return true;
        });
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private void settle(Batch batch, ItemResult... results) {
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(batch, Answers.of(results)));
  }

  private void reject(Batch batch) {
    settle(batch, new ItemResult.Rejected(only(batch), "invalid", "no", List.of()));
  }

  /** Rejects the first of two; the second names it and is refused for that. */
  private void rejectFirst(Batch batch) {
    device.run(
        tx -> {
          batch
              .entries()
              .keySet()
              .forEach(mutation -> tx.outbox().postpone(mutation, Outbox.Delivery.FRESH));
          return true;
        });
    var first = new ItemResult.Rejected(only(batch), "invalid", "no", List.of());
    var second = new ItemResult.Deferred(batch.sealed().get(1).id());
    settle(batch, first, second);
    var waiting = batch.sealed().get(1).id();
    device.run(
        tx -> {
          tx.outbox().remove(waiting);
          var fresh = batch.entries().get(waiting).local();
          tx.outbox().append(OutboxEntry.fresh(fresh, OutboxEntry.Hold.NONE, ""));
          return true;
        });
  }

  private static String only(Batch batch) {
    return batch.sealed().get(0).id();
  }
}
