package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/**
 * A soak filled its memory: one conflict was sent again and again for as long as a run may take.
 */
class EncountersTest {
  private static final RecordId CONTACT = new RecordId("contact", "c1");
  private static final int ENDLESS = 100;

  private final TestDevice device = TestDevice.ofOla(1);
  private final Encounters encounters = new Encounters(device.ports());

  @Test
  void aServerThatAlwaysHasAnotherVersionIsAskedSomeTimesAndThenLater() {
    device.knows("contact", "c1", 3, contact("before"));
    device.edit(CONTACT, "note", Value.text("mine"));
    var asked = 0;
    for (var batch = plan(); !batch.isEmpty() && asked < ENDLESS; batch = plan()) {
      asked++;
      answer(batch, 3 + asked);
    }

    assertThat(asked).isEqualTo(Encounters.IN_A_RUN_MAX);
    var waiting = device.queued().get(0);
    assertThat(waiting.delivery().nextAttempt()).isAfter(device.time.now());
    assertThat(waiting.local().changes().applyTo(Fields.NONE).text("note")).isEqualTo("mine");
  }

  private void answer(Batch batch, long version) {
    var theirs = contact("theirs " + version);
    var last = new Authorship("ola", "", "another", device.time.now());
    var current =
        new ServerRecord(CONTACT, "s-c1", version, ServerRecord.Presence.PRESENT, theirs, last);
    var name = Value.text("theirs " + (version - 1));
    var since =
        new Transport.FieldSince(
            "display_name", name, Value.text("theirs " + version), version, last);
    var conflict = new ItemResult.Conflict(batch.sealed().get(0).id(), current, List.of(since));
    var answer = Answers.of(conflict);
    device.run(
        tx -> {
          new PushSettlement(tx, device.ports(), device.time.now()).settle(batch, answer);
          encounters.note(tx, batch, answer, device.time.now());
          return true;
        });
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private static Fields contact(String name) {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", name);
  }
}
