package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Tx;
import org.junit.jupiter.api.Test;

/**
 * Why the feed counts on a row that is locked until the commit: positions from a sequence are taken
 * before it, and who commits later with the smaller one is never read. {@link ManyWritersTest}
 * shows that the feed misses nothing; this shows that there is something to miss.
 */
class NaiveCursorTest {
  private static final String READ = "select seq from naive where seq > ? order by seq";

  @Test
  void aSequenceLosesARowOnH2() throws Exception {
    try (var database = Database.inMemory("naive-" + UUID.randomUUID())) {
      assertThat(missed(database, "select next value for naive_seq")).isEqualTo(1);
    }
  }

  @Test
  void aSequenceLosesARowOnPostgres() throws Exception {
    try (var database = EmbeddedPostgresServer.newDatabase()) {
      assertThat(missed(database, "select nextval('naive_seq')")).isEqualTo(1);
    }
  }

  /** The first writer is slower than the second, and a reader comes in between. */
  private static long missed(Database database, String next) throws Exception {
    run(database, "create table naive (seq bigint primary key)");
    run(database, "create sequence naive_seq");
    var taken = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var slow = Executors.newSingleThreadExecutor();
    try {
      var first = slow.submit(() -> database.write(tx -> insert(tx, next, taken, mayCommit)));
      assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
      database.write(tx -> insert(tx, next, new CountDownLatch(1), new CountDownLatch(0)));
      var page = read(database, 0);
      mayCommit.countDown();
      first.get(1, TimeUnit.MINUTES);
      var cursor = page.get(page.size() - 1);
      var told = page.size() + read(database, cursor).size();
      return (long) read(database, 0).size() - told;
    } finally {
      mayCommit.countDown();
      slow.shutdown();
    }
  }

  private static boolean insert(Tx tx, String next, CountDownLatch taken, CountDownLatch may) {
    var seq = tx.one(next, row -> row.getLong(1)).orElseThrow();
    tx.update("insert into naive (seq) values (?)", seq);
    taken.countDown();
    try {
      return may.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> read(Database database, long cursor) {
    return database.read(tx -> tx.list(READ, row -> row.getLong(1), cursor));
  }

  private static void run(Database database, String sql) {
    database.write(tx -> tx.update(sql));
  }
}
