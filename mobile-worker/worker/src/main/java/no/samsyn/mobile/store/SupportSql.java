package no.samsyn.mobile.store;

import android.database.Cursor;
import androidx.sqlite.db.SimpleSQLiteQuery;
import androidx.sqlite.db.SupportSQLiteDatabase;
import androidx.sqlite.db.SupportSQLiteOpenHelper;
import androidx.sqlite.db.SupportSQLiteStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import no.samsyn.store.Sql;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The {@code Sql} port over androidx.sqlite, whoever implements that: the phone's own SQLite or
 * SQLCipher.
 *
 * <p>Thread-safe: transactions run one after the other, all as writers on the one connection whose
 * settings {@link PhoneStores} has read back; with {@code synchronous = full} every commit is a
 * forced one. After a commit that failed nobody knows what stands: every further transaction is
 * refused until the store is opened again.
 */
public final class SupportSql implements Sql {
  private static final int PREPARED_MAX = 100; // Android's own cache holds no more

  private final SupportSQLiteOpenHelper helper;
  private final SupportSQLiteDatabase database; // guarded by lock, as everything below
  private final Runnable whenClosed;
  private final Map<String, SupportSQLiteStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile boolean suspect; // written under lock, read without
  private boolean closed;

  /** Takes over {@code helper}, which nobody else may use any more. */
  SupportSql(SupportSQLiteOpenHelper helper, Runnable whenClosed) {
    this.helper = helper;
    this.database = helper.getWritableDatabase();
    this.whenClosed = whenClosed;
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Statements, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("transactions do not nest");
    }
    lock.lock();
    try {
      requireUsable();
      return runLocked(work);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it has to be opened again before anything works. */
  public boolean isSuspect() {
    return suspect;
  }

  private void requireUsable() {
    if (closed) {
      throw new StoreException(StoreException.Kind.BROKEN, "The store is closed.");
    }
    if (suspect) {
      throw new StoreException(
          StoreException.Kind.BROKEN,
          "An earlier write failed at its end; the store must be opened again.");
    }
  }

  private <T> T runLocked(Function<Statements, T> work) {
    begin();
    var statements = new SupportStatements();
    T result;
    try {
      result = work.apply(statements);
    } catch (RuntimeException | Error e) {
      rollback(e);
      throw e;
    } finally {
      statements.over = true;
    }
    commit();
    return result;
  }

  private void begin() {
    try {
      database.beginTransactionNonExclusive(); // takes the writer at once
    } catch (RuntimeException e) {
      throw SqliteFailure.of("could not begin", e);
    }
  }

  private void commit() {
    try {
      database.setTransactionSuccessful();
      database.endTransaction();
    } catch (RuntimeException e) {
      suspect = true;
      throw SqliteFailure.of("could not commit", e);
    }
  }

  private void rollback(Throwable cause) {
    try {
      database.endTransaction();
    } catch (RuntimeException e) {
      suspect = true;
      cause.addSuppressed(SqliteFailure.of("could not roll back", e));
    }
  }

  /** Waits for the running transaction. Closing twice does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        closeLocked();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeLocked() {
    try {
      prepared.values().forEach(SupportSql::closed);
      helper.close();
    } catch (RuntimeException e) {
      throw SqliteFailure.of("could not close", e);
    } finally {
      whenClosed.run();
    }
  }

  private final class SupportStatements implements Statements {
    private final Thread owner = Thread.currentThread();
    private boolean over;

    @Override
    public int update(String sql, Object... arguments) {
      requireOpen();
      try {
        return execute(prepare(sql), arguments);
      } catch (RuntimeException e) {
        throw SqliteFailure.of("failed: " + sql, e);
      }
    }

    @Override
    public int batch(String sql, List<Object[]> rows) {
      requireOpen();
      try {
        var sum = 0;
        for (var row : rows) {
          sum += execute(prepare(sql), row);
        }
        return sum;
      } catch (RuntimeException e) {
        throw SqliteFailure.of("failed: " + sql, e);
      }
    }

    private static int execute(SupportSQLiteStatement statement, Object[] arguments) {
      statement.clearBindings();
      SimpleSQLiteQuery.bind(statement, arguments);
      return statement.executeUpdateDelete();
    }

    @Override
    public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
      requireOpen();
      var found = new ArrayList<T>();
      try (var cursor = ask(sql, arguments)) {
        var row = new CursorRow(cursor);
        while (hasNext(cursor, sql)) {
          found.add(reader.read(row));
        }
      }
      return found;
    }

    private Cursor ask(String sql, Object[] arguments) {
      try {
        return database.query(new SimpleSQLiteQuery(sql, arguments));
      } catch (RuntimeException e) {
        throw SqliteFailure.of("failed: " + sql, e);
      }
    }

    /** Android runs a query when its first row is asked for. */
    private static boolean hasNext(Cursor cursor, String sql) {
      try {
        return cursor.moveToNext();
      } catch (RuntimeException e) {
        throw SqliteFailure.of("failed: " + sql, e);
      }
    }

    @Override
    public void define(String sql) {
      requireOpen();
      try {
        database.execSQL(sql);
      } catch (RuntimeException e) {
        throw SqliteFailure.of("failed: " + sql, e);
      }
    }

    private SupportSQLiteStatement prepare(String sql) {
      var known = prepared.get(sql);
      if (known != null) {
        return known;
      }
      if (prepared.size() >= PREPARED_MAX) {
        var eldest = prepared.entrySet().iterator().next();
        prepared.remove(eldest.getKey());
        closed(eldest.getValue());
      }
      var statement = database.compileStatement(sql);
      prepared.put(sql, statement);
      return statement;
    }

    private void requireOpen() {
      if (over || Thread.currentThread() != owner) {
        throw new IllegalStateException("the transaction is over, or another thread's");
      }
    }
  }

  private static void closed(SupportSQLiteStatement statement) {
    try {
      statement.close();
    } catch (IOException | RuntimeException e) {
      throw SqliteFailure.of("could not forget a statement", e);
    }
  }

  private record CursorRow(Cursor cursor) implements Row {
    @Override
    public String text(int column) {
      var text = cursor.getString(column - 1);
      return text == null ? "" : text;
    }

    @Override
    public long number(int column) {
      return cursor.getLong(column - 1);
    }

    @Override
    public boolean isNull(int column) {
      return cursor.isNull(column - 1);
    }
  }
}
