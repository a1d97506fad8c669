package no.samsyn.mobile;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import no.samsyn.model.Time;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of the platform's scheduler: runs the engine within what the platform grants, leaves the
 * next wake-up with {@link WakeUps}, and remembers why a run was stopped. Knows no platform.
 *
 * <p>Thread-safe. One run at a time; a call that meets a running one ends at once, and what it
 * wanted is done by the other. After a kill the next call goes on from what the store holds.
 */
public final class BackgroundRun {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundRun.class);

  /** Android ends a job after ten minutes; a step may take one more exchange. */
  private static final Duration RUN_MAX = Duration.ofMinutes(8);

  private static final int ROUNDS_MAX = 20; // saves that come while a run ends; then the next run

  private final PhoneEngine engine;
  private final WakeUps wakeUps;
  private final Supplier<NextRun.Power> power;
  private final Time time;
  private final Runnable ended;
  private final Map<String, StopOrder> tasks = new ConcurrentHashMap<>();
  private final AtomicBoolean wanted = new AtomicBoolean();

  /**
   * Takes what it needs.
   *
   * @param ended called after each run, which may have changed how things stand and no record
   */
  BackgroundRun(
      PhoneEngine engine,
      WakeUps wakeUps,
      Supplier<NextRun.Power> power,
      Time time,
      Runnable ended) {
    this.engine = engine;
    this.ended = ended;
    this.wakeUps = wakeUps;
    this.power = power;
    this.time = time;
  }

  /** What the platform has to know. */
  public enum Outcome {
    /** The next wake-up stands. */
    DONE,
    /** There is no plan, because the store could not be used: after the platform's own backoff. */
    TRY_LATER,
    /** Nothing changes until a person did something. */
    NEEDS_PERSON
  }

  /**
   * Runs until everything is done, the time is up, or {@link #handleExpiration} names the task.
   *
   * @param taskId of the platform's task
   */
  public Outcome execute(String taskId, SyncEngine.Trigger trigger) {
    var order = new StopOrder();
    tasks.put(taskId, order);
    try {
      var report = runs(order, trigger);
      if (order.isStopped()) {
        engine.open().background().noteStop(order.reason(), time.now());
        return Outcome.DONE; // whoever stopped it wakes us when that is over
      }
      return outcome(report);
    } catch (StoreException e) {
      LOG.error("The store cannot be used ({}); nothing queued is lost", e.kind(), e);
      return isForPerson(e.kind()) ? Outcome.NEEDS_PERSON : Outcome.TRY_LATER;
    } finally {
      tasks.remove(taskId);
      ended.run();
    }
  }

  private SyncReport runs(StopOrder order, SyncEngine.Trigger trigger) {
    var until = time.monotonicMillis() + RUN_MAX.toMillis();
    var round = 0;
    while (true) {
      wanted.set(false);
      var left = Duration.ofMillis(Math.max(0, until - time.monotonicMillis()));
      var report = engine.open().run(new RunBudget(left, order::isStopped, power), trigger);
      var mayGoOn = report.stop() == SyncReport.Stop.FINISHED && !order.isStopped();
      if (!mayGoOn || !wanted.get() || ++round >= ROUNDS_MAX) {
        return report;
      }
    }
  }

  private Outcome outcome(SyncReport report) {
    return switch (report.stop()) {
      case FINISHED,
          BUDGET,
          ASKED_TO_STOP,
          OFFLINE,
          SERVER_BUSY,
          SERVER_FAILING,
          PAUSED,
          BREAKER_OPEN -> {
        wakeUps.scheduleNext(untilNext());
        yield Outcome.DONE;
      }
      case ALREADY_RUNNING -> {
        wanted.set(true);
        yield Outcome.DONE; // the one that runs plans
      }
      case SIGN_IN_NEEDED, UPGRADE_NEEDED, FORBIDDEN -> Outcome.NEEDS_PERSON;
      case DISK_FULL, ERROR -> Outcome.TRY_LATER;
    };
  }

  private Duration untilNext() {
    return engine.open().background().untilNext(time.now());
  }

  private static boolean isForPerson(StoreException.Kind kind) {
    return switch (kind) {
      case WRONG_KEY, NOT_A_STORE, NEWER_VERSION -> true;
      case DISK_FULL, LOCKED_BY_ANOTHER, BROKEN -> false;
    };
  }

  /** The platform takes the time back. Returns at once; the run ends after its step. */
  public void handleExpiration(String taskId, StopReason reason) {
    var order = tasks.get(taskId);
    if (order != null) {
      order.stop(reason);
    }
  }

  /** Something was saved: a run that is just ending takes another round. */
  void somethingWaits() {
    wanted.set(true);
  }

  boolean isRunning() {
    return !tasks.isEmpty();
  }
}
