package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gate for every version of H2: what a kill leaves at any write is a whole transaction or none.
 *
 * <p>Issue 2: a transaction that is large enough is written to the file while its commit is still
 * going on. H2 2.5.252 never finishes such a commit when it opens the file again: a part of the
 * transaction is seen, and whoever writes to the rest waits for ever. Found by {@link
 * ServerKillIT}: after the fifteenth kill the server answered nobody any more.
 */
class H2RecoveryTest {
  private static final int ROWS = 20_000;
  private static final String OPTIONS = ";WRITE_DELAY=0;LOCK_TIMEOUT=1000";

  @TempDir Path folder;

  private final List<Path> left = new CopyOnWriteArrayList<>(); // H2 writes on threads of its own

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatAKillLeavesAtAnyWriteIsAWholeTransactionOrNone() throws Exception {
    var file = folder.resolve("db.mv.db");
    try (var connection = connect("watched:" + folder.resolve("db"))) {
      run(connection, "create table t (id integer primary key, v varchar not null)");
      run(connection, "create index t_by_v on t (v)");
      run(connection, "checkpoint sync");
      connection.setAutoCommit(false);
      WatchedFiles.tell(() -> left.add(Files.copy(file, folder.resolve(left.size() + ".mv.db"))));
      try {
        insertRows(connection);
        connection.commit();
      } finally {
        WatchedFiles.tell(() -> {});
      }
    }

    assertThat(left).as("writes to be killed at").hasSizeGreaterThan(5);
    for (var copy : left) {
      requireWhole(copy);
    }
  }

  private static void requireWhole(Path copy) throws SQLException {
    try (var connection = connect(copy.toString().replace(".mv.db", ""))) {
      assertThat(count(connection, "select count(*) from t")).as("%s", copy).isIn(0L, (long) ROWS);
      assertThat(count(connection, "select count(*) from t where v >= ''"))
          .as("by the index of %s", copy)
          .isIn(0L, (long) ROWS);
      run(connection, "update t set v = v || '.' where id in (0, " + (ROWS - 1) + ")");
    }
  }

  private static void insertRows(Connection connection) throws SQLException {
    try (var insert = connection.prepareStatement("insert into t (id, v) values (?, ?)")) {
      for (var row = 0; row < ROWS; row++) {
        insert.setInt(1, row);
        insert.setString(2, "neither long nor short ".repeat(8) + row * 7_919 % ROWS);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Connection connect(String name) throws SQLException {
    WatchedFiles.tell(() -> {});
    return DriverManager.getConnection("jdbc:h2:" + name + OPTIONS, "samsyn", "");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
