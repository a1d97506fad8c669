package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStore.Durability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs: drains the outbox, then pulls, within a budget, and leaves a report, a status and the plan
 * for the next run in the store.
 *
 * <p>Thread-safe; one run at a time, a second call returns at once with {@link
 * Stop#ALREADY_RUNNING}. Safe to kill at any instruction: the next run goes on from what the store
 * holds. Takes no lock while it waits for the network.
 */
public final class SyncEngine {
  private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);

  /**
   * Why a run starts. A person's wish overrides pause and open breaker; a server that was silent
   * and has just given a sign of life overrides the breaker alone.
   */
  public record Trigger(String because, boolean askedByPerson, boolean serverIsBack) {
    public static final Trigger NOW = new Trigger("sync-now", true, false);
    public static final Trigger SCHEDULE = new Trigger("schedule", false);
    public static final Trigger CONNECTED = new Trigger("connected", false, true);

    public Trigger(String because, boolean askedByPerson) {
      this(because, askedByPerson, false);
    }

    boolean overridesBreaker() {
      return askedByPerson || serverIsBack;
    }
  }

  private final EnginePorts ports;
  private final AtomicBoolean running = new AtomicBoolean();
  private final String leaseOwner;

  public SyncEngine(EnginePorts ports) {
    this.ports = ports;
    this.leaseOwner = Uuid7.mint(ports.time().now(), ports.chance());
  }

  /**
   * Puts right what a killed run left behind. Call once after opening the store, as its only owner.
   */
  public void recover() {
    ports
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              tx.outbox().releaseLeases();
              var facts = new DeviceFacts(tx.facts());
              if (facts.state() == SyncStatus.State.SYNCING) {
                facts.setState(SyncStatus.State.IDLE);
              }
              return true;
            });
  }

  public SyncReport run(RunBudget budget, Trigger trigger) {
    var startedAt = ports.time().now();
    if (!running.compareAndSet(false, true)) {
      return new SyncReport(
          startedAt,
          Duration.ZERO,
          SyncReport.Counts.NONE,
          0,
          trigger.because(),
          Stop.ALREADY_RUNNING,
          "");
    }
    try {
      return runAlone(budget, trigger, startedAt);
    } finally {
      running.set(false);
    }
  }

  private SyncReport runAlone(RunBudget budget, Trigger trigger, Instant startedAt) {
    var begin = ports.time().monotonicMillis();
    var bytesBefore = ports.transport().bytesMoved();
    var paced = paced();
    var run = new SyncRun(paced, leaseOwner);
    SyncRun.Step.Done done;
    try {
      var refused = mayStart(trigger, startedAt);
      done = refused == null ? loop(run, budget, begin) : SyncRun.Step.Done.because(refused);
    } catch (StoreException e) {
      LOG.error("The local store failed during a run; nothing of the last step stands", e);
      var full = e.kind() == StoreException.Kind.DISK_FULL;
      done = SyncRun.Step.Done.because(full ? Stop.DISK_FULL : Stop.ERROR);
    } catch (RuntimeException e) {
      LOG.error("A bug ended a run; nothing of the last step stands, everything queued is kept", e);
      done = SyncRun.Step.Done.because(Stop.ERROR);
    }
    var bytes = ports.transport().bytesMoved() - bytesBefore;
    var took = Duration.ofMillis(ports.time().monotonicMillis() - begin);
    var power = budget.power().get();
    var began = new Began(startedAt, took, bytes, trigger.because(), power, paced.settings());
    return conclude(run, done, began);
  }

  private record Began(
      Instant at,
      Duration took,
      long bytes,
      String because,
      NextRun.Power power,
      SyncSettings settings) {}

  /** Takes the pace that a person has set, anew for each run. */
  private EnginePorts paced() {
    try {
      return ports
          .store()
          .inTransaction(Durability.RELAXED, tx -> new PaceFacts(tx.facts()).pace())
          .map(pace -> ports.with(ports.settings().withPace(pace)))
          .orElse(ports);
    } catch (StoreException e) {
      LOG.debug("The store cannot be read; the run that follows says what is wrong with it", e);
      return ports;
    }
  }

  private @Nullable Stop mayStart(Trigger trigger, Instant now) {
    return ports
        .store()
        .inTransaction(
            Durability.RELAXED,
            tx -> {
              var facts = new DeviceFacts(tx.facts());
              if (!facts.account().isPresent()) {
                return Stop.SIGN_IN_NEEDED;
              }
              if (!trigger.askedByPerson() && facts.isPaused()) {
                return Stop.PAUSED;
              }
              if (!trigger.overridesBreaker() && facts.breaker().isOpen(now)) {
                return Stop.BREAKER_OPEN;
              }
              facts.noteSchema(ports.schemas().version());
              facts.setState(SyncStatus.State.SYNCING);
              return null;
            });
  }

  private SyncRun.Step.Done loop(SyncRun run, RunBudget budget, long begin) {
    while (true) {
      if (budget.stopAsked().getAsBoolean()) {
        return SyncRun.Step.Done.because(Stop.ASKED_TO_STOP);
      }
      var spent = ports.time().monotonicMillis() - begin;
      if (spent >= budget.time().toMillis()) {
        return SyncRun.Step.Done.because(Stop.BUDGET);
      }
      var step = run.step();
      budget.fetched().accept(run.counts().with(0).pulled());
      if (step instanceof SyncRun.Step.Done done) {
        return done;
      }
      if (step instanceof SyncRun.Step.Wait wait) {
        if (spent + wait.length().toMillis() >= budget.time().toMillis()) {
          return wait.otherwise();
        }
        if (!ports.pauses().pause(wait.length(), budget)) {
          return SyncRun.Step.Done.because(Stop.ASKED_TO_STOP);
        }
      }
    }
  }

  /**
   * Writes down how it ended. A store that cannot take it must not hide the report from the caller.
   */
  private SyncReport conclude(SyncRun run, SyncRun.Step.Done done, Began began) {
    try {
      return ports.store().inTransaction(Durability.FORCED, tx -> writeDown(tx, run, done, began));
    } catch (StoreException e) {
      LOG.error("The report of a run could not be stored", e);
      return new SyncReport(
          began.at(),
          began.took(),
          run.counts().with(0),
          began.bytes(),
          began.because(),
          done.stop(),
          done.detail());
    }
  }

  private SyncReport writeDown(SyncStore.Tx tx, SyncRun run, SyncRun.Step.Done done, Began began) {
    var now = ports.time().now();
    var facts = new DeviceFacts(tx.facts());
    var left = tx.outbox().size();
    var report =
        new SyncReport(
            began.at(),
            began.took(),
            run.counts().with(left),
            began.bytes(),
            began.because(),
            done.stop(),
            done.detail());
    if (done.stop() == Stop.BREAKER_OPEN || done.stop() == Stop.PAUSED) {
      facts.setState(SyncStatus.State.after(done.stop()));
      return report; // nothing was tried, so nothing is learnt and the history stays readable
    }
    run.acquit(tx);
    if (done.stop() == Stop.FINISHED) {
      new LostRecords(tx, ports.schemas(), now).giveUpWhenTooLate();
    }
    tx.runs().add(report);
    facts.setState(SyncStatus.State.after(done.stop()));
    if (done.stop() == Stop.FINISHED && left == 0) {
      facts.setLastInSync(now);
    }
    var failed = SyncStatus.State.after(done.stop()) == SyncStatus.State.OFFLINE;
    var breaker =
        failed
            ? facts
                .breaker()
                .afterFailure(began.settings().pace().breaker(), now, ports.chance().nextDouble())
            : CircuitBreaker.CLOSED;
    facts.setBreaker(breaker);
    var situation =
        new NextRun.Situation(done.stop(), left, tx.outbox().nextDue(), breaker, done.retryAfter());
    var next =
        NextRun.plan(situation, now, began.settings(), began.power(), ports.chance().nextDouble());
    facts.setNextRun(now.plus(next.delay()), next.because());
    return report;
  }

  /** Keeps {@code pace} for all runs to come; the next regular one comes no later than that. */
  public void setPace(Pace pace) {
    var now = ports.time().now();
    ports
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              new PaceFacts(tx.facts()).set(pace);
              var facts = new DeviceFacts(tx.facts());
              var latest = now.plus(pace.period());
              // What else is waited for (a breaker, a pause that the server asked for) stands.
              if (facts.nextRunBecause().equals(NextRun.REGULAR)
                  && facts.nextRun().isAfter(latest)) {
                facts.setNextRun(latest, NextRun.REGULAR);
              }
              return true;
            });
  }

  /** Lets no run begin by itself until {@link #resume}; a run that is on its way ends as usual. */
  public void pause() {
    setPaused(true);
  }

  /** Lets runs begin by themselves again, the next one now. */
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean paused) {
    var now = ports.time().now();
    ports
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              var facts = new DeviceFacts(tx.facts());
              facts.setPaused(paused);
              if (!paused && facts.state() == SyncStatus.State.PAUSED) {
                facts.setState(SyncStatus.State.IDLE);
                facts.setNextRun(now, NextRun.REGULAR);
              }
              return true;
            });
  }

  /** Computes what a person is told. */
  public static SyncStatus status(SyncStore.Tx tx) {
    var facts = new DeviceFacts(tx.facts());
    return new SyncStatus(
        state(facts),
        tx.outbox().size(),
        tx.deadLetters().size(),
        OpenReviews.count(tx.mirror()),
        facts.lastInSync(),
        facts.nextRun(),
        facts.nextRunBecause(),
        new WitnessFacts(tx.facts()).alarm().map(alarm -> alarm.kind().code()).orElse(""));
  }

  /** A pause is no state that a run leaves behind, so it shows whatever the last run said. */
  private static SyncStatus.State state(DeviceFacts facts) {
    if (!facts.account().isPresent()) {
      return SyncStatus.State.SIGN_IN_NEEDED;
    }
    var state = facts.state();
    var isQuiet = state == SyncStatus.State.IDLE || state == SyncStatus.State.OFFLINE;
    return isQuiet && facts.isPaused() ? SyncStatus.State.PAUSED : state;
  }
}
