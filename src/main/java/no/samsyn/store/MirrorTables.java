package no.samsyn.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Schemas;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The tables of the mirror and of staging: two for each entity type, with rising numbers.
 *
 * <p>A fact names the table that is the mirror; staging is the one with the next number. A swap
 * changes the fact and nothing else, in the caller's transaction. What follows a swap changes no
 * meaning and is done by {@link #settle} afterwards: the old mirror is dropped, and an empty
 * staging is made. A mirror of another shape than the schema's is copied into new tables when the
 * store is opened. Every step does nothing if it finds its work done, so that a kill at any
 * statement is mended by the next opening.
 *
 * <p>Not thread-safe: {@link SqlStore} guards it.
 */
final class MirrorTables {
  private static final int PAGE = 1_000;
  private static final int OLDER = 3; // tables below the mirror that an interrupted copy may leave

  private final Schemas schemas;
  private final Map<String, MirrorTable> composed = new HashMap<>();

  MirrorTables(Schemas schemas) {
    this.schemas = schemas;
  }

  Schemas schemas() {
    return schemas;
  }

  MirrorTable of(String entity, long number) {
    return composed.computeIfAbsent(
        entity + number, name -> new MirrorTable(schemas.require(entity), number));
  }

  /** Brings every entity's tables to the shape of its schema. */
  void open(Sql sql) {
    for (var schema : schemas.all()) {
      var stored =
          sql.inTransaction(
              Durability.RELAXED, s -> new SqlFacts(s).get(fact(schema.name())).orElse(""));
      if (stored.isEmpty()) {
        sql.inTransaction(Durability.RELAXED, s -> name(s, schema, 1));
      } else if (!stored.equals(named(schema, numberIn(stored)))) {
        rebuild(sql, schema, numberIn(stored));
      }
    }
    settle(sql);
  }

  /** Returns the number of the table that is the mirror. */
  static long number(Sql.Statements sql, String entity) {
    return numberIn(new SqlFacts(sql).get(fact(entity)).orElse("1 "));
  }

  /** Makes the table of {@code number} the mirror. */
  boolean name(Sql.Statements sql, EntitySchema schema, long number) {
    new SqlFacts(sql).set(fact(schema.name()), named(schema, number));
    return true;
  }

  /** Does what a swap left to do. */
  void settle(Sql sql) {
    for (var schema : schemas.all()) {
      sql.inTransaction(Durability.RELAXED, s -> settle(s, schema));
    }
    composed.clear();
  }

  private boolean settle(Sql.Statements sql, EntitySchema schema) {
    var number = number(sql, schema.name());
    var settled = new SqlFacts(sql).get(settledFact(schema)).orElse("");
    if (settled.equals(Long.toString(number))) {
      return false;
    }
    define(sql, new MirrorTable(schema, number));
    for (var older = Math.max(1, number - OLDER); older < number; older++) {
      sql.define("drop table if exists " + MirrorTable.nameOf(schema, older));
    }
    define(sql, new MirrorTable(schema, number + 1));
    new SqlFacts(sql).set(settledFact(schema), Long.toString(number));
    return true;
  }

  /** Staging has the indexes too: on H2 building them from the rows costs more than half again. */
  private static void define(Sql.Statements sql, MirrorTable table) {
    sql.define(table.definition());
    table.indexDefinitions().forEach(sql::define);
  }

  /** Copies mirror and staging into two tables of the new shape, behind the two old ones. */
  private void rebuild(Sql sql, EntitySchema schema, long number) {
    for (var step = 0; step <= 1; step++) {
      var from = new MirrorTable(schema, number + step);
      var to = new MirrorTable(schema, number + 2 + step);
      sql.inTransaction(
          Durability.RELAXED,
          s -> {
            s.define(from.definition()); // an interrupted opening may not have made it
            s.define("drop table if exists " + to.name()); // of an interrupted attempt
            s.define(to.definition());
            copy(s, from, to);
            return true;
          });
    }
    sql.inTransaction(Durability.FORCED, s -> name(s, schema, number + 2));
  }

  private static void copy(Sql.Statements sql, MirrorTable from, MirrorTable to) {
    var afterKey = "";
    var full = true;
    while (full) {
      var page =
          sql.query(
              from.after,
              row -> MirrorRows.read(from.schema().name(), row),
              afterKey,
              0L,
              (long) PAGE);
      var rows = new ArrayList<Object[]>(page.size());
      for (var row : page) {
        rows.add(MirrorRows.arguments(to, row));
        afterKey = row.id().key();
      }
      sql.batch(to.insert, rows);
      full = page.size() == PAGE;
    }
  }

  private static String named(EntitySchema schema, long number) {
    return number + " " + new MirrorTable(schema, number).shape();
  }

  private static long numberIn(String fact) {
    return Long.parseLong(fact.substring(0, fact.indexOf(' ')));
  }

  static String fact(String entity) {
    return "mirror.table." + entity; // stored on devices; never rename
  }

  private static String settledFact(EntitySchema schema) {
    return "mirror.settled." + schema.name();
  }
}
