package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;

/**
 * Turns entries that cannot go on into dead letters, and with them every later entry of the same
 * record, which could only be applied after them. Used within one transaction.
 */
final class Undertaker {
  static final DeadLetter.Reason NO_ACCESS =
      DeadLetter.Reason.of(
          DeadLetter.Kind.OUT_OF_SCOPE, "you no longer have access to this record");

  private final SyncStore.Tx tx;
  private final Audit audit;
  private final Instant now;
  private final LostDecisions decisions;

  Undertaker(SyncStore.Tx tx, Audit audit, Instant now) {
    this.tx = tx;
    this.audit = audit;
    this.now = now;
    this.decisions = new LostDecisions(tx, now);
  }

  /**
   * Moves {@code entry} to the dead letters; later entries of the record that were sent are
   * blocked, others wait for it.
   */
  void bury(OutboxEntry entry, DeadLetter.Reason reason, Fields theirs, long theirsVersion) {
    if (entry.local().isGrouped()) {
      decisions.end(entry, reason.of(DeadLetter.Kind.DECISION_LOST), theirs, theirsVersion);
      return;
    }
    decisions.endBehind(entry);
    move(entry, reason, theirs, theirsVersion);
    for (var later : tx.outbox().of(entry.record())) {
      if (later.local().seq() < entry.local().seq()) {
        continue; // what went before it does not depend on it
      }
      if (later.wasSent()) {
        move(
            later,
            DeadLetter.Reason.of(
                DeadLetter.Kind.BLOCKED, "an earlier change of the same record needs you first"),
            theirs,
            theirsVersion);
      } else {
        tx.outbox().hold(later.mutation(), OutboxEntry.Hold.NEEDS_PERSON, entry.mutation());
      }
    }
  }

  void bury(OutboxEntry entry, DeadLetter.Reason reason) {
    bury(entry, reason, Fields.NONE, 0);
  }

  /**
   * Moves every entry of {@code id} that was never sent; what was sent is settled by its answer.
   */
  void buryUnsent(RecordId id, DeadLetter.Reason reason) {
    for (var entry : tx.outbox().of(id)) {
      if (entry.wasSent() || !tx.outbox().find(entry.mutation()).isPresent()) {
        continue; // settled by its answer, or gone with its decision
      }
      if (entry.local().isGrouped()) {
        decisions.end(entry, reason.of(DeadLetter.Kind.DECISION_LOST), Fields.NONE, 0);
      } else {
        move(entry, reason, Fields.NONE, 0);
      }
    }
  }

  /**
   * The server shows the record no more: what was not sent of it is for a person, and the row goes,
   * unless something sent still waits for its answer.
   */
  void loseAccess(RecordId id) {
    buryUnsent(id, NO_ACCESS);
    if (tx.outbox().of(id).isEmpty()) {
      tx.mirror().remove(id);
    } else {
      tx.mirror().find(id).ifPresent(row -> new Rows(tx).relay(row.withoutServer()));
    }
  }

  private void move(
      OutboxEntry entry, DeadLetter.Reason reason, Fields theirs, long theirsVersion) {
    tx.deadLetters()
        .add(
            new DeadLetter(
                entry.local(),
                entry.wireForm(),
                reason,
                theirs,
                theirsVersion,
                entry.delivery().attempts()
                    + (entry.wasSent() ? 1 : 0), // the one that was answered
                entry.sentAt(),
                now));
    tx.outbox().remove(entry.mutation());
    audit.about(AuditAction.DIED, entry.local(), theirsVersion, reason.kind().code());
  }
}
