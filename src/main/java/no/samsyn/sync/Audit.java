package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;

/**
 * Writes the engine's audit events within one transaction. Outcomes are codes and details are ids
 * and words of ours; values go in as changes, and nowhere else.
 */
final class Audit {
  private final SyncStore.Tx tx;
  private final Instant now;

  Audit(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.now = now;
  }

  void about(AuditAction action, Mutation m, long version, String outcome) {
    about(action, m, version, outcome, "", FieldChanges.NONE);
  }

  /** As above, where another mutation or a sentence belongs to it. */
  void about(AuditAction action, Mutation m, long version, String outcome, String detail) {
    about(action, m, version, outcome, detail, FieldChanges.NONE);
  }

  /** As above, with the values before and after, which the trail keeps until they are erased. */
  void about(
      AuditAction action,
      Mutation m,
      long version,
      String outcome,
      String detail,
      FieldChanges changes) {
    tx.audit()
        .record(
            new AuditEvent(
                0,
                now,
                action,
                m.evidence().author(),
                m.evidence().onBehalfOf(),
                m.target().entity(),
                m.target().record(),
                m.id(),
                version,
                outcome,
                detail),
            changes);
  }

  /** The other side of a conflict, told under the mutation that met it. */
  void theirs(Mutation mine, Authorship by, long version, FieldChanges changes) {
    var target = mine.target();
    tx.audit()
        .record(
            new AuditEvent(
                0,
                now,
                AuditAction.THEIRS,
                by.author(),
                by.onBehalfOf(),
                target.entity(),
                target.record(),
                mine.id(),
                version,
                "",
                ""),
            changes);
  }

  /** Told by this device of the server: no person did it. */
  void alarm(String outcome, String detail) {
    tx.audit()
        .record(
            new AuditEvent(
                0, now, AuditAction.WITNESS_ALARM, "", "", "", "", "", 0, outcome, detail),
            FieldChanges.NONE);
  }

  void event(AuditAction action, String actor, String detail) {
    tx.audit().record(AuditEvent.of(action, now, actor, detail), FieldChanges.NONE);
  }
}
