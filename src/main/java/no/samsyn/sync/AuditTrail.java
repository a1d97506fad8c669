package no.samsyn.sync;

import java.util.List;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.ChainHead;
import no.samsyn.model.FieldChanges;

/**
 * What happened on this device, appended and never changed: a chain whose tenant is {@code device-}
 * and the device's id, counted from 1 without gaps.
 *
 * <p>An entry commits together with what it tells, or not at all. What names a person and every
 * value lies beside the chain, where it can be erased.
 */
public interface AuditTrail {

  /** Seals what happened, with the fields that it changed, to the end of the chain. */
  void record(AuditEvent event, FieldChanges changes);

  /** Returns events in the chain's order, from {@code afterIndex} (exclusive). */
  List<AuditEvent> list(long afterIndex, int limit);

  /** Returns a page of what the filter asks for. */
  List<AuditEvent> find(AuditQuery query);

  /** Returns how many entries the filter asks for. */
  long count(AuditFilter filter);

  /** Returns entries as they are stored, in the chain's order, from {@code afterIndex} on. */
  List<StoredEntry> stored(long afterIndex, int limit);

  /** Returns how far the chain goes. */
  ChainHead head();
}
