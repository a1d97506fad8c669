package no.samsyn.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.net.ServerLink;
import no.samsyn.net.SignIn;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.TokenVault;
import no.samsyn.testkit.TestDevice;

/**
 * A person's device: a store that outlives its processes, and the process that runs now, if any.
 */
final class SimDevice {
  private static final Schemas SCHEMAS = PeerSupport.schemas();
  private static final int RESTART_MILLIS_MAX = 120_000;
  private static final int AFTER_SAVE_MILLIS = 2_000;
  private static final long WAKE_MILLIS_MAX = 3_600_000;
  private static final long SIGN_IN_MILLIS = 20_000;

  private final World world;
  private final int number;
  private final String user;
  private final Disk disk;
  private Optional<Life> process = Optional.empty();
  private long skewMillis;
  private long cutOffUntil;
  private long wakesAt = Long.MAX_VALUE;
  private int generation;
  private boolean isOff;
  private boolean isAtRepair;
  private long fullAt = -1;
  private Optional<SyncReport> last = Optional.empty();
  private long lastStartedAt = -1;

  SimDevice(World world, int number, String user, Disk disk) {
    this.world = world;
    this.number = number;
    this.user = user;
    this.disk = disk;
  }

  String name() {
    return "d" + number;
  }

  String user() {
    return user;
  }

  Optional<Life> process() {
    return process;
  }

  /** Reads the store behind the process's back. */
  <T> T read(Function<SyncStore.Tx, T> work) {
    return disk.store().inTransaction(SyncStore.Durability.RELAXED, work);
  }

  /** Reads as the program's screens do. */
  <T> T onScreen(Function<SyncStore.Tx, T> work) {
    return world.bug.screen(disk.store()).inTransaction(SyncStore.Durability.RELAXED, work);
  }

  String id() {
    return read(tx -> tx.facts().get("device")).orElse("");
  }

  /** Whether the disk was full just now, so that nothing could be written down. */
  boolean isFull() {
    return fullAt == world.stage.now();
  }

  boolean isCutOff() {
    return world.stage.now() < cutOffUntil;
  }

  void cutOff(long millis) {
    cutOffUntil = world.stage.now() + millis;
  }

  void heal() {
    cutOffUntil = 0;
  }

  void jump(long millis) {
    skewMillis += millis;
  }

  void requireAlive() {
    process.ifPresent(Life::requireAlive);
  }

  void close() {
    disk.close();
  }

  Optional<SyncReport> last() {
    return last;
  }

  long lastStartedAt() {
    return lastStartedAt;
  }

  void start() {
    if (isOff || isAtRepair || process.isPresent() || world.stage.isOver()) {
      return;
    }
    disk.open();
    var started = new Life();
    process = Optional.of(started);
    generation++;
    try {
      started.engine.recover();
      wakeIn(1_000);
    } catch (SimKilled e) {
      world.stage.note(name() + " dies while starting");
    } catch (StoreException e) {
      started.die("a full disk at the start");
    }
  }

  /** Plans a run no later than {@code millis} from now. */
  void wakeIn(long millis) {
    var at = world.stage.now() + Math.max(1, Math.min(millis, WAKE_MILLIS_MAX));
    if (at >= wakesAt && wakesAt >= world.stage.now()) {
      return;
    }
    wakesAt = at;
    var mine = generation;
    world.stage.at(
        at,
        name() + " wakes",
        () -> {
          if (mine == generation && wakesAt == at) {
            wakesAt = Long.MAX_VALUE;
            run(SyncEngine.Trigger.SCHEDULE);
          }
        });
  }

  void savedSomething() {
    wakeIn(AFTER_SAVE_MILLIS);
  }

  /** The device is switched off; it keeps what it has. */
  void switchOff() {
    isOff = true;
    process.ifPresent(Life::end);
  }

  void switchOn() {
    isOff = false;
    start();
  }

  void copyStore() {
    disk.copy();
  }

  /**
   * An older copy of the whole store takes its place, and the program starts on it, when nothing of
   * the one before is on its way any more.
   */
  void putCopyBack(Consumer<SyncStore> before) {
    process.ifPresent(Life::end);
    disk.putCopyBack();
    before.accept(disk.store());
    world.judge.copyPutBack(this);
    isAtRepair = true;
    world.stage.at(
        world.stage.now() + RESTART_MILLIS_MAX,
        name() + " starts on its copy",
        () -> {
          isAtRepair = false;
          start();
        });
  }

  void run(SyncEngine.Trigger trigger) {
    process.ifPresent(now -> world.stage.act(() -> now.run(trigger)));
  }

  /** One life of the program on this device. */
  final class Life implements Time {
    final LocalEdits edits;
    final OutboxCare care;
    final ReviewEdits reviews;
    private final SyncEngine engine;
    private final SyncStore store;
    private final ServerLink link;
    private final TokenVault vault;
    private final Chance chance;
    private final long bootedAt = world.stage.now();
    private boolean dead;
    private boolean signingIn;
    private boolean personActs;
    private boolean isPowerCut;

    Life() {
      chance = () -> world.tape.entropy(name());
      store = world.bug.store(new WatchedStore(this, disk.store()), SimDevice.this);
      link = world.link.of(number + 1, this, chance);
      vault = world.bug.vault(new StoredTokens(store));
      var session = link.session(vault);
      var transport = world.bug.transport(session.transport(SCHEMAS.version()), SimDevice.this);
      var limits =
          new SyncSettings.Limits(world.swarm.batchItems(), 900_000, world.swarm.pageRecords());
      engine =
          new SyncEngine(
              world.bug.ports(
                  new EnginePorts(
                      store,
                      transport,
                      TestDevice.SEALER,
                      SCHEMAS,
                      TestDevice.RULEBOOK,
                      this,
                      chance,
                      this::pause,
                      SyncSettings.DEFAULT.withLimits(limits))));
      edits = new LocalEdits(store, SCHEMAS, this, chance, link.clock());
      care = new OutboxCare(store, SCHEMAS, this, chance, link.clock());
      reviews = new ReviewEdits(store, SCHEMAS, this, chance, link.clock());
    }

    @Override
    public Instant now() {
      return world.begin().plusMillis(world.stage.now() + skewMillis);
    }

    @Override
    public long monotonicMillis() {
      return world.stage.now() - bootedAt;
    }

    private boolean pause(Duration length, RunBudget budget) {
      world.stage.pass(length.toMillis());
      requireAlive();
      return !budget.stopAsked().getAsBoolean();
    }

    /** Runs what a person does, whose word may end a dead letter. */
    <T> Optional<T> byPerson(Function<Life, T> work) {
      personActs = true;
      try {
        return Optional.of(work.apply(this));
      } catch (SimKilled e) {
        return Optional.empty(); // nobody was told that it is saved
      } catch (StoreException e) {
        world.counts.count("disk full for a person");
        return Optional.empty();
      } finally {
        personActs = false;
      }
    }

    boolean rebuild() {
      store.inTransaction(
          SyncStore.Durability.FORCED,
          tx -> {
            new DeviceFacts(tx.facts()).startOver();
            return true;
          });
      return true;
    }

    boolean isPersonActing() {
      return personActs;
    }

    boolean strikes(Fault fault) {
      var hits = world.tape.strikes(fault, name());
      if (hits && fault == Fault.DISK_FULL) {
        fullAt = world.stage.now();
      }
      isPowerCut |= hits && fault == Fault.POWER_CUT;
      return hits;
    }

    /** Dies at this very call, where a tape says so. */
    void mayDie(String where) {
      var isCutHere = world.tape.failsHere(Fault.POWER_CUT);
      isPowerCut |= isCutHere;
      if (isCutHere || world.tape.failsHere(Fault.KILLED)) {
        throw die(where);
      }
    }

    boolean isFullHere() {
      var isFullNow = world.tape.failsHere(Fault.DISK_FULL);
      if (isFullNow) {
        fullAt = world.stage.now();
      }
      return isFullNow;
    }

    int draw(String label, int bound) {
      return world.tape.below(label, name(), bound);
    }

    void requireAlive() {
      if (dead || world.stage.isOver()) {
        throw new SimKilled(name());
      }
    }

    void beforeTransaction() {
      world.bug.beforeTransaction(SimDevice.this);
    }

    void committed(Committed log) {
      world.judge.committed(SimDevice.this, log);
    }

    private void end() {
      dead = true;
      process = Optional.empty();
      generation++;
      wakesAt = Long.MAX_VALUE;
    }

    SimKilled die(String where) {
      end();
      world.counts.count(isPowerCut ? "power cuts" : "device deaths");
      world.stage.note(name() + " dies " + where);
      if (isPowerCut) {
        disk.powerCut();
        world.judge.powerCut(SimDevice.this);
      }
      world.stage.at(
          world.stage.now() + 1 + draw("restart", RESTART_MILLIS_MAX),
          name() + " starts",
          SimDevice.this::start);
      return new SimKilled(where);
    }

    private void run(SyncEngine.Trigger trigger) {
      var begin = world.stage.now();
      try {
        if (read(tx -> tx.facts().get("token.access")).isEmpty()) {
          signIn();
          return;
        }
        var report =
            engine.run(new RunBudget(world.swarm.budget(), world.bug::asksToStop), trigger);
        if (report.stop() == SyncReport.Stop.ALREADY_RUNNING) {
          world.counts.count("second run at once");
          return;
        }
        world.stage.note(name() + " ran: " + report.stop() + " " + report.counts());
        world.counts.count("runs " + report.stop());
        last = Optional.of(report);
        lastStartedAt = begin;
        world.judge.ran(SimDevice.this, report);
        var status = SimDevice.this.read(SyncEngine::status);
        wakeIn(Duration.between(now(), status.nextRun()).toMillis());
      } catch (SimKilled e) {
        world.stage.note(name() + " is dead");
      } catch (StoreException e) {
        wakeIn(SIGN_IN_MILLIS); // the vault could not be read; the platform tries later
      }
    }

    /** What a person does who is told to sign in. */
    private void signIn() {
      if (signingIn) {
        return;
      }
      signingIn = true;
      try {
        var device =
            store.inTransaction(
                SyncStore.Durability.FORCED,
                tx -> new DeviceFacts(tx.facts()).device(now(), chance));
        var result =
            link.signIn(device)
                .signIn(
                    user,
                    Hall.PASSWORD,
                    account -> {
                      store.inTransaction(
                          SyncStore.Durability.FORCED,
                          tx -> {
                            new DeviceFacts(tx.facts()).setAccount(account);
                            return true;
                          });
                      return Optional.of(vault);
                    });
        world.stage.note(name() + " signs in: " + result.getClass().getSimpleName());
        wakeIn(result instanceof SignIn.Result.SignedIn ? 1 : SIGN_IN_MILLIS);
      } finally {
        signingIn = false;
      }
    }
  }

  /** Returns the changes that were never tried to be sent, and so may still be rewritten. */
  List<String> unsent() {
    return read(
        tx ->
            tx.outbox().list(100_000, 0).stream()
                .filter(entry -> !entry.wasSent())
                .map(OutboxEntry::mutation)
                .toList());
  }

  /** Returns all texts that wait here in some form: sent or not, dead or thrown away. */
  List<no.samsyn.model.Mutation> ownMutations() {
    return read(
        tx -> {
          var all = new ArrayList<no.samsyn.model.Mutation>();
          tx.outbox().list(100_000, 0).forEach(entry -> all.add(entry.local()));
          tx.deadLetters().list(100_000, 0).forEach(letter -> all.add(letter.mine()));
          tx.deadLetters().discarded(100_000, 0).forEach(letter -> all.add(letter.mine()));
          return all;
        });
  }
}
