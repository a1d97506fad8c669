package no.samsyn.sync;

import java.util.List;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;

/** What happened on this device, appended and never changed. */
public interface AuditTrail {

  /** Adds what happened, with the fields that it changed, to the end. */
  void record(AuditEvent event, FieldChanges changes);

  /** Returns events in order, from {@code afterIndex} (exclusive). */
  List<AuditEvent> list(long afterIndex, int limit);
}
