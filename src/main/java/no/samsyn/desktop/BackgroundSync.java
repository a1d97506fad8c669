package no.samsyn.desktop;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import no.samsyn.console.SyncDesk;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Trouble;
import no.samsyn.desktop.Alarms.Alarm;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.sync.Pace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine.Trigger;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of an open console: at the start, when somebody asks, a moment after the last
 * save, when the server has news or is there again, and when the store says that the next one is
 * due. Holds no plan of its own: after each run it asks the store again.
 *
 * <p>One run at a time. A run answers everything that had rung before it began, so a computer that
 * wakes after days makes one. Thread-safe; no lock is held while a run or the network is waited
 * for. Killed at any moment it loses nothing, because it knows nothing.
 */
public final class BackgroundSync implements SyncSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundSync.class);
  private static final Duration RUN_MAX = Duration.ofMinutes(10);
  private static final Duration QUIET = Duration.ofSeconds(2); // who fills in forms saves again
  private static final Duration GATHER = Duration.ofMillis(300); // several events are one reason
  private static final Duration DUE_MIN = Duration.ofSeconds(1);
  private static final Duration DUE_MAX = Pace.WAIT_MAX; // as long as a server may ask for
  private static final Duration LOOK_MAX = Duration.ofSeconds(15); // back within 30 s, all in all
  private static final Duration LAST_RUN_MAX = Duration.ofSeconds(7);
  private static final Duration END_MAX = Duration.ofSeconds(10);

  /** Stands in the history; never rename. */
  private static final Trigger CLOSING = new Trigger("closing", false);

  private final Runs runs;
  private final Alarms alarms;
  private final Time time;
  private final Chance chance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  private SyncDesk.Watcher watcher = (report, status) -> {}; // guarded by lock
  private boolean running; // guarded by lock
  private @Nullable Alarm again; // guarded by lock; rang while a run was on its way
  private boolean serverIsGone; // guarded by lock
  private boolean closed; // guarded by lock
  private long stopAt = Long.MAX_VALUE; // guarded by lock; on the monotonic clock

  public BackgroundSync(Runs runs, Alarms alarms, Time time, Chance chance) {
    this.runs = runs;
    this.alarms = alarms;
    this.time = time;
    this.chance = chance;
  }

  @Override
  public void start(SyncDesk.Watcher told) {
    lock.lock();
    try {
      watcher = told;
    } finally {
      lock.unlock();
    }
    alarms.start(this::rang);
    alarms.set(Alarm.STARTED, Duration.ZERO);
    runs.onServerNews(() -> alarms.set(Alarm.SERVER_NEWS, GATHER));
  }

  @Override
  public void now() {
    alarms.set(Alarm.ASKED, Duration.ZERO);
  }

  @Override
  public void soon() {
    alarms.set(Alarm.SAVED, QUIET);
  }

  @Override
  public void replan() {
    if (!isClosed()) {
      alarms.set(Alarm.DUE, bounded(Duration.between(time.now(), runs.status().nextRun())));
    }
  }

  /** Called on the alarm clock's thread. */
  private void rang(Alarm alarm) {
    if (alarm == Alarm.LOOK_AROUND) {
      lookAround();
    } else if (begins(alarm)) {
      runUntilQuiet(alarm);
    }
  }

  /** Returns whether {@code alarm} is for the caller to answer with a run. */
  private boolean begins(Alarm alarm) {
    lock.lock();
    try {
      if (closed || (alarm == Alarm.SAVED && serverIsGone)) {
        return false; // what was saved goes as soon as the server is there again
      } else if (running) {
        // The run on its way may have looked at the queue, or the feed, before this happened.
        again = alarm == Alarm.ASKED || again == null ? alarm : again;
        return false;
      }
      running = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void runUntilQuiet(Alarm first) {
    for (Alarm alarm = first; alarm != null; alarm = afterRun()) {
      try {
        run(alarm);
      } catch (Trouble e) {
        LOG.info("A run could not begin: {}", e.code());
        alarms.set(Alarm.DUE, DUE_MAX);
      } catch (RuntimeException e) {
        LOG.error("A bug ended a run; the next one comes by the clock", e);
        alarms.set(Alarm.DUE, DUE_MAX);
      }
    }
  }

  private void run(Alarm alarm) {
    clearAnswered();
    var report = runs.run(new RunBudget(RUN_MAX, this::isStopAsked), trigger(alarm));
    LOG.debug("A run because of {} ended: {}", alarm, report.stop());
    var status = runs.status();
    plan(report, status);
    told().ran(report, status);
    rest();
  }

  private void rest() {
    if (!isClosed()) {
      try {
        runs.rest();
      } catch (Trouble e) {
        LOG.warn("No backup was made: {}; the next run tries again", e.code());
      }
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

  private static Trigger trigger(Alarm alarm) {
    if (alarm == Alarm.ASKED) {
      return Trigger.NOW;
    }
    return alarm == Alarm.CONNECTED ? Trigger.CONNECTED : new Trigger(alarm.because(), false);
  }

  /** What rang or would ring before the run began is answered by it. */
  private void clearAnswered() {
    for (var alarm : Alarm.values()) {
      if (alarm.isForRun()) {
        alarms.clear(alarm);
      }
    }
  }

  private void plan(SyncReport report, SyncStatus status) {
    watchServer(report.stop());
    if (report.stop() == Stop.PAUSED || report.stop() == Stop.SIGN_IN_NEEDED) {
      return; // a person goes on from here, and asks for a run
    }
    alarms.set(Alarm.DUE, bounded(Duration.between(time.now(), status.nextRun())));
  }

  /** A clock that jumped must neither stop runs for years nor make them spin. */
  private static Duration bounded(Duration wait) {
    if (wait.compareTo(DUE_MIN) < 0) {
      return DUE_MIN;
    }
    return wait.compareTo(DUE_MAX) > 0 ? DUE_MAX : wait;
  }

  private void watchServer(Stop stop) {
    switch (stop) {
      case OFFLINE -> {
        setServerIsGone(true);
        lookAroundLater();
      }
      // It answers, so only a server that is gone in between is "there again".
      case SERVER_BUSY, SERVER_FAILING -> lookAroundLater();
      case FINISHED, FORBIDDEN, UPGRADE_NEEDED, SIGN_IN_NEEDED, BUDGET -> {
        setServerIsGone(false);
        alarms.clear(Alarm.LOOK_AROUND);
      }
      case ASKED_TO_STOP, PAUSED, BREAKER_OPEN, DISK_FULL, ALREADY_RUNNING, ERROR -> {
        // nothing was learnt about the server
      }
    }
  }

  /** Asks our server and not the interface: hotels and captive portals have networks too. */
  private void lookAround() {
    if (isStopAsked()) {
      return;
    }
    if (!runs.isServerThere()) {
      setServerIsGone(true);
      lookAroundLater();
    } else if (setServerIsGone(false)) {
      LOG.info("The server is there again");
      alarms.set(Alarm.CONNECTED, Duration.ZERO);
    }
  }

  /** Spread, so that not everybody comes at once to a server that has just started. */
  private void lookAroundLater() {
    var half = LOOK_MAX.toMillis() / 2;
    alarms.set(Alarm.LOOK_AROUND, Duration.ofMillis(half + (long) (half * chance.nextDouble())));
  }

  /** Returns what was known before. */
  private boolean setServerIsGone(boolean gone) {
    lock.lock();
    try {
      var before = serverIsGone;
      serverIsGone = gone;
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what rang meanwhile; the run is over where nothing did. */
  private @Nullable Alarm afterRun() {
    lock.lock();
    try {
      var next = closed ? null : again;
      again = null;
      if (next == null) {
        running = false;
        ended.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private SyncDesk.Watcher told() {
    lock.lock();
    try {
      return watcher;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStopAsked() {
    lock.lock();
    try {
      return time.monotonicMillis() >= stopAt;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long finish() {
    var isMine = end(LAST_RUN_MAX);
    try {
      if (isMine && mayStillSend()) {
        var unused = runs.run(new RunBudget(LAST_RUN_MAX, this::isStopAsked), CLOSING);
      }
    } finally {
      if (isMine) {
        var unused = afterRun();
      }
    }
    awaitEnd();
    return runs.status().unsent();
  }

  private boolean mayStillSend() {
    var status = runs.status();
    return status.unsent() > 0 && status.state() == SyncStatus.State.IDLE;
  }

  @Override
  public void close() {
    if (end(Duration.ZERO)) {
      var unused = afterRun();
    }
    awaitEnd();
  }

  /**
   * Starts nothing more, and lets a run that is on its way go on for {@code grace}. Returns whether
   * there is none, and the caller may make the last one.
   */
  private boolean end(Duration grace) {
    lock.lock();
    try {
      var isFirst = !closed;
      closed = true;
      again = null;
      stopAt = Math.min(stopAt, time.monotonicMillis() + grace.toMillis());
      if (running || !isFirst) {
        return false;
      }
      running = true;
      return true;
    } finally {
      lock.unlock();
      alarms.close();
    }
  }

  /** Waits for the run on its way; what it leaves is in the store, for the next start. */
  private void awaitEnd() {
    lock.lock();
    try {
      var left = END_MAX.toNanos();
      while (running && left > 0) {
        left = ended.awaitNanos(left);
      }
      if (running) {
        LOG.warn("A run did not end in {} s; the store is closed under it", END_MAX.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
