package no.samsyn.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import no.samsyn.audit.AuditEntry;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.SaltedValue;
import no.samsyn.audit.SealedEntry;

/**
 * Looks for entries of the audit trail that match a filter, a few at a time. Stateless; used within
 * a transaction. What was erased matches no name any more.
 */
public final class AuditSearch {
  static final int ROWS_MAX = 128; // more than one entry has parts; of up to a megabyte each

  static final String FIND =
      """
      select e.org, e.n, e.at, e.action, e.entity, e.outcome, e.rest, e.particulars,
        coalesce(o.part, 0), coalesce(o.content, '')
      from audit_entry e
      left join audit_open o on o.org = e.org and o.n = e.n
      where e.org = ? and e.n > ? and e.at >= ? and e.at <= ?
        and (? or e.entity = any(?))
        and (? or e.action = any(?))
        and (? or e.outcome = any(?))
        and (? or o.actor = any(?))
        and (? or o.record_key = any(?))
      order by e.org, e.n
      limit ?
      """;

  static final String READ =
      """
      select e.org, e.n, e.at, e.action, e.entity, e.outcome, e.rest, e.particulars,
        coalesce(o.part, 0), coalesce(o.content, '')
      from audit_entry e
      left join audit_open o on o.org = e.org and o.n = e.n
      where e.org = ? and e.n = any(?)
      """;

  private final String organisation;
  private final AuditFilter filter;

  public AuditSearch(String organisation, AuditFilter filter) {
    this.organisation = organisation;
    this.filter = filter;
  }

  private record Row(AuditEntry entry, int part, String content) {}

  /** Returns the next matches after entry {@code after}, at least one if there is any. */
  public List<SealedEntry> after(Tx tx, long after) {
    var rows =
        tx.list(
            FIND,
            AuditSearch::row,
            organisation,
            after,
            filter.from().toEpochMilli(),
            filter.lastMillis(),
            filter.isAny(By.ENTITY),
            filter.values(By.ENTITY),
            filter.isAny(By.ACTION),
            filter.values(By.ACTION),
            filter.isAny(By.OUTCOME),
            filter.values(By.OUTCOME),
            filter.isAny(By.ACTOR),
            filter.values(By.ACTOR),
            filter.isAny(By.RECORD),
            filter.values(By.RECORD),
            ROWS_MAX);
    var sealed = sealed(rows);
    var isCut = rows.size() == ROWS_MAX;
    return isCut && sealed.size() > 1
        ? sealed.subList(0, sealed.size() - 1) // other parts of the last one may be missing
        : sealed;
  }

  /** Returns the places of the newest matches below {@code before}, or of all where it is 0. */
  public List<Long> newest(Tx tx, long before, int limit) {
    return new AuditPlaces(organisation, filter).newest(tx, before, limit);
  }

  /** Returns the entries at {@code places}, the newest first. */
  public List<SealedEntry> at(Tx tx, List<Long> places) {
    var sealed = new ArrayList<>(sealed(tx.list(READ, AuditSearch::row, organisation, places)));
    sealed.sort(Comparator.comparingLong((SealedEntry each) -> each.entry().index()).reversed());
    return sealed;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(AuditTable.entry(row), row.getInt(9), row.getString(10));
  }

  private static List<SealedEntry> sealed(List<Row> rows) {
    var entries = new LinkedHashMap<Long, AuditEntry>();
    var contents = new HashMap<Long, SortedMap<Integer, String>>();
    for (var row : rows) {
      var index = row.entry.index();
      entries.put(index, row.entry);
      contents.computeIfAbsent(index, n -> new TreeMap<>()).put(row.part, row.content);
    }
    var sealed = new ArrayList<SealedEntry>();
    for (var entry : entries.values()) {
      var parts = contents.getOrDefault(entry.index(), new TreeMap<>());
      var content = String.join("", parts.values());
      Map<String, SaltedValue> open = content.isEmpty() ? Map.of() : SealedEntry.readOpen(content);
      sealed.add(new SealedEntry(entry, open));
    }
    return sealed;
  }
}
