package no.samsyn.console.review;

import java.time.Instant;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.conflict.ReviewCase;

/** Notes in the audit trail that somebody saw what is masked. Used within one transaction. */
final class Reveals {
  private Reveals() {}

  static void record(SyncStore.Tx tx, String user, String detail, ReviewCase review, Instant now) {
    var subject = review.subject();
    var event =
        new AuditEvent(
            0,
            now,
            AuditAction.REVEALED,
            user,
            "",
            subject.entity(),
            subject.record(),
            "",
            0,
            "",
            detail);
    tx.audit().record(event, FieldChanges.NONE);
  }
}
