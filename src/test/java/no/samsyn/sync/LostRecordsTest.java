package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server comes back from a backup that is older than a record of somebody else's which was
 * changed here. The simulator found that such a change became a dead letter (seed 542).
 */
class LostRecordsTest {
  private static final RecordId CONTACT = new RecordId("contact", "c1");
  private static final String ANOTHER_LIFE = "epoch-2";

  private final TestDevice device = TestDevice.ofOla(1);
  private String edit = "";

  @BeforeEach
  void anEditOfSomebodyElsesContactIsAcknowledged() {
    device.knows("contact", "c1", 3, contact("before"));
    device.run(
        tx -> {
          var facts = new DeviceFacts(tx.facts());
          facts.beginEpoch(Answers.EPOCH, Landmark.NONE);
          facts.moveCursor("c-0");
          return true;
        });
    device.edit(CONTACT, "note", Value.text("mine"));
    var batch = plan();
    edit = batch.sealed().get(0).id();
    var after = contact("before").with("note", "mine");
    settle(batch, new ItemResult.Applied(edit, TestDevice.serverRecord(CONTACT, 4, after), false));
  }

  @Test
  void whatIsOfferedAgainLiesOverItsRowAtOnce() {
    device.run(
        tx -> {
          var newer = contact("before").with("note", "theirs, later");
          new Rows(tx).takeOver(TestDevice.serverRecord(CONTACT, 5, newer));
          return true;
        });

    restored();

    assertThat(device.queued()).extracting(OutboxEntry::mutation).containsExactly(edit);
    assertThat(device.row(CONTACT).state()).isEqualTo(RowState.UNSENT);
    assertThat(device.row(CONTACT).view().text("note")).isEqualTo("mine");
    assertThat(device.row(CONTACT).serverFields().text("note")).isEqualTo("theirs, later");
  }

  @Test
  void aChangeOfARecordThatTheServerLostWaitsUnderAnIdThatTheServerHasNotRefused() {
    restored();

    refuse(plan(), "unknown-record");

    assertThat(device.letters()).isEmpty();
    assertThat(device.queued())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.mutation()).isNotEqualTo(edit);
              assertThat(waiting.local().links().replaces()).isEqualTo(edit);
              assertThat(waiting.local().basis().baseVersion()).isEqualTo(3);
              assertThat(waiting.hold()).isEqualTo(OutboxEntry.Hold.WAITS_FOR_RECORD);
              assertThat(waiting.waitsFor()).isEqualTo("c1");
            });
    assertThat(plan().isEmpty()).isTrue();
  }

  /**
   * Found by the simulator (seed 1796073864103): a decision that made the record was lost with the
   * backup, and a change of what it had made waited for somebody else to bring it back.
   */
  @Test
  void whatThisDeviceHasGivenUpItselfIsNotWaitedFor() {
    restored();
    var batch = plan();
    device.run(
        tx -> {
          var change = batch.entries().get(edit).local();
          var create =
              new Mutation(
                  "create",
                  change.device(),
                  0,
                  new Mutation.Target(CONTACT.entity(), Op.CREATE, CONTACT.key()),
                  Mutation.Basis.NEW,
                  change.changes(),
                  change.evidence(),
                  Mutation.Links.NONE);
          var reason = DeadLetter.Reason.of(DeadLetter.Kind.DECISION_LOST, "lost");
          tx.deadLetters()
              .add(
                  new DeadLetter(
                      create, "", reason, Fields.NONE, 0, 1, Instant.EPOCH, device.time.now()));
          return true;
        });

    refuse(batch, "unknown-record");

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters())
        .extracting(letter -> letter.reason().kind())
        .contains(DeadLetter.Kind.REJECTED);
  }

  @Test
  void whileItWaitsAllThatWasKnownOfTheRecordStaysInSight() {
    restored();
    refuse(plan(), "unknown-record");

    snapshot();

    assertThat(device.letters()).isEmpty();
    assertThat(device.row(CONTACT).isOnServer()).isFalse();
    assertThat(device.row(CONTACT).view().text("display_name")).isEqualTo("before");
    assertThat(device.row(CONTACT).view().text("note")).isEqualTo("mine");
    refuse(plan(), "unknown-record"); // a snapshot lets it ask once more
    device.edit(CONTACT, "phone", Value.text("900"));
    assertThat(device.queued()).hasSize(1);
    assertThat(plan().isEmpty()).isTrue();
    assertThat(device.row(CONTACT).view().text("phone")).isEqualTo("900");
  }

  /** Seed 741: such a change waited for ever, because no snapshot tells what was deleted. */
  @Test
  void itAsksAgainAfterASnapshotBecauseTheRecordMayHaveComeAndGone() {
    restored();
    refuse(plan(), "unknown-record");

    snapshot();

    var again = plan();
    assertThat(again.size()).isEqualTo(1);
    assertThat(again.sealed().get(0).id()).isNotEqualTo(edit);
  }

  /** Seed 53: the journal was cut by age before the device knew that it was needed. */
  @Test
  void whatIsOldIsKeptForAServerOfAnotherLife() {
    device.edit(CONTACT, "phone", Value.text("900"));
    var batch = plan();
    var after = contact("before").with("phone", "900");
    var id = batch.sealed().get(0).id();
    var answer =
        Answers.of(new ItemResult.Applied(id, TestDevice.serverRecord(CONTACT, 5, after), false));
    var muchLater = Instant.EPOCH.plus(Duration.ofDays(4_000));
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(
                    batch,
                    new Transport.PushAnswer(
                        ANOTHER_LIFE,
                        muchLater,
                        1,
                        "",
                        false,
                        answer.results(),
                        Landmark.NONE,
                        Optional.empty())));

    restored();

    assertThat(device.queued()).extracting(OutboxEntry::mutation).containsExactly(edit, id);
  }

  @Test
  void itGoesAgainWhenAPullBringsTheRecord() {
    restored();
    refuse(plan(), "unknown-record");
    snapshot();

    pull(TestDevice.serverRecord(CONTACT, 1, contact("before")));

    var again = plan();
    assertThat(again.size()).isEqualTo(1);
    assertThat(device.row(CONTACT).version()).isEqualTo(1);
    assertThat(device.row(CONTACT).view().text("note")).isEqualTo("mine");
  }

  @Test
  void itGoesAgainWhenTheSnapshotHoldsTheRecordAlready() {
    restored();
    refuse(plan(), "unknown-record");

    snapshot(TestDevice.serverRecord(CONTACT, 1, contact("before")));

    assertThat(plan().size()).isEqualTo(1);
  }

  @Test
  void aRefusalThatComesAfterTheRecordCameBackHoldsNothing() {
    restored();
    var batch = plan();
    snapshot(TestDevice.serverRecord(CONTACT, 1, contact("before")));

    refuse(batch, "unknown-record");

    assertThat(plan().size()).isEqualTo(1);
  }

  @Test
  void refusedTwiceThoughTheRecordIsThereItComesToAPerson() {
    restored();
    var batch = plan();
    snapshot(TestDevice.serverRecord(CONTACT, 1, contact("before")));
    refuse(batch, "unknown-record");

    refuse(plan(), "unknown-record");

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters())
        .extracting(letter -> letter.reason().kind())
        .containsExactly(DeadLetter.Kind.REJECTED);
  }

  @Test
  void withoutARestoreAnUnknownRecordComesToAPersonAtOnce() {
    device.edit(CONTACT, "note", Value.text("again"));

    refuse(plan(), "unknown-record");

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters()).hasSize(1);
  }

  @Test
  void whatNamesARecordThatTheServerLostWaitsForIt() {
    restored();
    refuse(plan(), "unknown-record");
    var activity = device.addActivity(CONTACT, 30);
    var batch = plan();
    assertThat(batch.size()).isEqualTo(1);

    settle(batch, namesNothing(batch.sealed().get(0)));

    assertThat(device.letters()).isEmpty();
    snapshot();
    var again = plan();
    var edited =
        new ItemResult.Rejected(again.sealed().get(0).id(), "unknown-record", "no", List.of());
    settle(again, edited, namesNothing(again.sealed().get(1)));
    assertThat(device.letters()).isEmpty();
    assertThat(device.row(activity).view().get("minutes")).isEqualTo(Value.whole(30));
    assertThat(plan().isEmpty()).isTrue();
    pull(TestDevice.serverRecord(CONTACT, 1, contact("before")));
    assertThat(plan().entries().values())
        .extracting(OutboxEntry::record)
        .containsExactlyInAnyOrder(CONTACT, activity);
  }

  @Test
  void whatNobodyBringsBackComesToAPersonWhoseRetryMakesTheWholeRecordAnew() {
    restored();
    refuse(plan(), "unknown-record");
    snapshot();
    refuse(plan(), "unknown-record");
    giveUp(Duration.ofDays(29));
    assertThat(device.letters()).isEmpty();

    giveUp(Duration.ofDays(2));

    assertThat(device.row(CONTACT).state()).isEqualTo(RowState.NEEDS_YOU);
    assertThat(device.care.retry(device.letters().get(0).mutation()))
        .isInstanceOf(OutboxCare.Outcome.Queued.class);
    var anew = device.queued().get(0).local();
    assertThat(anew.target().op()).isEqualTo(Op.CREATE);
    assertThat(anew.target().record()).isEqualTo("c1");
    assertThat(anew.changes().applyTo(Fields.NONE))
        .isEqualTo(contact("before").with("note", "mine"));
  }

  /** Found by the simulator (seed 1796108227207): it was written twice, over what came between. */
  @Test
  void whatWasAppliedDoesNotGoAlongWithAnEarlierChangeThatMetAConflict() {
    device.edit(CONTACT, "phone", Value.text("2"));
    var sent = plan();
    var later = sent.sealed().get(0).id();
    var both = contact("before").with("note", "mine").with("phone", "2");
    settle(sent, new ItemResult.Applied(later, TestDevice.serverRecord(CONTACT, 5, both), false));
    restored();
    var offered = plan();
    assertThat(offered.size()).isEqualTo(2);
    var theirs = contact("theirs");
    var since =
        new Transport.FieldSince(
            "display_name", Value.text("before"), Value.text("theirs"), 4, MirrorRow.NOBODY);

    settle(
        offered,
        new ItemResult.Conflict(edit, TestDevice.serverRecord(CONTACT, 4, theirs), List.of(since)),
        new ItemResult.Applied(
            later, TestDevice.serverRecord(CONTACT, 5, theirs.with("phone", "2")), false));

    assertThat(device.queued()).hasSize(1);
    assertThat(device.queued().get(0).local().changes().names()).containsExactly("note");
    assertThat(device.row(CONTACT).version()).isEqualTo(5);
    assertThat(device.row(CONTACT).view().text("phone")).isEqualTo("2");
  }

  private static ItemResult namesNothing(Transport.Sealed sent) {
    return new ItemResult.Rejected(
        sent.id(),
        "unknown-reference",
        "no",
        List.of(new Problem("contact", "unknown-reference", "contact names no record")));
  }

  private void restored() {
    device.run(tx -> Epochs.note(tx, device.time.now(), ANOTHER_LIFE, Landmark.NONE));
  }

  private void giveUp(Duration later) {
    device.time.advance(later);
    device.run(
        tx -> {
          new LostRecords(tx, device.schemas, device.time.now()).giveUpWhenTooLate();
          return true;
        });
  }

  private void refuse(Batch batch, String code) {
    settle(batch, new ItemResult.Rejected(batch.sealed().get(0).id(), code, "no", List.of()));
  }

  private void settle(Batch batch, ItemResult... results) {
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(batch, Answers.of(results)));
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private static Fields contact(String name) {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", name);
  }

  private void pull(ServerRecord... records) {
    device.run(
        tx -> {
          var cursor = new DeviceFacts(tx.facts()).cursor();
          var page =
              new Transport.ChangesPage(
                  ANOTHER_LIFE,
                  Instant.EPOCH,
                  List.of(records),
                  "c-next",
                  false,
                  Landmark.NONE,
                  Optional.empty());
          new PullSettlement(tx, device.ports(), device.time.now()).settle(page, cursor);
          return true;
        });
  }

  private void snapshot(ServerRecord... records) {
    device.run(
        tx -> {
          new SnapshotFill(tx, device.time.now(), device.schemas)
              .add(
                  new Transport.SnapshotPage(
                      ANOTHER_LIFE,
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
}
