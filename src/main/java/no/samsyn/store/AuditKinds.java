package no.samsyn.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditFilter;

/**
 * The numbers of {@link AuditKind}s, kept at hand: entries hold a number instead of four texts, and
 * one index serves filters on all four. Part of {@link Memory}, so under the store's lock.
 */
final class AuditKinds {
  private final Map<AuditKind, Long> numbers = new HashMap<>();
  private final Map<Long, AuditKind> kinds = new HashMap<>();
  private long highest;

  private static final String ALL =
      """
      select
        kind,
        actor,
        entity,
        action,
        outcome
      from audit_kind
      order by kind
      """;

  static AuditKinds load(Sql.Statements sql) {
    var all = new AuditKinds();
    sql.query(
        ALL,
        row -> {
          all.put(row.number(1), new AuditKind(row.text(2), row.text(3), row.text(4), row.text(5)));
          return true;
        });
    return all;
  }

  private void put(long number, AuditKind kind) {
    numbers.putIfAbsent(kind, number); // erasure may have made two alike
    kinds.put(number, kind);
    highest = Math.max(highest, number);
  }

  private static final String ADD =
      """
      insert into audit_kind (kind, actor, entity, action, outcome) values (?, ?, ?, ?, ?)
      """;

  long numberOf(Sql.Statements sql, AuditKind kind) {
    var known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    var number = highest + 1;
    var changed =
        sql.update(ADD, number, kind.actor(), kind.entity(), kind.action(), kind.outcome());
    Session.requireOne(changed, "add audit kind " + number);
    put(number, kind);
    return number;
  }

  /** Returns the kind of that number; one of nothing where the number is of no kind. */
  AuditKind kind(long number) {
    return kinds.getOrDefault(number, new AuditKind("", "", "", ""));
  }

  List<Long> askedForBy(AuditFilter filter) {
    var asked = new ArrayList<Long>();
    kinds.forEach(
        (number, kind) -> {
          if (kind.isAskedForBy(filter)) {
            asked.add(number);
          }
        });
    return asked;
  }
}
