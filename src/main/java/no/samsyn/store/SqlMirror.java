package no.samsyn.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.samsyn.model.RecordId;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordPage;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RowState;
import org.jspecify.annotations.Nullable;

/**
 * The mirror in SQL: one table of {@link MirrorTables} for each entity type. Used by one thread
 * within one transaction.
 *
 * <p>Text is compared exactly and sorted by code, not by a language's rules; a field without a
 * value counts as the empty text and comes first.
 */
final class SqlMirror implements Mirror {
  private final Session session;
  private final Sql.Statements sql;

  /**
   * Whether a record is there, as far as this transaction has seen: saves asking before a write.
   */
  private final Map<RecordId, Boolean> seen = new HashMap<>();

  /** What was found last, until it changes: settling looks at each row twice. */
  private @Nullable MirrorRow last;

  SqlMirror(Session session) {
    this.session = session;
    this.sql = session.sql();
  }

  @Override
  public Optional<MirrorRow> find(RecordId id) {
    if (last != null && last.id().equals(id)) {
      return Optional.of(last);
    }
    var found = find(session, session.mirror(id.entity()), id.key());
    seen.put(id, found.isPresent());
    last = found.orElse(null);
    return found;
  }

  /** Every save names a mentor and a type, and mostly the same ones. */
  @Override
  public boolean has(RecordId id) {
    return session.has(id, () -> find(id).map(row -> !row.removed()).orElse(false));
  }

  static Optional<MirrorRow> find(Session session, MirrorTable table, String key) {
    var entity = table.schema().name();
    var rows = session.sql().query(table.find, row -> MirrorRows.read(entity, row), key);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  @Override
  public void put(MirrorRow row) {
    var table = session.mirror(row.id().entity());
    var arguments = MirrorRows.arguments(table, row);
    last = null;
    var known = seen.put(row.id(), true);
    var changed = Boolean.FALSE.equals(known) ? 0 : sql.update(table.update, arguments);
    if (changed == 0) {
      changed = sql.update(table.insert, arguments);
    }
    Session.requireOne(changed, "put " + row.id());
    session.touch(row.id().entity());
  }

  @Override
  public void remove(RecordId id) {
    last = null;
    sql.update(session.mirror(id.entity()).delete, id.key());
    seen.put(id, false);
    session.touch(id.entity());
  }

  @Override
  public RecordPage list(RecordQuery query) {
    var rows = rows(query);
    return new RecordPage(total(query, rows.size()), rows);
  }

  @Override
  public List<MirrorRow> rows(RecordQuery query) {
    var table = session.mirror(query.entity());
    var page = table.pageOfKeys(query); // refuses unknown names before anything runs
    var keys = sql.query(page.sql(), row -> row.text(1), page.arguments().toArray());
    var rows = new ArrayList<MirrorRow>(keys.size());
    for (var key : keys) {
      find(session, table, key).ifPresent(rows::add);
    }
    return rows;
  }

  /** A page that is not full is the last one, so it tells how many there are without counting. */
  private long total(RecordQuery query, int found) {
    if (found < query.limit() && (found > 0 || query.offset() == 0)) {
      return query.offset() + found;
    }
    return session.total(query.entity(), query.filters().toString(), () -> count(query));
  }

  @Override
  public List<String> keys(RecordQuery order) {
    var all = session.mirror(order.entity()).allKeys(order);
    return sql.query(all.sql(), row -> row.text(1), all.arguments().toArray());
  }

  @Override
  public Set<String> candidates(String entity, List<List<String>> oneOfEach) {
    var all = session.mirror(entity).candidates(oneOfEach);
    return Set.copyOf(sql.query(all.sql(), row -> row.text(1), all.arguments().toArray()));
  }

  @Override
  public boolean hasAny(String entity, List<RecordQuery.Filter> filters) {
    var first =
        session.mirror(entity).pageOfKeys(new RecordQuery(entity, filters, "", false, 1, 0));
    return !sql.query(first.sql(), row -> row.text(1), first.arguments().toArray()).isEmpty();
  }

  private long count(RecordQuery query) {
    var count = session.mirror(query.entity()).count(query);
    return sql.query(count.sql(), row -> row.number(1), count.arguments().toArray()).get(0);
  }

  @Override
  public long countOnServer(String entity) {
    var table = session.mirror(entity);
    var sum = 0L;
    // One probe for each prefix of the index: neither database would read it alone for an "or".
    for (var removed = 0L; removed <= 1; removed++) {
      for (var state : RowState.values()) {
        sum += sql.query(table.countOnServer, row -> row.number(1), removed, state.code()).get(0);
      }
    }
    return sum;
  }

  @Override
  public List<MirrorRow> scan(String entity, String afterKey, int max) {
    return sql.query(
        session.mirror(entity).after,
        row -> MirrorRows.read(entity, row),
        afterKey,
        1L,
        (long) max);
  }

  /** The mirror is another one now. */
  void forgetSeen() {
    seen.clear();
    last = null;
  }
}
