package no.samsyn.desktop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * The {@code Sql} port over one JDBC connection.
 *
 * <p>Thread-safe: transactions run one after the other, in the order in which they came. After a
 * commit that failed nobody knows what stands: the store counts as suspect, and every further
 * transaction is refused until it is opened again. A thread's interruption is kept until its
 * transaction is over, because it would close the database's file under all others.
 */
public final class JdbcSql implements Sql {
  private static final int PREPARED_MAX = 300; // lists compose a statement per filter and order

  private final Connection connection; // guarded by lock, as everything below
  private final Database database;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean suspect;
  private boolean closed;

  /** What differs between databases. */
  public interface Database {
    StoreException.Kind kindOf(SQLException failure);

    /** Forces what is committed to the disk, if a commit alone does not. */
    void force(Connection connection) throws SQLException;

    /** Called once, after the connection was closed. */
    void closed();
  }

  /** Takes over {@code connection}, which nobody else may use any more. */
  public JdbcSql(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failed("could not begin", e);
    }
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Statements, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("transactions do not nest");
    }
    var interrupted = Thread.interrupted();
    lock.lock();
    try {
      return runLocked(durability, work);
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T runLocked(Durability durability, Function<Statements, T> work) {
    requireUsable();
    var statements = new JdbcStatements();
    var committing = false;
    try {
      T result = work.apply(statements);
      committing = true;
      commit(durability, statements.changed);
      return result;
    } catch (RuntimeException | Error e) {
      suspect = suspect || committing;
      rollback(e);
      throw e;
    } finally {
      statements.over = true;
    }
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

  private void commit(Durability durability, boolean changed) {
    try {
      connection.commit();
      if (changed && durability == Durability.FORCED) {
        database.force(connection);
      }
    } catch (SQLException e) {
      throw failed("could not commit", e);
    }
  }

  private void rollback(Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      suspect = true;
      cause.addSuppressed(failed("could not roll back", e));
    }
  }

  /** Waits for the running transaction. Closing twice does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        connection.close();
      }
    } catch (SQLException e) {
      throw failed("could not close", e);
    } finally {
      lock.unlock();
      database.closed();
    }
  }

  /** Says what failed, with the database's code. Its message is left out: it may quote values. */
  private StoreException failed(String what, SQLException e) {
    var code = e.getErrorCode();
    var silent = new SQLException("message left out", e.getSQLState(), code);
    silent.setStackTrace(e.getStackTrace());
    return new StoreException(
        database.kindOf(e), what.replaceAll("\\s+", " ") + " (database code " + code + ")", silent);
  }

  private final class JdbcStatements implements Statements {
    private final Thread owner = Thread.currentThread();
    private boolean changed;
    private boolean over;

    @Override
    public int update(String sql, Object... arguments) {
      try {
        var statement = prepare(sql);
        bind(statement, arguments);
        var rows = statement.executeUpdate();
        changed |= rows > 0;
        return rows;
      } catch (SQLException e) {
        throw failed("failed: " + sql, e);
      }
    }

    @Override
    public int batch(String sql, List<Object[]> rows) {
      if (rows.isEmpty()) {
        return 0;
      }
      try {
        var statement = prepare(sql);
        for (var row : rows) {
          bind(statement, row);
          statement.addBatch();
        }
        var sum = 0;
        for (var count : statement.executeBatch()) {
          sum += count;
        }
        changed |= sum > 0;
        return sum;
      } catch (SQLException e) {
        throw failed("failed: " + sql, e);
      }
    }

    @Override
    public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
      try {
        var statement = prepare(sql);
        bind(statement, arguments);
        var found = new ArrayList<T>();
        try (var rows = statement.executeQuery()) {
          var row = new JdbcRow(rows);
          while (rows.next()) {
            found.add(reader.read(row));
          }
        }
        return found;
      } catch (SQLException e) {
        throw failed("failed: " + sql, e);
      }
    }

    @Override
    public void define(String sql) {
      requireOpen();
      changed = true;
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw failed("failed: " + sql, e);
      }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
      requireOpen();
      var known = prepared.get(sql);
      if (known != null) {
        return known;
      }
      if (prepared.size() >= PREPARED_MAX) {
        var eldest = prepared.entrySet().iterator().next();
        prepared.remove(eldest.getKey());
        eldest.getValue().close();
      }
      var statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
      return statement;
    }

    private void requireOpen() {
      if (over || Thread.currentThread() != owner) {
        throw new IllegalStateException("the transaction is over, or another thread's");
      }
    }

    private static void bind(PreparedStatement statement, Object[] arguments) throws SQLException {
      for (var i = 0; i < arguments.length; i++) {
        var argument = arguments[i];
        if (argument instanceof String text) {
          statement.setString(i + 1, text);
        } else if (argument instanceof Long number) {
          statement.setLong(i + 1, number);
        } else {
          statement.setObject(i + 1, argument);
        }
      }
    }
  }

  private record JdbcRow(ResultSet rows) implements Row {
    @Override
    public String text(int column) {
      try {
        var text = rows.getString(column);
        return text == null ? "" : text;
      } catch (SQLException e) {
        throw unreadable(column, e);
      }
    }

    @Override
    public long number(int column) {
      try {
        return rows.getLong(column);
      } catch (SQLException e) {
        throw unreadable(column, e);
      }
    }

    @Override
    public boolean isNull(int column) {
      try {
        return rows.getObject(column) == null;
      } catch (SQLException e) {
        throw unreadable(column, e);
      }
    }

    private static StoreException unreadable(int column, SQLException e) {
      return new StoreException(
          StoreException.Kind.BROKEN, "column " + column + " could not be read", e);
    }
  }
}
