package no.samsyn.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Staging;

/**
 * The staging in SQL: the rows of the generation after the mirror's. Used by one thread within one
 * transaction.
 *
 * <p>Generations only rise. After a swap the old mirror's rows are of a generation that nobody
 * reads, so that nothing can mistake them for staged ones; {@link #clear} deletes them.
 */
final class SqlStaging implements Staging {
  private final Session session;
  private final SqlMirror mirror;

  SqlStaging(Session session, SqlMirror mirror) {
    this.session = session;
    this.mirror = mirror;
  }

  @Override
  public void clear() {
    var current = SqlMirror.generation(session);
    for (var table : session.tables().all()) {
      session.sql().update(table.deleteBelow, current);
      session.sql().update(table.deleteAbove, current);
    }
  }

  /** A tombstone takes away what is staged of its record. */
  @Override
  public void add(List<ServerRecord> page) {
    var byEntity = new LinkedHashMap<String, Map<String, ServerRecord>>();
    for (var record : page) {
      byEntity
          .computeIfAbsent(record.id().entity(), entity -> new TreeMap<>())
          .put(record.id().key(), record); // in key order, which suits the indexes
    }
    byEntity.forEach((entity, records) -> add(session.tables().of(entity), records));
  }

  private void add(MirrorTable table, Map<String, ServerRecord> records) {
    var generation = next();
    deleteStaged(table, new ArrayList<>(records.keySet()), generation);
    var rows = new ArrayList<Object[]>(records.size());
    for (var record : records.values()) {
      if (record.isPresent()) {
        rows.add(MirrorRows.arguments(table, MirrorRow.ofServer(record), generation));
      }
    }
    var inserted = session.sql().batch(table.insert, rows);
    if (inserted != rows.size()) {
      throw new IllegalStateException(
          "staging " + table.name() + ": expected " + rows.size() + " rows, got " + inserted);
    }
  }

  /** Asks first whether anything is staged between the lowest and the highest key: mostly not. */
  private void deleteStaged(MirrorTable table, List<String> keys, long generation) {
    var overlap =
        session
            .sql()
            .query(
                table.anyBetween,
                row -> row.text(1),
                generation,
                keys.get(0),
                keys.get(keys.size() - 1));
    if (!overlap.isEmpty()) {
      session.sql().batch(table.delete, pairs(generation, keys));
    }
  }

  private static List<Object[]> pairs(long generation, Collection<String> keys) {
    var pairs = new ArrayList<Object[]>(keys.size());
    for (var key : keys) {
      pairs.add(new Object[] {generation, key});
    }
    return pairs;
  }

  @Override
  public Optional<ServerRecord> find(RecordId id) {
    return SqlMirror.find(session, id, next())
        .map(
            row ->
                new ServerRecord(
                    row.id(),
                    row.serverId(),
                    row.version(),
                    ServerRecord.Presence.PRESENT,
                    row.view(),
                    row.last()));
  }

  @Override
  public void swap() {
    var swapped = next();
    new SqlFacts(session.sql()).set(SqlMirror.GENERATION, Long.toString(swapped));
    session.memory().set(SqlMirror.GENERATION, swapped);
    mirror.swapped();
    session.tables().all().forEach(table -> session.touch(table.schema().name()));
  }

  private long next() {
    return SqlMirror.generation(session) + 1;
  }
}
