package no.samsyn.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import no.samsyn.desktop.JdbcSql;
import no.samsyn.store.Sql;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;
import org.sqlite.SQLiteConfig;

/** The phone's database behind the {@code Sql} port, with the settings that phones use. */
public final class SqliteStores {
  public static final String FILE = "store.sqlite";

  /** What every connection of a test begins with, the bare ones of measurements too. */
  public static final String URL = "jdbc:sqlite:";

  public static final Properties PROPERTIES = new Properties();

  static {
    // Else the driver asks for the last row's number after each write; Android's driver does not.
    PROPERTIES.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.getPragmaName(), "false");
  }

  private SqliteStores() {}

  public static Sql open(Path directory) {
    try {
      var connection = DriverManager.getConnection(URL + directory.resolve(FILE), PROPERTIES);
      makePagesSmall(connection);
      set(connection);
      rewriteIfDue(connection);
      return new JdbcSql(connection, new Sqlite());
    } catch (SQLException e) {
      throw new StoreException(new Sqlite().kindOf(e), "SQLite could not be opened", e);
    }
  }

  /** Frees the pages of what was erased, in the file and in the log beside it. */
  private static void rewriteIfDue(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var tables = statement.executeQuery("select 1 from sqlite_master where name = 'fact'")) {
        if (!tables.next()) {
          return;
        }
      }
      try (var due = statement.executeQuery("select 1 from fact where name = 'maintenance-due'")) {
        if (!due.next()) {
          return;
        }
      }
      statement.execute("vacuum");
      statement.execute("delete from fact where name = 'maintenance-due'");
      statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  /**
   * A save writes a page of each index to the log, so small ones are less; counts in a new file.
   */
  private static void makePagesSmall(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("pragma page_size = 2048");
    }
  }

  private static void set(Connection connection) throws SQLException {
    var settings =
        List.of(
            Map.entry("journal_mode", "wal"),
            Map.entry("synchronous", "2"),
            Map.entry("foreign_keys", "1"),
            Map.entry("secure_delete", "1"),
            Map.entry("trusted_schema", "0"),
            // A checkpoint forces the disk twice more: every 300 saves instead of every 70.
            Map.entry("wal_autocheckpoint", "4000"),
            Map.entry("busy_timeout", "5000"));
    try (var statement = connection.createStatement()) {
      for (var setting : settings) {
        statement.execute("pragma " + setting.getKey() + " = " + setting.getValue());
        try (var read = statement.executeQuery("pragma " + setting.getKey())) {
          if (!read.next() || !read.getString(1).equals(setting.getValue())) {
            throw new IllegalStateException(setting.getKey() + " is not " + setting.getValue());
          }
        }
      }
    }
  }

  /** SQLite behind {@link JdbcSql}: with {@code synchronous = full} a commit is a forced one. */
  private static final class Sqlite implements JdbcSql.Database {
    private static final Map<Integer, Kind> KINDS =
        Map.of(
            5, Kind.LOCKED_BY_ANOTHER,
            11, Kind.BROKEN,
            13, Kind.DISK_FULL,
            26, Kind.NOT_A_STORE);

    @Override
    public Kind kindOf(SQLException failure) {
      return KINDS.getOrDefault(failure.getErrorCode() & 0xFF, Kind.BROKEN);
    }

    @Override
    public void force(Connection connection) {
      // Done by the commit.
    }

    @Override
    public void closed() {
      // Nothing beside the connection.
    }
  }
}
