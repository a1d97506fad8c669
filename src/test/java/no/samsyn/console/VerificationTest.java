package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.console.Comparison.Difference;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Account;
import no.samsyn.sync.Landmark;
import no.samsyn.sync.Reply;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final RecordId ASE = new RecordId("contact", "contact-ase");
  private static final RecordId EVA = new RecordId("contact", "contact-eva");
  private static final Fields BODY =
      Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", "Åse");

  private final TestDevice device = new TestDevice(1);

  /** Hands out its records on one page each. */
  private record PagedServer(List<ServerRecord> records) implements Transport {
    @Override
    public Reply<SnapshotPage> snapshot(SnapshotRequest request) {
      var at = request.page().isEmpty() ? 0 : Integer.parseInt(request.page());
      var isLast = at == records.size() - 1;
      return new Reply.Answer<>(
          new SnapshotPage(
              "e",
              Instant.EPOCH,
              List.of(records.get(at)),
              isLast ? "" : Integer.toString(at + 1),
              isLast ? "c" : "",
              Landmark.NONE,
              Optional.empty()));
    }

    @Override
    public Reply<PushAnswer> push(PushRequest request) throws IOException {
      throw new IOException("verifying sends nothing");
    }

    @Override
    public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
      throw new IOException("verifying pulls nothing");
    }

    @Override
    public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
      throw new IOException("verifying records asks for no trail");
    }

    @Override
    public long bytesMoved() {
      return 0;
    }
  }

  private Comparison compareWith(ServerRecord... records) {
    var server = new PagedServer(List.of(records));
    return new Verification(device.store, server, device.schemas, device.time, device.chance).run();
  }

  private static ServerRecord record(RecordId id, long version, Fields fields) {
    return TestDevice.serverRecord(id, version, fields);
  }

  @Test
  void anUnsentEditIsNoDifference() {
    var ola = TestDevice.ofOla(1);
    ola.knows("contact", ASE.key(), 3, BODY);
    ola.edit(ASE, "municipality", Value.text("Bodø"));
    var mine = TestDevice.serverRecord(ASE, 3, BODY);
    var known = new ArrayList<ServerRecord>();
    ola.store.inTransaction(
        Durability.RELAXED,
        tx -> {
          for (var entity : List.of("peer_mentor", "activity_type")) {
            tx.mirror()
                .scan(entity, "", 100)
                .forEach(row -> known.add(record(row.id(), row.version(), row.serverFields())));
          }
          return true;
        });
    known.add(mine);
    var comparison =
        new Verification(ola.store, new PagedServer(known), ola.schemas, ola.time, ola.chance)
            .run();
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.isSame()).isTrue();
  }

  @Test
  void aRecordThatIsGoneThereAndWaitsHereIsCountedApart() {
    device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
    device.knows("contact", ASE.key(), 3, BODY);
    device.knows("contact", EVA.key(), 1, BODY);
    device.edit(EVA, "municipality", Value.text("Bodø"));
    var comparison = compareWith(record(ASE, 3, BODY));
    assertThat(comparison.isSame()).isTrue();
    assertThat(comparison.entities())
        .filteredOn(each -> each.entity().equals("contact"))
        .allMatch(each -> each.waitsHere() == 1 && each.here() == 1)
        .allMatch(each -> each.hashHere().equals(each.hashThere()));
  }

  @Test
  void everyKindOfDifferenceIsNamed() {
    device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
    device.knows("contact", ASE.key(), 3, BODY);
    device.knows("contact", "contact-here", 1, BODY);
    device.knows("contact", "contact-old", 1, BODY);
    var comparison =
        compareWith(
            record(ASE, 3, BODY.with("display_name", "Aase")),
            record(EVA, 1, BODY),
            record(new RecordId("contact", "contact-old"), 2, BODY));
    assertThat(comparison.differences())
        .extracting(Difference::record, difference -> difference.kind().code())
        .containsExactlyInAnyOrder(
            tuple(ASE, "other-content"),
            tuple(EVA, "not-here"),
            tuple(new RecordId("contact", "contact-here"), "not-there"),
            tuple(new RecordId("contact", "contact-old"), "older-here"));
    assertThat(comparison.entities())
        .filteredOn(each -> each.entity().equals("contact"))
        .allMatch(each -> !each.hashHere().equals(each.hashThere()));
  }
}
