package no.samsyn.server.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;

/**
 * Finds the newest entries of the audit trail that match a filter, through an index, however long
 * the trail is: each value that leads one gives its next places in order, and the highest of all
 * are the page. Stateless; used within a transaction. What was erased matches no name any more.
 */
final class AuditPlaces {
  private final String organisation;
  private final AuditFilter filter;

  AuditPlaces(String organisation, AuditFilter filter) {
    this.organisation = organisation;
    this.filter = filter;
  }

  /** What an entry is, as codes. There are some dozens of them in a trail of any length. */
  private record Kind(String action, String entity, String outcome) {}

  /** The places that can match: above the first, below the second. */
  private record Stretch(long above, long below) {}

  /** Returns at most {@code limit} places below {@code before}, the newest first. */
  List<Long> newest(Tx tx, long before, int limit) {
    var stretch = stretch(tx, before);
    var places = new ArrayList<Long>();
    if (!filter.values(By.RECORD).isEmpty()) {
      filter
          .values(By.RECORD)
          .forEach(key -> places.addAll(ofName(tx, OF_RECORD, key, stretch, By.ACTOR, limit)));
    } else if (!filter.values(By.ACTOR).isEmpty()) {
      filter
          .values(By.ACTOR)
          .forEach(actor -> places.addAll(ofName(tx, OF_ACTOR, actor, stretch, By.RECORD, limit)));
    } else if (filter.isAny(By.ACTION) && filter.isAny(By.ENTITY) && filter.isAny(By.OUTCOME)) {
      places.addAll(
          tx.list(
              OF_ALL,
              PLACE,
              organisation,
              stretch.above,
              stretch.below,
              from(),
              filter.lastMillis(),
              limit));
    } else {
      kinds(tx).forEach(kind -> places.addAll(ofKind(tx, kind, stretch, limit)));
    }
    places.sort(Collections.reverseOrder());
    return places.subList(0, Math.min(limit, places.size()));
  }

  private static final Tx.Row<Long> PLACE = row -> row.getLong(1);

  static final String OF_ALL =
      """
      select n
      from audit_entry
      where org = ? and n > ? and n < ? and at >= ? and at <= ?
      order by org desc, n desc
      limit ?
      """;

  static final String OF_KIND =
      """
      select n
      from audit_entry
      where org = ? and action = ? and entity = ? and outcome = ?
        and n > ? and n < ? and at >= ? and at <= ?
      order by org desc, action desc, entity desc, outcome desc, n desc
      limit ?
      """;

  private List<Long> ofKind(Tx tx, Kind kind, Stretch stretch, int limit) {
    return tx.list(
        OF_KIND,
        PLACE,
        organisation,
        kind.action,
        kind.entity,
        kind.outcome,
        stretch.above,
        stretch.below,
        from(),
        filter.lastMillis(),
        limit);
  }

  static final String OF_RECORD =
      """
      select o.n
      from audit_open o
      join audit_entry e on e.org = o.org and e.n = o.n
      where o.org = ? and o.record_key = ? and o.n > ? and o.n < ? and o.part = 0
        and e.at >= ? and e.at <= ?
        and (? or e.action = any(?))
        and (? or e.entity = any(?))
        and (? or e.outcome = any(?))
        and (? or o.actor = any(?))
      order by o.org desc, o.record_key desc, o.n desc
      limit ?
      """;

  static final String OF_ACTOR =
      """
      select o.n
      from audit_open o
      join audit_entry e on e.org = o.org and e.n = o.n
      where o.org = ? and o.actor = ? and o.n > ? and o.n < ? and o.part = 0
        and e.at >= ? and e.at <= ?
        and (? or e.action = any(?))
        and (? or e.entity = any(?))
        and (? or e.outcome = any(?))
        and (? or o.record_key = any(?))
      order by o.org desc, o.actor desc, o.n desc
      limit ?
      """;

  private List<Long> ofName(Tx tx, String sql, String lead, Stretch stretch, By also, int limit) {
    return tx.list(
        sql,
        PLACE,
        organisation,
        lead,
        stretch.above,
        stretch.below,
        from(),
        filter.lastMillis(),
        filter.isAny(By.ACTION),
        filter.values(By.ACTION),
        filter.isAny(By.ENTITY),
        filter.values(By.ENTITY),
        filter.isAny(By.OUTCOME),
        filter.values(By.OUTCOME),
        filter.isAny(also),
        filter.values(also),
        limit);
  }

  // A clock may be set back, so times and places need not rise together.

  private static final String FIRST = "select min(n) from audit_entry where org = ? and at >= ?";
  private static final String LAST = "select max(n) from audit_entry where org = ? and at <= ?";

  private Stretch stretch(Tx tx, long before) {
    var above =
        filter.from().equals(AuditFilter.ALL.from())
            ? 0
            : tx.one(FIRST, PLACE, organisation, from()).orElse(0L) - 1;
    var end = before == 0 ? Long.MAX_VALUE : before;
    if (filter.until().equals(AuditFilter.ALL.until())) {
      return new Stretch(above, end);
    }
    var last = tx.one(LAST, PLACE, organisation, filter.lastMillis()).orElse(0L);
    return new Stretch(above, Math.min(end, last + 1));
  }

  private List<Kind> kinds(Tx tx) {
    var matching = new ArrayList<Kind>();
    var kind = next(tx, new Kind("", "", ""));
    while (kind.isPresent()) {
      if (isAskedFor(kind.get())) {
        matching.add(kind.get());
      }
      kind = next(tx, kind.get());
    }
    return matching;
  }

  private boolean isAskedFor(Kind kind) {
    return (filter.isAny(By.ACTION) || filter.values(By.ACTION).contains(kind.action))
        && (filter.isAny(By.ENTITY) || filter.values(By.ENTITY).contains(kind.entity))
        && (filter.isAny(By.OUTCOME) || filter.values(By.OUTCOME).contains(kind.outcome));
  }

  static final String NEXT_OUTCOME =
      """
      select action, entity, outcome
      from audit_entry
      where org = ? and action = ? and entity = ? and outcome > ?
      order by org, action, entity, outcome
      limit 1
      """;
  static final String NEXT_ENTITY =
      """
      select action, entity, outcome
      from audit_entry
      where org = ? and action = ? and entity > ?
      order by org, action, entity, outcome
      limit 1
      """;
  static final String NEXT_ACTION =
      """
      select action, entity, outcome
      from audit_entry
      where org = ? and action > ?
      order by org, action, entity, outcome
      limit 1
      """;

  /** Jumps in the index from one kind to the next, over all of its entries. */
  private Optional<Kind> next(Tx tx, Kind last) {
    return kind(tx, NEXT_OUTCOME, organisation, last.action, last.entity, last.outcome)
        .or(() -> kind(tx, NEXT_ENTITY, organisation, last.action, last.entity))
        .or(() -> kind(tx, NEXT_ACTION, organisation, last.action));
  }

  private static Optional<Kind> kind(Tx tx, String sql, Object... values) {
    return tx.one(
        sql, row -> new Kind(row.getString(1), row.getString(2), row.getString(3)), values);
  }

  private long from() {
    return filter.from().toEpochMilli();
  }
}
