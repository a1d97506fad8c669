package no.samsyn.desktop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import no.samsyn.model.Time;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/**
 * Background sync under schedules that a model checker chooses, where a machine would happen to
 * take a few: an alarm that rings, somebody who saves and wants it sent, and the window that is
 * closed, each on a thread of its own. {@code -Dsamsyn.schedules=N} plays more of them.
 */
class BackgroundSyncSchedulesTest {
  private static final int SCHEDULES = Integer.getInteger("samsyn.schedules", 50);

  @Test
  void whatWasSavedBeforeAnAlarmIsSentByARunThatBeginsAfterIt() {
    Lincheck.runConcurrentTest(
        SCHEDULES,
        () -> {
          var desk = new Desk();
          var one = new Thread(desk::saveAndRing);
          var other = new Thread(desk::saveAndRing);
          one.start();
          other.start();
          join(one);
          join(other);
          desk.requireNothingWrong();
          desk.requireNothingLeft();
        });
  }

  @Test
  void noRunGoesOnWhenTheWindowIsClosed() {
    Lincheck.runConcurrentTest(
        SCHEDULES,
        () -> {
          var desk = new Desk();
          var alarm = new Thread(desk::saveAndRing);
          var window = new Thread(desk::finish);
          alarm.start();
          window.start();
          join(alarm);
          join(window);
          desk.requireNothingWrong();
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A console with a store that is a number. */
  private static final class Desk implements Runs, Alarms, Time {
    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final BackgroundSync sync = new BackgroundSync(this, this, this, () -> 0);
    private Consumer<Alarm> answers = alarm -> {};
    private volatile boolean isStoreClosed;
    private volatile String wrong = "";

    Desk() {
      sync.start((report, status) -> {});
    }

    void saveAndRing() {
      unsent.incrementAndGet();
      answers.accept(Alarm.ASKED);
    }

    void finish() {
      var unused = sync.finish();
      isStoreClosed = true;
    }

    void requireNothingLeft() {
      if (unsent.get() != 0) {
        throw new AssertionError("saved, and no run came after it");
      }
    }

    /** A thread of its own cannot fail a test. */
    void requireNothingWrong() {
      if (!wrong.isEmpty()) {
        throw new AssertionError(wrong);
      }
    }

    @Override
    public SyncReport run(RunBudget budget, SyncEngine.Trigger trigger) {
      if (isStoreClosed) {
        wrong = "a run on a closed store";
      }
      if (running.incrementAndGet() > 1) {
        wrong = "two runs at once";
      }
      unsent.set(0); // what is saved from here on is for the next one
      running.decrementAndGet();
      return new SyncReport(
          now(),
          Duration.ZERO,
          SyncReport.Counts.NONE,
          0,
          trigger.because(),
          SyncReport.Stop.FINISHED,
          "");
    }

    @Override
    public SyncStatus status() {
      return new SyncStatus(
          SyncStatus.State.IDLE, unsent.get(), 0, 0, now(), now(), "schedule", "");
    }

    @Override
    public boolean isServerThere() {
      return true;
    }

    @Override
    public void onServerNews(Runnable listener) {
      // None comes.
    }

    @Override
    public void rest() {
      // Nothing can wait.
    }

    @Override
    public void start(Consumer<Alarm> whoAnswers) {
      answers = whoAnswers;
    }

    @Override
    public void set(Alarm alarm, Duration wait) {
      // The threads ring.
    }

    @Override
    public void clear(Alarm alarm) {
      // None was set.
    }

    @Override
    public void close() {
      // Threads that ring already ring to the end.
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long monotonicMillis() {
      return 0;
    }
  }
}
