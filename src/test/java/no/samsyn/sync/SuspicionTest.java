package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** One item makes the server fail: all others go on, and only the guilty one waits. */
class SuspicionTest {
  private static final int POISON_MINUTES = 13;

  private final TestDevice device = TestDevice.ofOla(1);
  private final AtomicInteger pushes = new AtomicInteger();

  @Test
  void oneItemThatTheServerFailsOnHoldsUpNoOther() {
    for (var i = 0; i < 100; i++) {
      device.addActivity(i == 37 ? POISON_MINUTES : 100 + i);
    }

    var report =
        device
            .engine(new FailsOnPoison())
            .run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);

    assertThat(report.counts().accepted()).isEqualTo(99);
    assertThat(device.queued()).hasSize(1);
    var poison = device.queued().get(0);
    assertThat(poison.delivery().attempts()).isEqualTo(1);
    assertThat(poison.delivery().nextAttempt()).isAfter(device.time.now().minusSeconds(60));
    assertThat(pushes.get()).isLessThan(40);
  }

  @Test
  void anItemThatFailsForADayWhileOthersGoThroughIsGivenToAPerson() {
    device.addActivity(POISON_MINUTES);
    var engine = device.engine(new FailsOnPoison());

    for (var run = 0; run < 30 && device.letters().isEmpty(); run++) {
      device.addActivity(200 + run);
      engine.run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);
      device.time.advance(Duration.ofHours(4));
    }

    assertThat(device.letters()).hasSize(1);
    assertThat(device.letters().get(0).reason().kind()).isEqualTo(DeadLetter.Kind.SERVER_ERROR);
    assertThat(device.letters().get(0).mine().changes().applyTo(Fields.NONE).get("minutes"))
        .isEqualTo(Value.whole(POISON_MINUTES));
    assertThat(device.queued()).isEmpty();
  }

  /** Takes creates; answers 500 to every batch that holds the poison. */
  private final class FailsOnPoison implements Transport {
    @Override
    public long bytesMoved() {
      return 0;
    }

    @Override
    public Reply<PushAnswer> push(PushRequest request) {
      pushes.incrementAndGet();
      var results = new ArrayList<ItemResult>();
      for (var sealed : request.mutations()) {
        var mutation = Json.read(sealed.wireForm(), MutationJson.class).toModel();
        var fields = mutation.changes().applyTo(Fields.NONE);
        if (fields.get("minutes").equals(Value.whole(POISON_MINUTES))) {
          return new Reply.Refusal<>(RefusalKind.SERVER_FAILED, Duration.ZERO, "500");
        }
        var id = new RecordId("activity", mutation.target().record());
        results.add(
            new ItemResult.Applied(
                mutation.id(),
                new ServerRecord(
                    id,
                    "s-" + id.key(),
                    1,
                    ServerRecord.Presence.PRESENT,
                    fields,
                    new Authorship("ola", "", "d", device.time.now())),
                false));
      }
      return new Reply.Answer<>(Answers.of(results.toArray(new ItemResult[0])));
    }

    @Override
    public Reply<ChangesPage> changes(ChangesRequest request) {
      return Answers.nothingNew();
    }

    @Override
    public Reply<SnapshotPage> snapshot(SnapshotRequest request) {
      return new Reply.Answer<>(
          new SnapshotPage(
              Answers.EPOCH,
              device.time.now(),
              List.of(
                  TestDevice.serverRecord(
                      new RecordId("peer_mentor", TestDevice.OLA),
                      1,
                      Fields.of("display_name", Value.text("Ola"))),
                  TestDevice.serverRecord(
                      new RecordId("activity_type", TestDevice.VISIT),
                      1,
                      Fields.of("code", Value.text("visit")))),
              "",
              "cursor-1",
              Landmark.NONE,
              Optional.empty()));
    }

    @Override
    public Reply<TrailSegment> trail(TrailRequest request) {
      return Answers.emptyTrail();
    }
  }
}
