package no.samsyn.store;

import java.util.List;
import java.util.function.Function;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The little that the store needs of a database. Implemented over JDBC on desktops and over
 * androidx.sqlite on phones.
 *
 * <p>Thread-safe: transactions run one after the other. Arguments are {@link String}, {@link Long},
 * {@link Integer} or a null; failures are {@link no.samsyn.sync.StoreException}.
 */
public interface Sql extends AutoCloseable {

  /**
   * Commits, forced to disk where {@code durability} says so, if {@code work} returns; rolls back
   * if it throws.
   */
  <T> T inTransaction(Durability durability, Function<Statements, T> work);

  @Override
  void close();

  /** Statements within one transaction; valid on its thread until the work returns. */
  interface Statements {
    /** Runs a statement that changes rows, and returns how many. */
    int update(String sql, Object... arguments);

    /** Runs one statement once for each row of arguments, and returns how many rows it changed. */
    int batch(String sql, List<Object[]> rows);

    <T> List<T> query(String sql, RowReader<T> reader, Object... arguments);

    /** Runs a statement that changes the schema. */
    void define(String sql);
  }

  @FunctionalInterface
  interface RowReader<T> {
    T read(Row row);
  }

  /** One row of a result; columns count from 1. */
  interface Row {
    /** Returns the text, and the empty string for a null. */
    String text(int column);

    /** Returns the number, and 0 for a null. */
    long number(int column);

    boolean isNull(int column);
  }
}
