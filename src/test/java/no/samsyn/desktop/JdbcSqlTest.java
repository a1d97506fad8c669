package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;
import no.samsyn.sync.SyncStore.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSqlTest {
  private final FullDisk disk = new FullDisk();
  private JdbcSql sql;

  /** A database whose disk can be filled. */
  private static final class FullDisk implements JdbcSql.Database {
    private boolean isFull;
    private int forced;
    private int closed;

    @Override
    public Kind kindOf(SQLException failure) {
      return failure.getErrorCode() == 28 ? Kind.DISK_FULL : Kind.BROKEN;
    }

    @Override
    public void force(Connection connection) throws SQLException {
      if (isFull) {
        throw new SQLException("no space for canary-4711", "58030", 28);
      }
      forced++;
    }

    @Override
    public void closed() {
      closed++;
    }
  }

  @BeforeEach
  void open() throws SQLException {
    sql = new JdbcSql(DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID()), disk);
    sql.inTransaction(
        Durability.RELAXED,
        s -> {
          s.define("create table note (id bigint primary key, content varchar)");
          return true;
        });
  }

  @AfterEach
  void close() {
    sql.close();
  }

  private int insert(long id) {
    return sql.inTransaction(
        Durability.FORCED, s -> s.update("insert into note (id, content) values (?, ?)", id, "x"));
  }

  private List<Long> ids() {
    return sql.inTransaction(
        Durability.RELAXED, s -> s.query("select id from note order by id", row -> row.number(1)));
  }

  @Test
  void onlyAForcedTransactionThatChangedSomethingIsForced() {
    insert(1);
    assertThat(disk.forced).isEqualTo(1);
    sql.inTransaction(Durability.FORCED, s -> s.update("delete from note where id = ?", 99L));
    sql.inTransaction(Durability.RELAXED, s -> s.update("delete from note where id = ?", 1L));
    ids();
    assertThat(disk.forced).isEqualTo(1);
  }

  @Test
  void afterAFailedCommitEverythingIsRefusedUntilTheStoreIsOpenedAgain() {
    insert(1);
    disk.isFull = true;
    assertThatThrownBy(() -> insert(2))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISK_FULL))
        .hasStackTraceContaining("SQLException")
        .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("canary"));
    disk.isFull = false;
    assertThatThrownBy(this::ids)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("opened again");
    assertThatThrownBy(() -> insert(3)).isInstanceOf(StoreException.class);
  }

  @Test
  void aFailedStatementRollsBackAndHarmsNothingElse() {
    insert(1);
    assertThatThrownBy(
            () ->
                sql.inTransaction(
                    Durability.FORCED,
                    s -> {
                      s.update("insert into note (id, content) values (?, ?)", 2L, "x");
                      return s.update("insert into note (id, content) values (?, ?)", 1L, "secret");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("insert into note")
        .satisfies(e -> assertThat(e).hasStackTraceContaining("SQLException"))
        .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("secret"));
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aBatchChangesAllItsRows() {
    var rows = List.of(new Object[] {1L, "a"}, new Object[] {2L, "b"}, new Object[] {3L, "c"});
    var inserted =
        sql.inTransaction(
            Durability.FORCED, s -> s.batch("insert into note (id, content) values (?, ?)", rows));
    assertThat(inserted).isEqualTo(3);
    assertThat(ids()).containsExactly(1L, 2L, 3L);
    assertThat(sql.<Integer>inTransaction(Durability.RELAXED, s -> s.batch("nothing", List.of())))
        .isZero();
  }

  @Test
  void manyDifferentStatementsAreFine() {
    insert(1);
    for (var number = 0; number < 700; number++) {
      var text = "select id + " + number + " from note";
      var found =
          sql.inTransaction(Durability.RELAXED, s -> s.query(text, row -> row.number(1))).get(0);
      assertThat(found).isEqualTo(1 + number);
    }
  }

  @Test
  void nullsAreTold() {
    var told =
        sql.inTransaction(
            Durability.RELAXED,
            s ->
                s.query(
                    "select cast(null as varchar), cast(null as bigint), 'x'",
                    row ->
                        row.text(1)
                            + row.number(2)
                            + row.isNull(1)
                            + row.isNull(2)
                            + row.isNull(3)));
    assertThat(told).containsExactly("0truetruefalse");
  }

  @Test
  void aThreadThatWasInterruptedStaysSo() {
    Thread.currentThread().interrupt();
    insert(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aClosedStoreSaysSoAndClosesOnce() {
    sql.close();
    sql.close();
    assertThat(disk.closed).isEqualTo(1);
    assertThatThrownBy(this::ids).isInstanceOf(StoreException.class).hasMessageContaining("closed");
  }

  @Test
  void transactionsDoNotNest() {
    assertThatThrownBy(() -> sql.inTransaction(Durability.RELAXED, s -> ids()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ids()).isEmpty();
  }
}
