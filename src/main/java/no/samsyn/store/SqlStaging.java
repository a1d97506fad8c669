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
 * The staging in SQL: for each entity type the table after the mirror's. Used by one thread within
 * one transaction. After a swap it is of use again in the next one.
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
    requireNotSwapped();
    for (var schema : session.tables().schemas().all()) {
      session.sql().update(session.staging(schema.name()).deleteAll);
    }
  }

  /** A tombstone takes away what is staged of its record. */
  @Override
  public void add(List<ServerRecord> page) {
    requireNotSwapped();
    var byEntity = new LinkedHashMap<String, Map<String, ServerRecord>>();
    for (var record : page) {
      byEntity
          .computeIfAbsent(record.id().entity(), entity -> new TreeMap<>())
          .put(record.id().key(), record); // in key order, which suits the index
    }
    byEntity.forEach((entity, records) -> add(session.staging(entity), records));
  }

  private void add(MirrorTable table, Map<String, ServerRecord> records) {
    deleteStaged(table, new ArrayList<>(records.keySet()));
    var rows = new ArrayList<Object[]>(records.size());
    for (var record : records.values()) {
      if (record.isPresent()) {
        rows.add(MirrorRows.arguments(table, MirrorRow.ofServer(record)));
      }
    }
    var inserted = session.sql().batch(table.insert, rows);
    if (inserted != rows.size()) {
      throw new IllegalStateException(
          "staging " + table.name() + ": expected " + rows.size() + " rows, got " + inserted);
    }
  }

  /** Asks first whether anything is staged between the lowest and the highest key: mostly not. */
  private void deleteStaged(MirrorTable table, List<String> keys) {
    var overlap =
        session
            .sql()
            .query(table.anyBetween, row -> row.text(1), keys.get(0), keys.get(keys.size() - 1));
    if (!overlap.isEmpty()) {
      session.sql().batch(table.delete, each(keys));
    }
  }

  private static List<Object[]> each(Collection<String> keys) {
    var rows = new ArrayList<Object[]>(keys.size());
    keys.forEach(key -> rows.add(new Object[] {key}));
    return rows;
  }

  @Override
  public Optional<ServerRecord> find(RecordId id) {
    if (session.hasSwapped()) {
      return Optional.empty();
    }
    return SqlMirror.find(session, session.staging(id.entity()), id.key())
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
    requireNotSwapped();
    for (var schema : session.tables().schemas().all()) {
      var next = session.mirrorNumber(schema.name()) + 1;
      session.tables().name(session.sql(), schema, next);
      session.swap(schema.name(), next);
    }
    mirror.forgetSeen();
  }

  private void requireNotSwapped() {
    if (session.hasSwapped()) {
      throw new IllegalStateException("staging is of no use until the swap is committed");
    }
  }
}
