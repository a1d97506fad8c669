package no.samsyn.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import no.samsyn.model.RecordId;

/**
 * Counts within a run how often a record's change met another one. Each time its content goes on
 * under a new id, so a server that always answers so would be asked for as long as the run may
 * take, and each question is a line of the audit trail. After some times the record waits.
 *
 * <p>Lives for one run, on its thread.
 */
final class Encounters {
  static final int IN_A_RUN_MAX = 5;

  private final EnginePorts ports;
  private final Map<RecordId, Integer> met = new HashMap<>();

  Encounters(EnginePorts ports) {
    this.ports = ports;
  }

  /** Takes in the answers to a batch that is settled in this transaction. */
  void note(SyncStore.Tx tx, Batch batch, Transport.PushAnswer answer, Instant now) {
    for (var result : answer.results()) {
      var entry = batch.entries().get(result.id());
      if (entry != null && hasMetAnother(result)) {
        var times = met.merge(entry.record(), 1, Integer::sum);
        if (times >= IN_A_RUN_MAX) {
          putAside(tx, entry.record(), times, now);
        }
      }
    }
  }

  private static boolean hasMetAnother(Transport.ItemResult result) {
    return result instanceof Transport.ItemResult.Conflict
        || result instanceof Transport.ItemResult.Blocked;
  }

  private void putAside(SyncStore.Tx tx, RecordId record, int times, Instant now) {
    var wait =
        ports.settings().perRecord().delay(times - IN_A_RUN_MAX + 1, ports.chance().nextDouble());
    for (var entry : tx.outbox().of(record)) {
      var attempts = entry.delivery().attempts();
      tx.outbox()
          .postpone(
              entry.mutation(),
              new Outbox.Delivery(attempts, now.plus(wait), "others change the record just now"));
    }
  }
}
