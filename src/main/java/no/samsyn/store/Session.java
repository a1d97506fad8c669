package no.samsyn.store;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import no.samsyn.model.Chance;
import no.samsyn.model.RecordId;
import no.samsyn.sync.Facts;

/** What the parts of one transaction share. Valid on the transaction's thread until it ends. */
final class Session {
  private final Sql.Statements sql;
  private final MirrorTables tables;
  private final Memory memory;
  private final Chance chance;
  private final Set<String> touched = new HashSet<>();
  private boolean swapped;

  Session(Sql.Statements sql, MirrorTables tables, Memory memory, Chance chance) {
    this.sql = sql;
    this.tables = tables;
    this.memory = memory;
    this.chance = chance;
  }

  Sql.Statements sql() {
    return sql;
  }

  MirrorTables tables() {
    return tables;
  }

  Memory memory() {
    return memory;
  }

  Chance chance() {
    return chance;
  }

  Facts facts() {
    return new RememberedFacts(new SqlFacts(sql), () -> SqlOutbox.highestSeq(sql), memory);
  }

  MirrorTable mirror(String entity) {
    return tables.of(entity, mirrorNumber(entity));
  }

  MirrorTable staging(String entity) {
    return tables.of(entity, mirrorNumber(entity) + 1);
  }

  long mirrorNumber(String entity) {
    tables.schemas().require(entity);
    return memory.get(MirrorTables.fact(entity), () -> MirrorTables.number(sql, entity));
  }

  /** Remembers that the old mirror is of no use any more and the new one has no indexes yet. */
  void swap(String entity, long number) {
    memory.set(MirrorTables.fact(entity), number);
    touch(entity);
    swapped = true;
  }

  boolean hasSwapped() {
    return swapped;
  }

  void touch(String entity) {
    if (touched.add(entity)) {
      memory.forgetRows(entity);
    }
  }

  Set<String> touched() {
    return touched;
  }

  /** Returns a count that is kept for later, unless this transaction has changed the rows. */
  long total(String entity, String filter, LongSupplier count) {
    return touched.contains(entity) ? count.getAsLong() : memory.total(entity, filter, count);
  }

  /** Returns an answer that is kept if it is yes, unless this transaction has changed the rows. */
  boolean has(RecordId id, BooleanSupplier ask) {
    return touched.contains(id.entity()) ? ask.getAsBoolean() : memory.has(id, ask);
  }

  /** Holds the count of changed rows against what a statement that names one row must change. */
  static void requireOne(int changed, String what) {
    if (changed != 1) {
      throw new IllegalStateException(what + ": expected 1 row to change, but it was " + changed);
    }
  }
}
