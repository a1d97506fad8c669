package no.samsyn.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.RecordId;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordPage;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RowState;

/**
 * The mirror in SQL: the rows of one generation in the tables of {@link MirrorTables}. Used by one
 * thread within one transaction.
 *
 * <p>Text is compared exactly and sorted by code, not by a language's rules; a field without a
 * value counts as the empty text and comes first.
 */
final class SqlMirror implements Mirror {
  static final String GENERATION = "mirror.generation"; // a fact; stored on devices, never rename

  private final Session session;

  /**
   * Whether a record is there, as far as this transaction has seen: saves asking before a write.
   */
  private final Map<RecordId, Boolean> seen = new HashMap<>();

  SqlMirror(Session session) {
    this.session = session;
  }

  static long generation(Sql.Statements sql) {
    return Long.parseLong(new SqlFacts(sql).get(GENERATION).orElse("0"));
  }

  static long generation(Session session) {
    return session.memory().get(GENERATION, () -> generation(session.sql()));
  }

  @Override
  public Optional<MirrorRow> find(RecordId id) {
    var found = find(session, id, generation(session));
    seen.put(id, found.isPresent());
    return found;
  }

  static Optional<MirrorRow> find(Session session, RecordId id, long generation) {
    var table = session.tables().of(id.entity());
    var rows =
        session
            .sql()
            .query(table.find, row -> MirrorRows.read(id.entity(), row), generation, id.key());
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  @Override
  public void put(MirrorRow row) {
    var table = session.tables().of(row.id().entity());
    var arguments = MirrorRows.arguments(table, row, generation(session));
    var known = seen.put(row.id(), true);
    var changed = Boolean.FALSE.equals(known) ? 0 : session.sql().update(table.update, arguments);
    if (changed == 0) {
      changed = session.sql().update(table.insert, arguments);
    }
    Session.requireOne(changed, "put " + row.id());
    session.touch(row.id().entity());
  }

  @Override
  public void remove(RecordId id) {
    var table = session.tables().of(id.entity());
    session.sql().update(table.delete, generation(session), id.key());
    seen.put(id, false);
    session.touch(id.entity());
  }

  @Override
  public RecordPage list(RecordQuery query) {
    var table = session.tables().of(query.entity());
    var generation = generation(session);
    var page = table.page(query, generation); // refuses unknown names before anything runs
    var total =
        session.total(query.entity(), query.filters().toString(), () -> count(table, query));
    if (query.offset() >= total) {
      return new RecordPage(total, List.of());
    }
    var rows =
        session
            .sql()
            .query(
                page.sql(),
                row -> MirrorRows.read(query.entity(), row),
                page.arguments().toArray());
    return new RecordPage(total, rows);
  }

  private long count(MirrorTable table, RecordQuery query) {
    var count = table.count(query, generation(session));
    return session
        .sql()
        .query(count.sql(), row -> row.number(1), count.arguments().toArray())
        .get(0);
  }

  @Override
  public long countOnServer(String entity) {
    var table = session.tables().of(entity);
    var sum = 0L;
    // One probe for each prefix of the index: neither database would read it alone for an "or".
    for (var removed = 0L; removed <= 1; removed++) {
      for (var state : RowState.values()) {
        sum +=
            session
                .sql()
                .query(
                    table.countOnServer,
                    row -> row.number(1),
                    generation(session),
                    removed,
                    state.code())
                .get(0);
      }
    }
    return sum;
  }

  @Override
  public List<MirrorRow> scan(String entity, String afterKey, int max) {
    return session
        .sql()
        .query(
            session.tables().of(entity).after,
            row -> MirrorRows.read(entity, row),
            generation(session),
            afterKey,
            1L,
            (long) max);
  }

  /** Forgets what was seen: the mirror is another one now. */
  void swapped() {
    seen.clear();
  }
}
