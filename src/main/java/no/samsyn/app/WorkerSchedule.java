package no.samsyn.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import no.samsyn.console.SyncDesk;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine on one thread of its own: at the start, when somebody asks, a moment after a
 * save, when the server has news, and when the next run is due. Thread-safe.
 */
final class WorkerSchedule implements SyncSchedule, SyncDesk.Wakeups {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSchedule.class);
  private static final Duration RUN_MAX = Duration.ofMinutes(10);
  private static final long QUIET_MILLIS = 2_000; // somebody who fills in a form saves again soon
  private static final long SLICE_MILLIS = 200; // how late a wish may be heard
  private static final long CLOSE_MILLIS_MAX = 10_000;
  private static final String SAVED = "saved"; // stands in the history; never rename
  private static final String STOP = "";

  private final Workplace workplace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private boolean asked; // guarded by lock
  private long quietAt; // guarded by lock; 0 where nothing was saved
  private boolean closed; // guarded by lock
  private @Nullable Thread worker; // guarded by lock

  WorkerSchedule(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void start(SyncDesk.Watcher watcher) {
    lock.lock();
    try {
      if (worker == null && !closed) {
        var thread = new Thread(() -> work(watcher), "sync");
        thread.setDaemon(true);
        worker = thread;
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A watch ends when a sign-in is needed; it begins again when somebody asks for it. */
  private void work(SyncDesk.Watcher watcher) {
    var budget = new RunBudget(RUN_MAX, this::isClosed);
    while (!isClosed()) {
      try {
        workplace.sync().watch(budget, this, watcher);
      } catch (Trouble e) {
        LOG.info("A run could not begin: {}", e.code());
      } catch (RuntimeException e) {
        LOG.error("A bug ended the watch; it begins again when somebody asks", e);
      }
      awaitWish();
    }
  }

  private void awaitWish() {
    lock.lock();
    try {
      while (!asked && !closed) {
        changed.await();
      }
      asked = false;
    } catch (InterruptedException e) {
      closed = true; // nobody but the end of the program interrupts
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String await(Duration max) {
    var end = System.nanoTime() + max.toNanos();
    while (System.nanoTime() < end) {
      var wish = wish();
      if (wish != null) {
        return wish;
      }
      var because = workplace.wakeups().await(Duration.ofMillis(SLICE_MILLIS));
      if (!because.equals(SyncEngine.Trigger.SCHEDULE.because())) {
        return because;
      }
    }
    return SyncEngine.Trigger.SCHEDULE.because();
  }

  /** Returns why to run now, or nothing to wait on. */
  private @Nullable String wish() {
    lock.lock();
    try {
      if (closed) {
        return STOP;
      } else if (asked) {
        asked = false;
        quietAt = 0;
        return SyncEngine.Trigger.NOW.because();
      } else if (quietAt != 0 && System.nanoTime() >= quietAt) {
        quietAt = 0;
        return SAVED;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void now() {
    lock.lock();
    try {
      asked = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void soon() {
    lock.lock();
    try {
      quietAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      running = worker;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      try {
        running.join(CLOSE_MILLIS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
