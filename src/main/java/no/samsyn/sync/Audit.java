package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Mutation;

/**
 * Writes the engine's audit events within one transaction. Details are codes and field names, never
 * values.
 */
final class Audit {
  private final SyncStore.Tx tx;
  private final Instant now;

  Audit(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.now = now;
  }

  void about(AuditAction action, Mutation m, long version, String detail) {
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
                detail));
  }

  void event(AuditAction action, String actor, String detail) {
    tx.audit().record(AuditEvent.of(action, now, actor, detail));
  }
}
