package no.samsyn.sim;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import no.samsyn.desktop.JdbcSql;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore;
import no.samsyn.testkit.SeededChance;

/**
 * The shipping store over a database that lives in memory: for the same worlds in SQL. A process
 * that dies leaves its transaction to be rolled back; the next one opens the store anew.
 */
final class SqlDisk implements Disk {
  private final Connection connection;
  private SqlStore store;

  private SqlDisk(String url) {
    try {
      connection = DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    open();
  }

  static SqlDisk ofH2() {
    return new SqlDisk("jdbc:h2:mem:" + UUID.randomUUID());
  }

  static SqlDisk ofSqlite() {
    return new SqlDisk("jdbc:sqlite::memory:");
  }

  @Override
  public void open() {
    store =
        SqlStore.open(
            new JdbcSql(connection, new Nothing()), PeerSupport.schemas(), new SeededChance(1));
  }

  @Override
  public SyncStore store() {
    return store;
  }

  @Override
  public void powerCut() {
    throw new IllegalStateException("worlds in SQL have no power cuts");
  }

  @Override
  public void copy() {
    throw new IllegalStateException("worlds in SQL have no copies");
  }

  @Override
  public void putCopyBack() {
    throw new IllegalStateException("worlds in SQL have no copies");
  }

  @Override
  public void close() {
    store.close();
  }

  /** Memory needs no forcing. */
  private static final class Nothing implements JdbcSql.Database {
    @Override
    public StoreException.Kind kindOf(SQLException failure) {
      return StoreException.Kind.BROKEN;
    }

    @Override
    public void force(Connection connection) {
      // Nothing would be left anyway.
    }

    @Override
    public void closed() {
      // Nothing beside the connection.
    }
  }
}
