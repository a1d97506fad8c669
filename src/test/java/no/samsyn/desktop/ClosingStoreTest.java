package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.Sql;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncEngine;
import no.samsyn.testkit.RefusingTransport;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People save on several threads while runs go on, and then the store is closed under all of them:
 * what was told as saved is there when it is opened again, and nothing twice. {@code
 * -Dsamsyn.stress=N} does it N times.
 */
class ClosingStoreTest {
  private static final int ROUNDS = Integer.getInteger("samsyn.stress", 4);
  private static final int WRITERS = 3;
  private static final int RUNNERS = 2; // so that one finds the other running
  private static final int SAVES_MAX = 30; // before the end

  @TempDir Path folder;

  private final ConcurrentLinkedQueue<RecordId> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final Random dice = new Random(20_261_130);

  @Test
  void whatWasToldAsSavedIsThereHoweverTheStoreIsClosedOnH2() throws Exception {
    closeAgainAndAgain(H2Store::openPlain);
  }

  @Test
  void whatWasToldAsSavedIsThereHoweverTheStoreIsClosedOnSqlite() throws Exception {
    closeAgainAndAgain(SqliteStores::open);
  }

  private void closeAgainAndAgain(Function<Path, Sql> opening) throws Exception {
    try (var store = open(opening, 1)) {
      var device = new TestDevice(1, store);
      device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
      device.knows(
          PeerSupport.PEER_MENTOR_TYPE,
          TestDevice.OLA,
          1,
          Fields.of("display_name", Value.text("Ola")));
    }
    for (var round = 1; round <= ROUNDS; round++) {
      closeUnderAll(opening, round);
      try (var store = open(opening, round)) {
        var queued = new TestDevice(round, store).queued();
        var records = queued.stream().map(OutboxEntry::record).toList();
        assertThat(records).doesNotHaveDuplicates();
        assertThat(new HashSet<>(records)).containsAll(told);
        // A save may stand though the end came before its word: one for each thread and round.
        assertThat(records.size() - told.size()).isBetween(0, WRITERS * round);
      }
    }
  }

  private SqlStore open(Function<Path, Sql> opening, long seed) {
    return SqlStore.open(opening.apply(folder), PeerSupport.schemas(), new SeededChance(seed));
  }

  private void closeUnderAll(Function<Path, Sql> opening, int round) throws Exception {
    var store = open(opening, 100 + round);
    isClosed.set(false);
    var before = told.size();
    var goal = before + 1 + dice.nextInt(SAVES_MAX);
    var threads = Executors.newCachedThreadPool();
    var all = new ArrayList<Future<?>>();
    var begin = new CyclicBarrier(WRITERS + RUNNERS + 1);
    for (var number = 0; number < WRITERS; number++) {
      var device = new TestDevice(1_000L * round + number, store);
      all.add(threads.submit(() -> untilClosed(begin, () -> told.add(device.addContact("new")))));
    }
    var engine =
        new TestDevice(1_000L * round + WRITERS, store)
            .engine(RefusingTransport.always(RefusalKind.NOT_OUR_SERVER));
    for (var number = 0; number < RUNNERS; number++) {
      all.add(threads.submit(() -> untilClosed(begin, () -> run(engine))));
    }
    begin.await(1, TimeUnit.MINUTES);
    while (told.size() < goal && all.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
    store.close();
    isClosed.set(true);
    for (var each : all) {
      each.get(
          1, TimeUnit.MINUTES); // whoever fails otherwise than by the closed store says so here
    }
    threads.shutdown();
    assertThat(told.size()).isGreaterThan(before);
  }

  /** A run answers also where the store is gone; only saving speaks of it loudly. */
  private void run(SyncEngine engine) {
    engine.run(new RunBudget(Duration.ofSeconds(1), isClosed::get), SyncEngine.Trigger.NOW);
    if (isClosed.get()) {
      throw new StoreException(StoreException.Kind.BROKEN, "closed");
    }
  }

  /** Goes on until the store says that it is closed, which is the only thing that it may say. */
  private static boolean untilClosed(CyclicBarrier begin, Runnable work) throws Exception {
    begin.await(1, TimeUnit.MINUTES);
    try {
      while (true) {
        work.run();
      }
    } catch (StoreException e) {
      return true;
    }
  }
}
