package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** Every answer that the protocol knows, and some that it forbids. */
class PushSettlementTest {
  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void anAppliedCreateLeavesTheOutboxAndJoinsKeyAndServerId() {
    var id = device.addActivity(30);
    var batch = plan();

    settle(batch, applied(only(batch), id, 1));

    assertThat(device.queued()).isEmpty();
    assertThat(device.row(id).state()).isEqualTo(RowState.SYNCED);
    assertThat(device.row(id).version()).isEqualTo(1);
    assertThat(device.serverIdOf(id.key())).contains("s-" + id.key());
    assertThat(device.acknowledged()).hasSize(1);
  }

  @Test
  void anEditMadeWhileItsPredecessorIsInFlightIsSentAfterwards() {
    var id = device.addActivity(30);
    var batch = plan();
    device.edit(id, "minutes", Value.whole(45));

    settle(batch, applied(only(batch), id, 1));

    assertThat(device.row(id).view().get("minutes")).isEqualTo(Value.whole(45));
    var left = device.queued().get(0);
    assertThat(left.local().basis()).isEqualTo(Mutation.Basis.version(1));
    assertThat(left.hold()).isEqualTo(OutboxEntry.Hold.NONE);
    assertThat(plan().sealed()).extracting(Transport.Sealed::id).containsExactly(left.mutation());
  }

  @Test
  void theSameAnswerTwiceChangesNothing() {
    var id = device.addActivity(30);
    var batch = plan();
    settle(batch, applied(only(batch), id, 1));

    settle(batch, applied(only(batch), id, 1));

    assertThat(device.acknowledged()).hasSize(1);
    assertThat(device.row(id).version()).isEqualTo(1);
  }

  @Test
  void aRejectionTakesWhatFollowedWithItAndARetrySendsAllOfIt() {
    var id = device.addActivity(30);
    var first = plan();
    device.edit(id, "minutes", Value.whole(45));

    settle(first, new ItemResult.Rejected(only(first), "invalid", "no such type", List.of()));
    assertThat(plan().isEmpty()).isTrue();
    device.edit(id, "place", Value.text("Alta"));
    assertThat(plan().isEmpty()).isTrue();

    assertThat(device.care.retry(only(first))).isInstanceOf(OutboxCare.Outcome.Queued.class);

    var again = device.queued();
    assertThat(again).hasSize(1);
    assertThat(again.get(0).local().changes().applyTo(Fields.NONE))
        .isEqualTo(device.row(id).view());
    assertThat(again.get(0).local().links().replaces()).isEqualTo(only(first));
    assertThat(device.letters()).isEmpty();
    assertThat(plan().size()).isEqualTo(1);
  }

  /** An older copy of the store was put back, and what it had not sent was changed once more. */
  @Test
  void whatTheServerKnowsWithOtherContentGoesOnUnderAnotherId() {
    var id = known(3);
    device.edit(id, "display_name", Value.text("mine"));
    var batch = plan();

    settle(batch, new ItemResult.Rejected(only(batch), "id-reused", "no", List.of()));

    assertThat(device.letters()).isEmpty();
    var again = only(plan());
    assertThat(again).isNotEqualTo(only(batch));
    var renewed = device.queued().get(0).local();
    assertThat(renewed.links().replaces()).isEqualTo(only(batch));
    assertThat(renewed.basis()).isEqualTo(Mutation.Basis.version(3));
    assertThat(device.row(id).view().text("display_name")).isEqualTo("mine");
  }

  @Test
  void discardingShowsTheServersSideAndKeepsTheContent() {
    var id = known(3);
    device.edit(id, "display_name", Value.text("mine"));
    var batch = plan();
    settle(batch, new ItemResult.Rejected(only(batch), "invalid", "no", List.of()));
    pull(TestDevice.serverRecord(id, 4, contact("theirs")));

    assertThat(device.care.discard(only(batch), "theirs is right"))
        .isEqualTo(new OutboxCare.Outcome.Discarded(1));

    assertThat(device.row(id).view().text("display_name")).isEqualTo("theirs");
    assertThat(device.row(id).state()).isEqualTo(RowState.SYNCED);
    assertThat(device.discarded()).hasSize(1);
  }

  /** Found by the simulator (seed 1796101628939): the record stayed in sight for good. */
  @Test
  void aRecordThatWasDeletedGoesWithTheLetterThatKeptItInSight() {
    var id = known(3);
    device.edit(id, "display_name", Value.text("mine"));
    var batch = plan();
    settle(batch, new ItemResult.Rejected(only(batch), "invalid", "no", List.of()));
    pull(TestDevice.deletedRecord(id, 4));
    assertThat(device.row(id).view().text("display_name")).isEqualTo("mine");

    device.care.discard(only(batch), "it is gone");

    assertThat(device.find(id)).isEmpty();
  }

  @Test
  void whatWasSentCannotBeDiscardedBeforeItsAnswer() {
    device.addActivity(30);
    var batch = plan();
    assertThat(device.care.discard(only(batch), "no"))
        .isInstanceOf(OutboxCare.Outcome.MayHaveArrived.class);
    assertThat(device.queued()).hasSize(1);
  }

  @Test
  void aChangeBlockedBecauseTheRecordMovedStartsAgainOnWhatItsAuthorSaw() {
    var id = device.addActivity(30);
    var first = plan();
    device.edit(id, "minutes", Value.whole(45));
    device.run(
        tx -> {
          tx.outbox().releaseLeases();
          return true;
        });
    var both = plan();
    assertThat(both.size()).isEqualTo(2);
    var second = both.sealed().get(1).id();

    settle(both, applied(only(first), id, 5), new ItemResult.Blocked(second, only(first)));

    var renewed = device.queued().get(0).local();
    assertThat(renewed.basis().baseVersion()).isEqualTo(5);
    assertThat(renewed.links().replaces()).isEqualTo(second);
    assertThat(device.row(id).view().get("minutes")).isEqualTo(Value.whole(45));
  }

  @Test
  void anAnswerThatContradictsItselfChangesNothing() {
    var id = device.addActivity(30);
    device.addActivity(60);
    var batch = plan();
    var ids = batch.sealed().stream().map(Transport.Sealed::id).toList();
    var good = applied(ids.get(0), id, 1);
    var stranger = new ItemResult.Deferred("somebody-else");
    var wrongRecord =
        new ItemResult.Applied(ids.get(1), TestDevice.serverRecord(id, 1, Fields.NONE), false);

    for (var results :
        List.of(
            List.of(good),
            List.of(good, good),
            List.of(good, stranger),
            List.of(good, wrongRecord))) {
      assertThatThrownBy(() -> settle(batch, results.toArray(new ItemResult[0])))
          .isInstanceOf(BadAnswer.class);
    }

    assertThat(device.queued()).hasSize(2);
    assertThat(device.row(id).version()).isZero();
  }

  @Test
  void anotherServerIdForAKnownKeyIsABadAnswer() {
    var id = device.addActivity(30);
    var batch = plan();
    device.run(
        tx -> {
          tx.idMap().join(id.key(), "s-first");
          return true;
        });
    assertThatThrownBy(() -> settle(batch, applied(only(batch), id, 1)))
        .isInstanceOf(BadAnswer.class);
    assertThat(device.queued()).hasSize(1);
  }

  @Test
  void everyKindOfResultIsHandled() {
    assertThat(ItemResult.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrder("Applied", "Conflict", "Rejected", "Deferred", "Blocked");
  }

  private RecordId known(long version) {
    device.knows("contact", "c1", version, contact("before"));
    return new RecordId("contact", "c1");
  }

  private static Fields contact(String name) {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", name);
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private void pull(ServerRecord record) {
    device.run(
        tx -> {
          new Rows(tx).takeOver(record);
          return true;
        });
  }

  private void settle(Batch batch, ItemResult... results) {
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(batch, Answers.of(results)));
  }

  private ItemResult applied(String mutation, RecordId id, long version) {
    var view = device.row(id).view();
    return new ItemResult.Applied(
        mutation,
        new ServerRecord(
            id,
            "s-" + id.key(),
            version,
            ServerRecord.Presence.PRESENT,
            view,
            new Authorship("ola", "", "d1", device.time.now())),
        false);
  }

  private static String only(Batch batch) {
    return batch.sealed().get(0).id();
  }
}
