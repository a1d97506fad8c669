package no.samsyn.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's database: H2 in a file or in memory, or PostgreSQL, behind a small pool.
 *
 * <p>Thread-safe. Work is handed in as a callback and runs in one transaction: committed when it
 * returns, rolled back when it throws. What a write has answered survives kill -9 and power loss.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final String NAME = "samsyn-server";
  private static final String SUFFIX = ".mv.db"; // as H2 calls it
  static final String FILE = NAME + SUFFIX;
  static final String NEW_FILE = NAME + "-new" + SUFFIX; // while the file is written anew
  static final String USER = "samsyn"; // of H2; the file's own modes protect it
  private static final int CONNECTIONS_MAX = 20; // 16 writers at once and a few readers
  private static final long CONNECTION_WAIT_MILLIS = 2_000; // then 503 with Retry-After
  static final String LOCK_WAIT = "set lock_timeout = 5000"; // milliseconds

  private final HikariDataSource pool;
  private final boolean syncsFile;

  private Database(HikariDataSource pool, boolean syncsFile) {
    this.pool = pool;
    this.syncsFile = syncsFile;
  }

  /** Returns whether a database lies in {@code directory}. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** Opens or makes the database in {@code directory}; only this account may read it. */
  public static Database inDirectory(Path directory) {
    try {
      PrivateFiles.createDirectory(directory);
      var database = open(urlOf(directory.resolve(FILE)), true);
      try {
        PrivateFiles.restrict(directory.resolve(FILE)); // H2 makes it as the umask says
      } catch (IOException | RuntimeException e) {
        database.close();
        throw e;
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the H2 database in {@code file}. */
  static String urlOf(Path file) {
    var path = file.toAbsolutePath().toString();
    var name = path.substring(0, path.length() - SUFFIX.length());
    return "jdbc:h2:file:" + name + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
  }

  /** Opens a database that lives as long as this object; for tests and simulations. */
  public static Database inMemory(String name) {
    return open("jdbc:h2:mem:" + name, false);
  }

  /** Opens the database that an operator named. */
  public static Database at(String jdbcUrl) {
    return open(jdbcUrl, false);
  }

  private static Database open(String url, boolean syncsFile) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    if (url.startsWith("jdbc:h2:")) {
      config.setUsername(USER);
      config.setPassword("");
      config.setMaxLifetime(0); // an embedded connection does not age
    }
    if (url.startsWith("jdbc:postgresql:")) {
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    config.setConnectionInitSql(LOCK_WAIT);
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    config.setPoolName("server-db");
    var database = new Database(new HikariDataSource(config), syncsFile);
    try {
      Migrations.run(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /** Runs {@code work} on one unmoving view of the data; it must not write. */
  public <T> T read(Function<Tx, T> work) {
    return inTransaction(Connection.TRANSACTION_REPEATABLE_READ, work);
  }

  /** Runs {@code work} and commits it; what it wrote is on disk when this returns. */
  public <T> T write(Function<Tx, T> work) {
    return inTransaction(Connection.TRANSACTION_READ_COMMITTED, work);
  }

  private <T> T inTransaction(int isolation, Function<Tx, T> work) {
    try (var connection = pool.getConnection()) {
      connection.setTransactionIsolation(isolation); // before anything opens a transaction
      connection.setAutoCommit(false);
      var tx = new Tx(connection);
      T result;
      try {
        result = work.apply(tx);
        connection.commit();
      } catch (RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
      if (syncsFile && tx.hasChanged()) {
        syncFile(connection);
      }
      return result;
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
  }

  /** H2 hands a commit to the operating system; only this makes it survive a power cut. */
  private static void syncFile(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    }
    connection.commit();
  }

  /** Runs statements that no transaction may hold, such as those that write tables anew. */
  void outsideOfTransactions(List<String> statements) {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      try (var statement = connection.createStatement()) {
        for (var each : statements) {
          statement.execute(each);
        }
      }
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(StoreFailure.of(e));
    }
  }

  @Override
  public void close() {
    pool.close();
    LOG.debug("Database closed");
  }
}
