package no.samsyn.server.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.PreparedEntry;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the second form of the database needs and SQL cannot do: it seals the old audit rows into
 * the chain, tells the journal what each field was before, and finds the open reviews.
 *
 * <p>Each step goes on where a killed one ended, or does the same again. The salts come from the
 * machine's own randomness: a handed-in one could be predicted, and nobody replays an upgrade.
 */
final class ChainUpgrade {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Tx tx;
  private final Chance chance = new SecureRandom()::nextLong;

  private ChainUpgrade(Tx tx) {
    this.tx = tx;
  }

  static void run(Tx tx) {
    var upgrade = new ChainUpgrade(tx);
    for (var organisation : Organisations.ids(tx)) {
      upgrade.tellJournal(organisation);
      upgrade.findOpenReviews(organisation);
      if (tx.one(OLD_TABLE, row -> row.getLong(1)).orElse(0L) > 0) {
        upgrade.sealOldTrail(organisation);
      }
    }
    tx.update(DROP);
  }

  /** Both spellings, because in a Turkish place the lower case of AUDIT is another word. */
  private static final String OLD_TABLE =
      """
      select count(*)
      from information_schema.tables
      where table_name in ('AUDIT', 'audit') and table_schema = current_schema
      """;

  private static final String DROP = "drop table if exists audit";
  private static final String SEALED = "select coalesce(max(n), 0) from audit_entry where org = ?";
  private static final String OLD =
      """
      select n, at, action, actor, on_behalf_of, entity, record_key, mutation, version, detail
      from audit
      where org = ? and n > ?
      order by org, n
      limit ?
      """;

  private void sealOldTrail(String organisation) {
    var sealed = tx.one(SEALED, row -> row.getLong(1), organisation).orElse(0L);
    var head = AuditTable.headAt(tx, organisation, sealed);
    var events = old(organisation, head.index());
    while (!events.isEmpty()) {
      var prepared = new ArrayList<PreparedEntry>();
      for (var event : events) {
        prepared.add(AuditFact.of(organisation, "", event, FieldChanges.NONE).prepare(chance));
      }
      head = AuditTable.extend(tx, head, prepared);
      events = old(organisation, head.index());
    }
    Organisations.setHead(tx, head);
  }

  private List<AuditEvent> old(String organisation, long after) {
    return tx.list(
        OLD,
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
        ROWS_AT_ONCE);
  }

  private static final String STEPS =
      """
      select record, version, seq, changes
      from feed
      where org = ? and (record > ? or (record = ? and version > ?))
      order by org, record, version
      limit ?
      """;
  private static final String TELL = "update feed set changes = ? where org = ? and seq = ?";

  private record Step(String record, long version, long seq, String changes) {}

  /** Walks through the life of each record and writes beside each value the one before it. */
  private void tellJournal(String organisation) {
    var record = "";
    var version = 0L;
    var standing = new TreeMap<String, Value>();
    while (true) {
      var steps =
          tx.list(
              STEPS,
              row -> new Step(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)),
              organisation,
              record,
              record,
              version,
              ROWS_AT_ONCE);
      if (steps.isEmpty()) {
        return;
      }
      var told = new ArrayList<Object[]>();
      for (var step : steps) {
        if (!step.record.equals(record)) {
          standing.clear();
        }
        record = step.record;
        version = step.version;
        told.add(new Object[] {withBefore(step.changes, standing), organisation, step.seq});
      }
      tx.batch(TELL, told);
    }
  }

  private static String withBefore(String changes, Map<String, Value> standing) {
    var told = new TreeMap<String, MutationJson.Change>();
    Json.readMap(changes, MutationJson.Change.class)
        .forEach(
            (field, change) -> {
              var after = orNull(change.after());
              told.put(field, new MutationJson.Change(standing.get(field), after));
              if (after == null) {
                standing.remove(field);
              } else {
                standing.put(field, after);
              }
            });
    return Json.write(told);
  }

  private static @Nullable Value orNull(@Nullable Value value) {
    return value instanceof Value.Absent ? null : value;
  }

  private static final String REVIEWS =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and entity = ? and deleted = false
      """;

  private void findOpenReviews(String organisation) {
    var reviews = tx.list(REVIEWS, Records::read, organisation, PeerSupport.REVIEW);
    OpenReviewTable.note(tx, organisation, reviews);
  }
}
