package no.samsyn.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.sync.AuditQuery;

/**
 * Finds the places of a page in the audit trail through an index, however long the trail is: each
 * record or kind that is asked for gives its next entries in order, and the first of all are the
 * page. Used by one thread within one transaction.
 */
final class AuditSearch {
  private final Sql.Statements sql;
  private final AuditKinds kinds;

  AuditSearch(Sql.Statements sql, AuditKinds kinds) {
    this.sql = sql;
    this.kinds = kinds;
  }

  /** Where an entry stands: by time, then by place. */
  private record Found(long at, long place, long kind) {
    static Found read(Sql.Row row) {
      return new Found(row.number(1), row.number(2), row.number(3));
    }

    static final Comparator<Found> OLDEST_FIRST =
        Comparator.comparingLong(Found::at).thenComparingLong(Found::place);
  }

  /**
   * A stretch of time, and where in it to begin. Both databases seek by the first two columns of
   * the index and pass over what the third leaves out.
   */
  private record Stretch(long from, long until, long at, long place) {
    static Stretch of(AuditQuery query) {
      var from = query.filter().from().toEpochMilli();
      var until = before(query.filter());
      var after = query.after();
      if (after.equals(AuditQuery.Mark.NONE)) {
        return query.isNewestFirst()
            ? new Stretch(from, until, until, Integer.MAX_VALUE)
            : new Stretch(from, until, from - 1, 0);
      }
      var at = after.at().toEpochMilli();
      return query.isNewestFirst()
          ? new Stretch(from, Math.min(until, at + 1), at, after.index())
          : new Stretch(Math.max(from, at), until, at, after.index());
    }

    private static long before(AuditFilter filter) {
      return filter.lastMillis() + 1;
    }

    Stretch behind(Found last, boolean newestFirst) {
      return newestFirst
          ? new Stretch(from, Math.min(until, last.at + 1), last.at, last.place)
          : new Stretch(Math.max(from, last.at), until, last.at, last.place);
    }
  }

  List<Long> places(AuditQuery query) {
    var found = new ArrayList<Found>();
    var records = query.filter().wanted().get(By.RECORD);
    if (records == null) {
      kinds
          .askedForBy(query.filter())
          .forEach(kind -> found.addAll(next(query, Stretch.of(query), kind)));
    } else {
      records.forEach(record -> found.addAll(ofRecord(query, record)));
    }
    var order = Found.OLDEST_FIRST;
    found.sort(query.isNewestFirst() ? order.reversed() : order);
    var places = new ArrayList<Long>();
    found.subList(0, Math.min(query.limit(), found.size())).forEach(each -> places.add(each.place));
    return places;
  }

  /** A record has few entries; those of other kinds are passed over. */
  private List<Found> ofRecord(AuditQuery query, String record) {
    var asked = new TreeSet<>(kinds.askedForBy(query.filter()));
    var matching = new ArrayList<Found>();
    var stretch = Stretch.of(query);
    while (matching.size() < query.limit()) {
      var page = next(query, stretch, record);
      page.stream().filter(each -> asked.contains(each.kind)).forEach(matching::add);
      if (page.size() < query.limit()) {
        break;
      }
      stretch = stretch.behind(page.get(page.size() - 1), query.isNewestFirst());
    }
    return matching;
  }

  private static final String KIND_OLDEST_FIRST =
      """
      select happened_at, place, kind from audit_entry
      where kind = ? and happened_at >= ? and happened_at < ?
        and (happened_at > ? or place > ?)
      order by kind, happened_at, place
      limit ?
      """;

  private static final String KIND_NEWEST_FIRST =
      """
      select happened_at, place, kind from audit_entry
      where kind = ? and happened_at >= ? and happened_at < ?
        and (happened_at < ? or place < ?)
      order by kind desc, happened_at desc, place desc
      limit ?
      """;

  private static final String RECORD_OLDEST_FIRST =
      """
      select happened_at, place, kind from audit_entry
      where record_key = ? and happened_at >= ? and happened_at < ?
        and (happened_at > ? or place > ?)
      order by record_key, happened_at, place
      limit ?
      """;

  private static final String RECORD_NEWEST_FIRST =
      """
      select happened_at, place, kind from audit_entry
      where record_key = ? and happened_at >= ? and happened_at < ?
        and (happened_at < ? or place < ?)
      order by record_key desc, happened_at desc, place desc
      limit ?
      """;

  /** Returns the next entries under {@code lead}: the number of a kind, or a record's key. */
  private List<Found> next(AuditQuery query, Stretch stretch, Object lead) {
    var statement =
        lead instanceof Long
            ? query.isNewestFirst() ? KIND_NEWEST_FIRST : KIND_OLDEST_FIRST
            : query.isNewestFirst() ? RECORD_NEWEST_FIRST : RECORD_OLDEST_FIRST;
    return sql.query(
        statement,
        Found::read,
        lead,
        stretch.from,
        stretch.until,
        stretch.at,
        stretch.place,
        (long) query.limit());
  }

  private static final String COUNT =
      """
      select count(*) from audit_entry
      where kind = ? and happened_at >= ? and happened_at < ?
      """;

  private static final String KINDS_OF_RECORD =
      """
      select kind, count(*) from audit_entry
      where record_key = ? and happened_at >= ? and happened_at < ?
      group by kind
      """;

  /** Counts in the index; a record's few entries by their kinds. */
  long count(AuditFilter filter) {
    var from = filter.from().toEpochMilli();
    var until = Stretch.before(filter);
    var asked = new TreeSet<>(kinds.askedForBy(filter));
    var sums = new ArrayList<Long>();
    var records = filter.wanted().get(By.RECORD);
    if (records == null) {
      asked.forEach(kind -> sums.addAll(sql.query(COUNT, row -> row.number(1), kind, from, until)));
    } else {
      records.forEach(
          record ->
              sums.addAll(
                  sql.query(
                      KINDS_OF_RECORD,
                      row -> asked.contains(row.number(1)) ? row.number(2) : 0L,
                      record,
                      from,
                      until)));
    }
    return sums.stream().mapToLong(Long::longValue).sum();
  }
}
