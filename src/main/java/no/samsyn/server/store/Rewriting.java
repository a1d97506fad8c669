package no.samsyn.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.audit.HashChain;

/**
 * Writes a database's files anew, so that no old copy of what was erased is left in them: H2 keeps
 * old chunks, PostgreSQL dead rows.
 *
 * <p>On H2 everything is copied into a second file, which is compared and then takes the first
 * one's name in one step. A kill before that step leaves the first file as it was; a second file
 * that is found at the beginning is of such a kill, and goes.
 */
public final class Rewriting {
  private static final int BATCH_ROWS = 1_000;
  private static final int LINKS_AT_ONCE = 1_000;

  private Rewriting() {}

  /** Writes the H2 database in {@code directory} anew; nobody may have it open. */
  public static void inDirectory(Path directory) throws IOException {
    var file = directory.resolve(Database.FILE);
    var fresh = directory.resolve(Database.NEW_FILE);
    Files.deleteIfExists(fresh);
    try (var from = connect(Database.urlOf(file) + ";IFEXISTS=TRUE");
        var to = connect(Database.urlOf(fresh))) {
      PrivateFiles.restrict(fresh);
      var counts = copy(from, to);
      requireEqual(counts, counts(to));
      to.createStatement().execute("checkpoint sync");
      to.createStatement().execute("shutdown");
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
    requireErased(fresh);
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Writes the touched tables of a PostgreSQL anew. Each is locked meanwhile, so a running server
   * makes its callers wait or come back.
   */
  public static void onPostgres(Database database) {
    var statements = new ArrayList<String>();
    statements.add("set lock_timeout = 0"); // wait for a running server instead of giving up
    Erasures.TOUCHED.forEach(table -> statements.add("vacuum full " + table));
    statements.add(Database.LOCK_WAIT); // the connection goes back to the others
    database.outsideOfTransactions(statements);
  }

  private static Connection connect(String url) throws SQLException {
    var connection =
        DriverManager.getConnection(url + ";LAZY_QUERY_EXECUTION=1", Database.USER, "");
    connection.setAutoCommit(false);
    return connection;
  }

  private static final String DEFINITIONS = "script nodata nopasswords nosettings";

  private static Map<String, Long> copy(Connection from, Connection to) throws SQLException {
    try (var read = from.createStatement();
        var rows = read.executeQuery(DEFINITIONS);
        var write = to.createStatement()) {
      while (rows.next()) {
        var text = rows.getString(1).strip();
        if (!text.startsWith("--") && !text.startsWith("CREATE USER")) {
          write.execute(text);
        }
      }
    }
    var counts = new TreeMap<String, Long>();
    for (var table : tables(from)) {
      counts.put(table, copyRows(from, to, table));
    }
    to.commit();
    return counts;
  }

  private static final String TABLES =
      """
      select table_name
      from information_schema.tables
      where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'
      order by table_name
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

  /** The table's name comes from the database itself, and no value becomes part of a statement. */
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
          for (var column = 1; column <= columns.size(); column++) {
            write.setObject(column, rows.getObject(column));
          }
          write.addBatch();
          count++;
          if (count % BATCH_ROWS == 0) {
            write.executeBatch();
            to.commit();
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

  private static void requireEqual(Map<String, Long> before, Map<String, Long> after) {
    if (!before.equals(after)) {
      throw new IllegalStateException("the copy has other counts: " + after + ", not " + before);
    }
  }

  private static final String LEFT_OVER =
      """
      select count(*)
      from record r
      join feed f on f.org = r.org and f.record = r.id
      where r.body = 'erased' and f.changes <> '{}'
      """;

  /** Opens the copy as a server would, and holds its chains and its erasures against it. */
  private static void requireErased(Path fresh) {
    try (var database = Database.at(Database.urlOf(fresh))) {
      database.read(
          tx -> {
            for (var organisation : Organisations.ids(tx)) {
              requireChain(tx, organisation);
            }
            if (tx.one(LEFT_OVER, row -> row.getLong(1)).orElse(0L) > 0) {
              throw new IllegalStateException("the copy still holds what was erased");
            }
            return true;
          });
    }
  }

  private static void requireChain(Tx tx, String organisation) {
    var chain = HashChain.beginning(organisation);
    var isFull = true;
    while (isFull) {
      var links = AuditTable.links(tx, organisation, chain.head().index(), LINKS_AT_ONCE);
      links.forEach(chain::append);
      isFull = links.size() == LINKS_AT_ONCE;
    }
    var counters = Organisations.require(tx, organisation);
    if (chain.head().index() != counters.auditCount()
        || !chain.head().hash().equals(counters.auditHash())) {
      throw new IllegalStateException("the copy's audit chain does not lead to its head");
    }
  }
}
