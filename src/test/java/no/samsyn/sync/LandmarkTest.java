package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** What a device remembers of the server's past, and what it does when that past is gone. */
class LandmarkTest {
  private static final RecordId CONTACT = new RecordId("contact", "c1");
  private static final String ANOTHER_LIFE = "epoch-2";

  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void theFarthestPlaceIsKeptAndToldWithEveryRequest() {
    note(Answers.EPOCH, new Landmark(7, "seven"));
    note(Answers.EPOCH, new Landmark(5, "five")); // an answer that came late
    assertThat(landmark()).isEqualTo(new Landmark(7, "seven"));
    note(Answers.EPOCH, Landmark.NONE); // a server that shows none
    assertThat(landmark()).isEqualTo(new Landmark(7, "seven"));
    note(Answers.EPOCH, new Landmark(8, "eight"));
    assertThat(device.run(tx -> facts(tx).sender(0, device.time.now(), () -> 1)).landmark())
        .isEqualTo("eight");
  }

  @Test
  void itSurvivesTheCursorAndAStoreThatIsPutBack() {
    note(Answers.EPOCH, new Landmark(7, "seven"));
    device.run(
        tx -> {
          facts(tx).moveCursor("c-0");
          facts(tx).startOver();
          return true;
        });
    assertThat(landmark()).isEqualTo(new Landmark(7, "seven"));
    device.run(
        tx -> {
          facts(tx).becomeAnotherDevice(device.time.now(), () -> 1);
          return true;
        });
    assertThat(landmark()).isEqualTo(new Landmark(7, "seven"));
  }

  @Test
  void itGoesWithItsEpochEvenWhereTheNewOneIsBehind() {
    note(Answers.EPOCH, new Landmark(7, "seven"));
    note(ANOTHER_LIFE, new Landmark(2, "two"));
    assertThat(landmark()).isEqualTo(new Landmark(2, "two"));
    note("epoch-3", Landmark.NONE);
    assertThat(landmark()).isEqualTo(Landmark.NONE);
  }

  @Test
  void whoHasNoCursorOffersEverythingAgainAllTheSame() {
    note(Answers.EPOCH, new Landmark(7, "seven"));
    var id = acknowledged();
    device.run(
        tx -> {
          facts(tx).startOver();
          return true;
        });

    note(ANOTHER_LIFE, new Landmark(2, "two"));

    assertThat(device.queued()).extracting(OutboxEntry::mutation).containsExactly(id);
  }

  /** Seed 697: with a full disk after the send, and an old cursor, it was out of sight. */
  @Test
  void whatMayHaveArrivedStaysInSightThoughASnapshotLacksItsRecord() {
    device.knows("contact", "c1", 3, contact());
    device.edit(CONTACT, "note", Value.text("mine"));
    plan(); // sent, and no answer came

    snapshot();

    assertThat(device.row(CONTACT).view().text("note")).isEqualTo("mine");
    assertThat(device.letters()).isEmpty();
    assertThat(device.queued()).hasSize(1);
  }

  private String acknowledged() {
    device.knows("contact", "c1", 3, contact());
    device.edit(CONTACT, "note", Value.text("mine"));
    var batch = plan();
    var id = batch.sealed().get(0).id();
    var record = TestDevice.serverRecord(CONTACT, 4, contact().with("note", "mine"));
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(batch, Answers.of(new ItemResult.Applied(id, record, false))));
    return id;
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private void snapshot() {
    device.run(
        tx -> {
          facts(tx).startOver();
          var page =
              new Transport.SnapshotPage(
                  Answers.EPOCH,
                  Instant.EPOCH,
                  List.of(),
                  "",
                  "c-snap",
                  Landmark.NONE,
                  Optional.empty());
          new SnapshotFill(tx, device.time.now(), device.schemas).add(page, "");
          return true;
        });
  }

  private void note(String epoch, Landmark landmark) {
    device.run(tx -> Epochs.note(tx, device.time.now(), epoch, landmark));
  }

  private Landmark landmark() {
    return device.run(tx -> facts(tx).landmark());
  }

  private static Fields contact() {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", "before");
  }

  private static DeviceFacts facts(SyncStore.Tx tx) {
    return new DeviceFacts(tx.facts());
  }
}
