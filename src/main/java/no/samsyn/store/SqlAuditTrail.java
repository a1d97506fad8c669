package no.samsyn.store;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.AuditTrail;

/** The device's audit trail in SQL, counted from 1. Used by one thread within one transaction. */
final class SqlAuditTrail implements AuditTrail {
  private static final String LAST_PLACE = "audit.place"; // a number in memory

  private final Session session;

  SqlAuditTrail(Session session) {
    this.session = session;
  }

  private static final String LAST =
      """
      select max(place) from audit_event
      """;

  private static final String RECORD =
      """
      insert into audit_event (
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
      )
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  @Override
  public void record(AuditEvent event, FieldChanges changes) {
    var sql = session.sql();
    var place =
        1 + session.memory().get(LAST_PLACE, () -> sql.query(LAST, row -> row.number(1)).get(0));
    var changed =
        sql.update(
            RECORD,
            place,
            event.at().toEpochMilli(),
            event.action().code(),
            event.actor(),
            event.onBehalfOf(),
            event.entity(),
            event.key(),
            event.mutation(),
            event.version(),
            event.detail());
    Session.requireOne(changed, "record audit event " + place);
    session.memory().set(LAST_PLACE, place);
  }

  private static final String LIST =
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
      where place > ?
      order by place
      limit ?
      """;

  @Override
  public List<AuditEvent> list(long afterIndex, int limit) {
    return session.sql().query(LIST, SqlAuditTrail::read, afterIndex, (long) limit);
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
