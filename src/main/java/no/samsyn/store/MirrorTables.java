package no.samsyn.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Schemas;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The mirror's tables, one for each entity type, brought to the shape of the schemas when the store
 * is opened. Immutable.
 *
 * <p>A table whose indexed fields changed is built anew beside the old one, filled from the bodies,
 * put in its place by one fact, and the old one dropped. Killed at any statement, the next opening
 * begins again from the table that the fact names.
 */
final class MirrorTables {
  private static final int PAGE = 1_000;

  private final Schemas schemas;
  private final Map<String, MirrorTable> tables = new LinkedHashMap<>();

  private MirrorTables(Schemas schemas) {
    this.schemas = schemas;
  }

  static MirrorTables open(Sql sql, Schemas schemas) {
    var opened = new MirrorTables(schemas);
    for (var schema : schemas.all()) {
      opened.tables.put(schema.name(), shaped(sql, schema));
    }
    return opened;
  }

  Schemas schemas() {
    return schemas;
  }

  Collection<MirrorTable> all() {
    return tables.values();
  }

  MirrorTable of(String entity) {
    var table = tables.get(entity);
    if (table == null) {
      throw new IllegalArgumentException("no such entity type: " + entity);
    }
    return table;
  }

  /** Deletes what swaps left behind: a device keeps no rows that it may not show any more. */
  boolean forgetOldGenerations(Sql.Statements sql) {
    var current = SqlMirror.generation(sql);
    tables.values().forEach(table -> sql.update(table.deleteBelow, current));
    return true;
  }

  private static MirrorTable shaped(Sql sql, EntitySchema schema) {
    var fact = "mirror.table." + schema.name();
    var stored = sql.inTransaction(Durability.RELAXED, s -> new SqlFacts(s).get(fact).orElse(""));
    var number = stored.isEmpty() ? 0 : Long.parseLong(stored.substring(0, stored.indexOf(' ')));
    var table = new MirrorTable(schema, Math.max(1, number));
    if (stored.equals(number + " " + table.shape())) {
      dropOld(sql, schema);
      return table;
    }
    var built = new MirrorTable(schema, number + 1);
    sql.inTransaction(Durability.FORCED, s -> define(s, built));
    sql.inTransaction(
        Durability.FORCED,
        s -> {
          if (number > 0) {
            fill(s, table, built);
            new SqlFacts(s).set(oldFact(schema), table.name());
          }
          new SqlFacts(s).set(fact, (number + 1) + " " + built.shape());
          return true;
        });
    dropOld(sql, schema);
    return built;
  }

  private static boolean define(Sql.Statements sql, MirrorTable table) {
    table.definitions().forEach(sql::define);
    return true;
  }

  /** Copies the mirror and what is staged; rows of older generations stay behind. */
  private static void fill(Sql.Statements sql, MirrorTable from, MirrorTable to) {
    var mirror = SqlMirror.generation(sql);
    for (var generation = mirror; generation <= mirror + 1; generation++) {
      var afterKey = "";
      var full = true;
      while (full) {
        var page =
            sql.query(
                from.after,
                row -> MirrorRows.read(from.schema().name(), row),
                generation,
                afterKey,
                0L,
                (long) PAGE);
        var rows = new ArrayList<Object[]>(page.size());
        for (var row : page) {
          rows.add(MirrorRows.arguments(to, row, generation));
          afterKey = row.id().key();
        }
        sql.batch(to.insert, rows);
        full = page.size() == PAGE;
      }
    }
  }

  private static void dropOld(Sql sql, EntitySchema schema) {
    var name =
        sql.inTransaction(Durability.RELAXED, s -> new SqlFacts(s).get(oldFact(schema)).orElse(""));
    if (name.isEmpty()) {
      return;
    }
    sql.inTransaction(
        Durability.FORCED,
        s -> {
          s.define("drop table if exists " + name); // a name that this class wrote
          new SqlFacts(s).set(oldFact(schema), "");
          return true;
        });
  }

  private static String oldFact(EntitySchema schema) {
    return "mirror.old." + schema.name();
  }
}
