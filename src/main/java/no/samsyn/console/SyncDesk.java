package no.samsyn.console;

import java.time.Duration;
import java.util.List;
import no.samsyn.model.Time;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Pace;
import no.samsyn.sync.PaceFacts;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStatus;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.TokenVault;

/** Running and watching the engine, and how it stands. Thread-safe; one run at a time. */
public final class SyncDesk {
  private static final Duration WAIT_MIN = Duration.ofSeconds(1);

  private final SyncStore store;
  private final SyncEngine engine;
  private final TokenVault vault;
  private final Time time;

  public SyncDesk(SyncStore store, SyncEngine engine, TokenVault vault, Time time) {
    this.store = store;
    this.engine = engine;
    this.vault = vault;
    this.time = time;
  }

  /** Waits between two runs of {@link #watch}. Implemented where threads and sockets are. */
  public interface Wakeups {
    /**
     * Waits until there is a reason to run, {@code max} at most. Returns why in a word, or the
     * empty string when it is time to end.
     */
    String await(Duration max);
  }

  /** Takes what each run of {@link #watch} came to. */
  @FunctionalInterface
  public interface Watcher {
    void ran(SyncReport report, SyncStatus status);
  }

  /** Runs once. Without tokens nothing is tried, so that nothing counts as sent that never was. */
  public SyncReport run(RunBudget budget, SyncEngine.Trigger trigger) {
    if (vault.current().isPresent()) {
      return engine.run(budget, trigger);
    }
    var left = store.inTransaction(Durability.RELAXED, tx -> tx.outbox().size());
    return new SyncReport(
        time.now(),
        Duration.ZERO,
        new SyncReport.Counts(0, 0, 0, 0, left, 0),
        0,
        trigger.because(),
        Stop.SIGN_IN_NEEDED,
        "signed-out");
  }

  /** Runs again and again until {@code wakeups} or the budget says that it is time to end. */
  public SyncReport watch(RunBudget budget, Wakeups wakeups, Watcher watcher) {
    var trigger = SyncEngine.Trigger.NOW;
    while (true) {
      var report = run(budget, trigger);
      var status = status();
      watcher.ran(report, status);
      if (budget.stopAsked().getAsBoolean() || report.stop() == Stop.SIGN_IN_NEEDED) {
        return report;
      }
      var because = wakeups.await(bounded(Duration.between(time.now(), status.nextRun())));
      if (because.isEmpty()) {
        return report;
      }
      trigger =
          because.equals(SyncEngine.Trigger.NOW.because())
              ? SyncEngine.Trigger.NOW
              : new SyncEngine.Trigger(because, false);
    }
  }

  /** A clock that jumped must neither stop the watch for years nor make it spin. */
  private static Duration bounded(Duration wait) {
    if (wait.compareTo(WAIT_MIN) < 0) {
      return WAIT_MIN;
    }
    return wait.compareTo(Pace.WAIT_MAX) > 0 ? Pace.WAIT_MAX : wait;
  }

  /** Lets no run begin by itself; what is saved waits here, and a person may still ask for one. */
  public void pause() {
    engine.pause();
  }

  /** Ends a pause. */
  public void resume() {
    engine.resume();
  }

  public boolean isPaused() {
    return store.inTransaction(Durability.RELAXED, tx -> new DeviceFacts(tx.facts()).isPaused());
  }

  /** Returns how often this device syncs and how long it waits after failures. */
  public Pace pace() {
    return store.inTransaction(
        Durability.RELAXED, tx -> new PaceFacts(tx.facts()).pace().orElse(Pace.DEFAULT));
  }

  /** Sets the pace of all runs to come. */
  public void setPace(Pace pace) {
    engine.setPace(pace);
  }

  /** Returns the reports of past runs, newest first. */
  public List<SyncReport> history(int max) {
    return store.inTransaction(Durability.RELAXED, tx -> tx.runs().latest(max));
  }

  /**
   * Computes how syncing stands; a person who signed out is told so, whatever the last run said.
   */
  public SyncStatus status() {
    var status = store.inTransaction(Durability.RELAXED, SyncEngine::status);
    return vault.current().isPresent()
        ? status
        : new SyncStatus(
            SyncStatus.State.SIGN_IN_NEEDED,
            status.unsent(),
            status.needsYou(),
            status.inReview(),
            status.lastInSync(),
            status.nextRun(),
            status.nextRunBecause(),
            status.auditAlarm());
  }
}
