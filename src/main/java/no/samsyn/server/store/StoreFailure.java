package no.samsyn.server.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * The database could not do what was asked; the transaction is rolled back. Never holds a value of
 * a record.
 */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What may help. */
  public enum Kind {
    /** No connection was free in time: later. */
    BUSY,
    /** Somebody else was faster, or a lock was held too long: the same again may succeed. */
    SURPRISE,
    /** The disk is full, the database is gone, the SQL is wrong. */
    BROKEN
  }

  private final Kind kind;

  private StoreFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public static StoreFailure surprise(String what) {
    return new StoreFailure(Kind.SURPRISE, what, null);
  }

  static StoreFailure of(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    var kind = kindOf(e, state);
    // The driver's own message may quote values, so only the state travels.
    var safe = new IllegalStateException("SQL state " + state + ", code " + e.getErrorCode());
    safe.setStackTrace(e.getStackTrace());
    return new StoreFailure(kind, "the database refused (" + state + ")", safe);
  }

  private static Kind kindOf(SQLException e, String state) {
    if (e instanceof SQLTransientConnectionException) {
      return Kind.BUSY;
    }
    var isRace =
        state.startsWith("23") // a unique key that somebody else took
            || state.startsWith("40") // deadlock, serialisation
            || state.equals("55P03") // PostgreSQL: lock timeout
            || state.equals("HYT00") // H2: lock timeout
            || state.equals("90131"); // H2: concurrent update
    return isRace ? Kind.SURPRISE : Kind.BROKEN;
  }
}
