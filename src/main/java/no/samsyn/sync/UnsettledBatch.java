package no.samsyn.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the items of a batch that the server did not settle. Used within one transaction.
 */
final class UnsettledBatch {
  private final SyncStore.Tx tx;
  private final Instant now;

  UnsettledBatch(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.now = now;
  }

  /** Gives up the leases of a batch whose outcome nobody knows; it may go again at once. */
  void giveBack(Batch batch) {
    stillQueued(batch).forEach(entry -> tx.outbox().postpone(entry.mutation(), entry.delivery()));
  }

  void buryTooLarge(Batch batch) {
    for (var entry : stillQueued(batch)) {
      new Undertaker(tx, new Audit(tx, now), now)
          .bury(
              entry,
              DeadLetter.Reason.of(
                  DeadLetter.Kind.TOO_LARGE, "it is larger than the server takes"));
      new Rows(tx).relay(entry.record());
    }
  }

  /** Lets others go first; whether the items are to blame will show. */
  void putAside(Batch batch, EnginePorts ports) {
    for (var entry : stillQueued(batch)) {
      var attempts = entry.delivery().attempts();
      var wait = ports.settings().perRecord().delay(attempts + 1, ports.chance().nextDouble());
      tx.outbox()
          .postpone(
              entry.mutation(),
              new Outbox.Delivery(attempts, now.plus(wait), "the server failed on it"));
    }
  }

  /** It was put aside and not proved guilty, so it may go again at once. */
  void acquit(String mutation) {
    tx.outbox()
        .find(mutation)
        .ifPresent(
            entry ->
                tx.outbox()
                    .postpone(
                        mutation,
                        new Outbox.Delivery(entry.delivery().attempts(), Instant.EPOCH, "")));
  }

  /** Something else got through, so the server's failing was the item's doing. */
  void blame(String mutation) {
    tx.outbox().find(mutation).ifPresent(entry -> Poison.charge(tx, entry, now));
  }

  /** A person may have taken entries away while the batch was on its way. */
  private List<OutboxEntry> stillQueued(Batch batch) {
    var entries = new ArrayList<OutboxEntry>();
    for (var mutation : batch.entries().keySet()) {
      tx.outbox().find(mutation).ifPresent(entries::add);
    }
    return entries;
  }
}
