package no.samsyn.sync;

import java.util.List;
import no.samsyn.audit.AuditEvent;

/** What happened on this device, appended and never changed. */
public interface AuditTrail {

  void record(AuditEvent event);

  /** Returns events in order, from {@code afterIndex} (exclusive). */
  List<AuditEvent> list(long afterIndex, int limit);
}
