package no.samsyn.store;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the parts of one transaction share. Valid on the transaction's thread until it ends.
 *
 * @param touched collects the entity types that the transaction changes
 */
record Session(Sql.Statements sql, MirrorTables tables, Memory memory, Set<String> touched) {

  void touch(String entity) {
    if (touched.add(entity)) {
      memory.forgetTotals(entity);
    }
  }

  /** Returns a count that is kept for later, unless this transaction has changed the rows. */
  long total(String entity, String filter, LongSupplier count) {
    return touched.contains(entity) ? count.getAsLong() : memory.total(entity, filter, count);
  }

  /** Holds the count of changed rows against what a statement that names one row must change. */
  static void requireOne(int changed, String what) {
    if (changed != 1) {
      throw new IllegalStateException(what + ": expected 1 row to change, but it was " + changed);
    }
  }
}
