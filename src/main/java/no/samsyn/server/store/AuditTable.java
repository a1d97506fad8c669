package no.samsyn.server.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;

/**
 * The server's audit trail: ids, field names and outcomes, never a value. Numbered without gaps in
 * commit order. Stateless; used within a transaction.
 */
public final class AuditTable {
  /** Which events are asked for; an empty word means any. */
  public record Filter(Instant from, Instant to, String entity, String action) {}

  private AuditTable() {}

  private static final String APPEND =
      """
      insert into audit (org, n, at, action, actor, on_behalf_of, entity, record_key, mutation,
        version, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Appends {@code events} at the positions from {@code first} on, which the caller took. */
  public static void append(Tx tx, String organisation, List<AuditEvent> events, long first) {
    var batch = new ArrayList<Object[]>();
    var n = first;
    for (var event : events) {
      batch.add(
          new Object[] {
            organisation,
            n,
            event.at().toEpochMilli(),
            event.action().code(),
            event.actor(),
            event.onBehalfOf(),
            event.entity(),
            event.key(),
            event.mutation(),
            event.version(),
            event.detail()
          });
      n++;
    }
    tx.batch(APPEND, batch);
  }

  /** Takes a position and appends one event that belongs to no push. */
  public static void append(Tx tx, String organisation, AuditEvent event) {
    append(tx, organisation, List.of(event), Organisations.takeAudit(tx, organisation, 1));
  }

  static final String PAGE =
      """
      select n, at, action, actor, on_behalf_of, entity, record_key, mutation, version, detail
      from audit
      where org = ? and n > ? and at >= ? and at < ?
        and (? = '' or entity = ?)
        and (? = '' or action = ?)
      order by org, n
      limit ?
      """;

  public static List<AuditEvent> page(
      Tx tx, String organisation, Filter filter, long after, int limit) {
    return tx.list(
        PAGE,
        row ->
            new AuditEvent(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                AuditAction.ofCode(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                "",
                row.getString(10)),
        organisation,
        after,
        filter.from.toEpochMilli(),
        filter.to.toEpochMilli(),
        filter.entity,
        filter.entity,
        filter.action,
        filter.action,
        limit);
  }
}
