package no.samsyn.store;

import java.time.Instant;
import java.util.ArrayList;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;

/**
 * Seals what version 1 of the store wrote down without a chain, before anything new is recorded, so
 * that it keeps its place. What was changed by hand before this day cannot be told; from now on it
 * can. Used by one thread within one transaction.
 */
final class OldAuditEvents {
  private static final int AT_ONCE = 1_000;

  private final Session session;

  OldAuditEvents(Session session) {
    this.session = session;
  }

  private static final String OLDEST =
      """
      select
        place,
        happened_at,
        action,
        actor,
        on_behalf_of,
        entity,
        record_key,
        mutation,
        version,
        detail
      from audit_event
      order by place
      limit ?
      """;

  private static final String REMOVE =
      """
      delete from audit_event where place = ?
      """;

  /** Seals the oldest ones and returns whether there may be more. */
  boolean sealSome() {
    var events = session.sql().query(OLDEST, OldAuditEvents::read, (long) AT_ONCE);
    var trail = new SqlAuditTrail(session);
    var places = new ArrayList<Object[]>();
    for (var event : events) {
      trail.record(event, FieldChanges.NONE);
      places.add(new Object[] {event.index()});
    }
    session.sql().batch(REMOVE, places);
    return events.size() == AT_ONCE;
  }

  private static AuditEvent read(Sql.Row row) {
    return new AuditEvent(
        row.number(1),
        Instant.ofEpochMilli(row.number(2)),
        AuditAction.ofCode(row.text(3)),
        row.text(4),
        row.text(5),
        row.text(6),
        row.text(7),
        row.text(8),
        row.number(9),
        "",
        row.text(10));
  }
}
