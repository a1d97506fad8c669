package no.samsyn.desktop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.sync.DeviceFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a store's file anew where a fact says that it is due, because H2 keeps old copies of what
 * was erased. Done while the store is opened, before anybody uses it.
 *
 * <p>Everything is copied into a second file, under the same key, and counted; then that file takes
 * the first one's name in one step. A kill before that step leaves the store as it was, and the
 * next opening begins again; so does any failure, because a store that is due still works.
 */
final class H2Rewriting {
  private static final Logger LOG = LoggerFactory.getLogger(H2Rewriting.class);

  static final String FILE = "store-rewritten.mv.db";
  private static final int BATCH_ROWS = 1_000;

  private final Path directory;
  private final Connecting connecting;

  /** Opens a file of the directory with the store's key and settings. */
  interface Connecting {
    Connection connect(String file, String more) throws SQLException;
  }

  private boolean hasMoved; // from then on the old connection writes to a file without a name

  H2Rewriting(Path directory, Connecting connecting) {
    this.directory = directory;
    this.connecting = connecting;
  }

  private static final String HAS_FACTS =
      """
      select 1 from information_schema.tables where table_schema = 'PUBLIC' and table_name = 'FACT'
      """;
  private static final String IS_DUE = "select 1 from fact where name = ?";

  static boolean isDue(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var tables = statement.executeQuery(HAS_FACTS)) {
      if (!tables.next()) {
        return false;
      }
    }
    try (var statement = connection.prepareStatement(IS_DUE)) {
      statement.setString(1, DeviceFacts.MAINTENANCE_DUE);
      try (var facts = statement.executeQuery()) {
        return facts.next();
      }
    }
  }

  /** Returns the connection to go on with: to the new file, or to the old one if that failed. */
  Connection rewrite(Connection from) throws SQLException {
    // An interruption would make H2 open the old file again, by a name that is another file's then.
    var wasInterrupted = Thread.interrupted();
    try {
      copyToFile(from);
      StoreBackups.forgetAll(directory); // they hold what was erased; a kill now begins all again
      replace(from);
      return connecting.connect(H2Store.FILE, ";IFEXISTS=TRUE");
    } catch (SQLException | IOException e) {
      if (hasMoved && !from.isClosed()) {
        throw new SQLException("the old file did not close; start the program again", e);
      }
      LOG.warn("The store's file was not written anew; the next opening tries again", e);
      return from.isClosed() ? connecting.connect(H2Store.FILE, ";IFEXISTS=TRUE") : from;
    } finally {
      forget();
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void copyToFile(Connection from) throws SQLException, IOException {
    var fresh = directory.resolve(FILE);
    Files.deleteIfExists(fresh);
    try (var to = connecting.connect(FILE, "");
        var statement = to.createStatement()) {
      PrivateFiles.restrict(fresh);
      to.setAutoCommit(false);
      var expected = copy(from, to);
      if (!expected.equals(counts(to))) {
        throw new SQLException("the copy has other counts than " + expected);
      }
      statement.execute("checkpoint sync");
    }
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Where files can be replaced while they are open, nobody else can come in between. */
  private void replace(Connection from) throws SQLException, IOException {
    try {
      move();
      close(from);
    } catch (IOException openFilesStay) {
      close(from);
      move(); // fails, as it should, if somebody else has opened the store meanwhile
    }
  }

  private void move() throws IOException {
    Files.move(
        directory.resolve(FILE), directory.resolve(H2Store.FILE), StandardCopyOption.ATOMIC_MOVE);
    hasMoved = true;
  }

  /** Everything in it is on the disk; it must not write to a file that is another one now. */
  private static void close(Connection from) throws SQLException {
    try (from;
        var statement = from.createStatement()) {
      statement.execute("shutdown immediately");
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      LOG.warn("Could not delete {}; the next opening does", FILE, e);
    }
  }

  private static final String DEFINITIONS = "script nodata nopasswords nosettings";

  /** Indexes come last, because they are built ten times faster than they are kept up. */
  private static Map<String, Long> copy(Connection from, Connection to) throws SQLException {
    var indexes = new ArrayList<String>();
    try (var read = from.createStatement();
        var rows = read.executeQuery(DEFINITIONS);
        var write = to.createStatement()) {
      while (rows.next()) {
        var text = rows.getString(1).strip();
        if (text.startsWith("CREATE") && text.contains(" INDEX ")) {
          indexes.add(text);
        } else if (!text.startsWith("--") && !text.startsWith("CREATE USER")) {
          write.execute(text);
        }
      }
    }
    var counts = new TreeMap<String, Long>();
    for (var table : tables(from)) {
      counts.put(table, copyRows(from, to, table));
    }
    try (var write = to.createStatement()) {
      for (var index : indexes) {
        write.execute(index);
      }
    }
    to.commit();
    return counts;
  }

  private static final String TABLES =
      """
      select table_name
      from information_schema.tables
      where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'
      """;

  private static List<String> tables(Connection connection) throws SQLException {
    var names = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static final String COLUMNS =
      """
      select column_name
      from information_schema.columns
      where table_schema = 'PUBLIC' and table_name = ?
      order by ordinal_position
      """;

  private static List<String> columns(Connection connection, String table) throws SQLException {
    var names = new ArrayList<String>();
    try (var statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add('"' + rows.getString(1) + '"');
        }
      }
    }
    return names;
  }

  /** Returns how many rows the copy has now; the fact that it is due is not among them. */
  private static long copyRows(Connection from, Connection to, String table) throws SQLException {
    var count = 0L;
    var columns = columns(from, table);
    var names = String.join(", ", columns);
    var marks = "?" + ", ?".repeat(columns.size() - 1);
    try (var read = from.createStatement();
        var rows = read.executeQuery("select " + names + " from \"" + table + "\"")) {
      try (var write =
          to.prepareStatement(
              "insert into \"" + table + "\" (" + names + ") values (" + marks + ")")) {
        while (rows.next()) {
          if (table.equals("FACT") && DeviceFacts.MAINTENANCE_DUE.equals(rows.getString(1))) {
            continue;
          }
          for (var column = 1; column <= columns.size(); column++) {
            write.setObject(column, rows.getObject(column));
          }
          write.addBatch();
          count++;
          if (count % BATCH_ROWS == 0) {
            write.executeBatch();
          }
        }
        write.executeBatch();
      }
    }
    return count;
  }

  private static Map<String, Long> counts(Connection connection) throws SQLException {
    var counts = new TreeMap<String, Long>();
    for (var table : tables(connection)) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select count(*) from \"" + table + "\"")) {
        rows.next();
        counts.put(table, rows.getLong(1));
      }
    }
    return counts;
  }
}
