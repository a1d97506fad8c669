package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionsTest {
  private final TestDevice device = TestDevice.ofOla(1);
  private final Records records =
      new Records(device.store, device.schemas, device.edits, TestDevice.RULEBOOK.pairs());
  private final Deletions deletions = new Deletions(records, device.edits, device.schemas);

  private static final RecordId KNOWN = new RecordId("contact", "contact-1");

  @BeforeEach
  void aContactThatTheServerHas() {
    var fields =
        Fields.of("peer_mentor", Value.text(TestDevice.OLA))
            .with("display_name", Value.text("Åse"));
    device.knows(KNOWN.entity(), KNOWN.key(), 1, fields);
  }

  @Test
  void whatOnlyThisDeviceKnewIsThereAgainAsItWas() {
    var id = device.addActivity(60);
    var before = records.show(PeerSupport.ACTIVITY, id.key()).view();
    var deleted = deletions.delete(PeerSupport.ACTIVITY, id.key());
    assertThat(outbox()).isEmpty();
    var back = deletions.undo(deleted);
    assertThat(records.show(PeerSupport.ACTIVITY, back.key()).view()).isEqualTo(before);
    assertThat(outbox()).hasSize(1);
  }

  @Test
  void aDeleteThatWasNotSentIsAsIfItHadNeverBeen() {
    var deleted = deletions.delete(KNOWN.entity(), KNOWN.key());
    assertThat(outbox()).hasSize(1);
    assertThat(deletions.undo(deleted)).isEqualTo(KNOWN);
    assertThat(outbox()).isEmpty();
    assertThat(records.show(KNOWN.entity(), KNOWN.key()).view()).isEqualTo(deleted.fields());
  }

  @Test
  void editsThatWereNotSentComeBackWithTheRecord() {
    records.edit(KNOWN.entity(), KNOWN.key(), List.of("phone=41234567"));
    var deleted = deletions.delete(KNOWN.entity(), KNOWN.key());
    assertThat(deletions.undo(deleted)).isEqualTo(KNOWN);
    assertThat(records.show(KNOWN.entity(), KNOWN.key()).view().get("phone"))
        .isEqualTo(Value.text("41234567"));
    assertThat(outbox()).hasSize(1);
    assertThat(outbox().get(0).local().changes().names()).containsExactly("phone");
  }

  /** The server may have deleted it by now, and a deleted record never returns under its key. */
  @Test
  void aDeleteThatWasSentIsFollowedByANewRecord() {
    var deleted = deletions.delete(KNOWN.entity(), KNOWN.key());
    var mutation = outbox().get(0).mutation();
    device.run(
        tx ->
            tx.outbox()
                .freeze(
                    mutation, "frozen", new Outbox.Lease("me", device.time.now(), Instant.EPOCH)));
    var back = deletions.undo(deleted);
    assertThat(back).isNotEqualTo(KNOWN);
    assertThat(records.show(back.entity(), back.key()).view().text("display_name"))
        .isEqualTo(deleted.fields().text("display_name"));
    assertThat(outbox()).hasSize(2);
  }

  private List<OutboxEntry> outbox() {
    return device.queued();
  }
}
