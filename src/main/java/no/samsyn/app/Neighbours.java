package no.samsyn.app;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samsyn.console.Records;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ola, who goes on working while Kari looks: every now and then he registers an activity on a
 * device of his own. On a thread of its own, which ends with {@link #close}.
 */
final class Neighbours implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(1));
  private static final int FIRST_SECONDS = 8;
  private static final int EVERY_SECONDS = 25;
  private static final List<String> PLACES =
      List.of("Biblioteket", "Frivilligsentralen", "Hjemme hos", "Rådhuset", "Sykehuset");

  private final Workplace ola;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int done; // guarded by this

  Neighbours(Workplace ola) {
    this.ola = ola;
  }

  void begin() {
    Threads.named(this::goOn, "neighbours").start();
  }

  private void goOn() {
    try {
      var wait = FIRST_SECONDS;
      while (!closed.await(wait, TimeUnit.SECONDS)) {
        work();
        wait = EVERY_SECONDS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Trouble | StoreException e) {
      LOG.info("The neighbours stop working", e);
    }
  }

  /** Registers one activity and sends it. */
  synchronized void work() {
    var records = ola.records();
    var mentor = ola.signIn().account().map(each -> each.peerMentor()).orElse("");
    var types = records.list(new Records.ListWish("activity_type", List.of(), "code", 20, 0));
    var contacts = records.list(new Records.ListWish("contact", List.of(), "", 20, 0));
    var type = types.rows().get(done % types.rows().size()).id().key();
    var contact = contacts.rows().get(done % contacts.rows().size()).id().key();
    var added =
        records.add(
            "activity",
            List.of(
                "peer_mentor=" + mentor,
                "contact=" + contact,
                "type=" + type,
                "date=" + LocalDate.now(ZoneId.systemDefault()),
                "minutes=" + (30 + 15 * (done % 5)),
                "place=" + PLACES.get(done % PLACES.size())));
    done++;
    var report = ola.sync().run(BUDGET, SyncEngine.Trigger.NOW);
    LOG.debug("{} is on its way: {}", added, report.stop());
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      ola.close();
    }
  }
}
