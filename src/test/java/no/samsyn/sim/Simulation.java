package no.samsyn.sim;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import no.samsyn.model.Op;
import no.samsyn.server.core.ServerCore;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore;

/**
 * One seed from beginning to end: a warm-up, chaos, then calm, in which everything must drain and
 * all must come to hold the same.
 */
final class Simulation {
  static final long WARM_MILLIS = 10_000;

  /** Twice the longest wait, and the rounds that come after it. */
  private static final long CALM_MILLIS_MAX = 2 * 3_600_000 + 1_200_000;

  private static final long LONG_MILLIS = 400L * 86_400_000;
  private static final long LOOK_MILLIS = 60_000;
  private static final int LATER_OPERATIONS = 8;
  private static final long AFTERMATH_MILLIS = 20_000;

  /** What to leave out of a seed: operations by number, faults by place. */
  record Cut(Set<Integer> operations, Set<String> faults) {
    static final Cut NOTHING = new Cut(Set.of(), Set.of());
  }

  /** What is planted, which checks look away, and what devices keep their data on. */
  record Setting(Bug bug, Set<Check> switchedOff, Supplier<Disk> disks) {
    Setting(Bug bug, Set<Check> switchedOff) {
      this(bug, switchedOff, MemoryDisk::new);
    }

    static Setting usual() {
      return new Setting(new Bug(), Set.of());
    }

    static Setting with(Bug bug) {
      return new Setting(bug, Set.of());
    }
  }

  /** How it ended. */
  record Outcome(
      long seed,
      long trace,
      Optional<Violation> violation,
      List<Operation> operations,
      List<String> struck,
      List<String> history,
      Counts counts,
      List<String> end,
      long simulatedMillis,
      long calmMillis) {}

  private final World world;
  private final People people;
  private final List<Operation> operations;
  private final long calmFrom;
  private final long seed;
  private long nextLook;

  private Simulation(World world, List<Operation> operations, long calmFrom) {
    this.world = world;
    this.people = new People(world);
    this.operations = operations;
    this.calmFrom = calmFrom;
    this.seed = world.swarm.seed();
  }

  private static Simulation drawn(Hall hall, Swarm swarm, Setting setting, Cut cut) {
    var seed = swarm.seed();
    var chaosEnds = WARM_MILLIS + swarm.chaos().toMillis();
    var calmFrom = chaosEnds + (isLong(seed) ? LONG_MILLIS : 0);
    var drawn =
        new ArrayList<>(
            Operation.drawn(seed, swarm, WARM_MILLIS, chaosEnds, swarm.operations(), 0));
    if (seed % 2 == 0) { // work goes on after the faults
      drawn.addAll(
          Operation.drawn(
              seed, swarm, calmFrom, calmFrom + 300_000, LATER_OPERATIONS, swarm.operations()));
    }
    drawn.removeIf(op -> cut.operations().contains(op.number()));
    var tape = new Tape(seed, swarm.rates(), cut.faults());
    return new Simulation(new World(hall, swarm, tape, setting), List.copyOf(drawn), calmFrom);
  }

  /** Plays a script instead of what chance draws; {@code tape} says what fails. */
  static Outcome play(Hall hall, Swarm swarm, Setting setting, Tape tape, List<Operation> script) {
    LogWatch.begin();
    var end = WARM_MILLIS;
    for (var op : script) {
      end = Math.max(end, op.at());
    }
    var world = new World(hall, swarm, tape, setting);
    return new Simulation(world, script, end + AFTERMATH_MILLIS).toTheEnd();
  }

  static Outcome run(Hall hall, long seed) {
    return run(hall, Swarm.of(seed), Setting.usual(), Cut.NOTHING);
  }

  static Outcome run(Hall hall, Swarm swarm, Setting setting, Cut cut) {
    LogWatch.begin();
    return drawn(hall, swarm, setting, cut).toTheEnd();
  }

  private Outcome toTheEnd() {
    var stage = world.stage;
    for (var device : world.devices) {
      stage.at(0, device.name() + " starts", device::start);
    }
    for (var op : operations) {
      stage.at(op.at(), "op " + op.number() + " " + op.kind(), () -> people.perform(op));
    }
    stage.at(WARM_MILLIS, "chaos", () -> world.tape.calm(false));
    if (isLong(seed)) {
      stage.at(calmFrom - LONG_MILLIS, "all go away", this::goAway);
    }
    stage.at(calmFrom, "calm", this::calm);
    var isQuiet = false;
    while (!isQuiet && world.violation().isEmpty() && stage.next(calmFrom + CALM_MILLIS_MAX)) {
      isQuiet = stage.now() > calmFrom + 1 && isQuiet();
    }
    if (world.violation().isEmpty() && !isQuiet) {
      world.violate(Check.DRAINED, "not quiet in time: " + whatIsLeft());
    }
    if (world.violation().isEmpty()) {
      world.judge.atTheEnd();
    }
    LogWatch.leak().ifPresent(line -> world.violate(Check.SECRETS, "a log tells: " + line));
    stage.end();
    var end = EndState.of(world);
    world.devices.forEach(SimDevice::close);
    return new Outcome(
        seed,
        stage.trace(),
        world.violation(),
        operations,
        world.tape.struck(),
        stage.history(),
        world.counts,
        end,
        stage.now(),
        stage.now() - calmFrom);
  }

  /** In some worlds nobody opens the program for more than a year. */
  private static boolean isLong(long seed) {
    return seed % 8 == 5;
  }

  private void goAway() {
    world.counts.count("400 days away");
    world.devices.forEach(SimDevice::switchOff);
    world.stage.at(
        calmFrom - 1,
        "old deletions are forgotten",
        () ->
            world
                .server
                .core()
                .tombstones()
                .collect(
                    ServerCore.ORGANISATION,
                    world.begin().plusMillis(world.stage.now()).minus(90, ChronoUnit.DAYS)));
  }

  private void calm() {
    world.tape.calm(true);
    world.office.bringHome();
    for (var device : world.devices) {
      device.heal();
      device.switchOn();
      device.wakeIn(1_000);
    }
    world.stage.at(world.stage.now() + 120_000, "people tidy up", this::tidyUp);
  }

  /** In calm people look at what needs them. Deciding reviews is not part of draining. */
  private void tidyUp() {
    for (var device : world.devices) {
      for (var letter : device.read(tx -> tx.deadLetters().list(100, 0))) {
        device
            .process()
            .ifPresent(
                process ->
                    people.settle(
                        device,
                        process,
                        letter.mutation(),
                        Tape.hash(seed, letter.mutation()) % 2 == 0));
      }
    }
  }

  /** Looks once a minute whether everything is sent, and everybody has heard of it. */
  private boolean isQuiet() {
    var now = world.stage.now();
    if (now < nextLook || now < calmFrom + 120_001 + (seed % 2 == 0 ? 300_000 : 0)) {
      return false;
    }
    nextLook = now + LOOK_MILLIS;
    var quiet = true;
    for (var device : world.devices) {
      var isDone =
          device.process().isPresent()
              && device.last().map(r -> r.stop() == SyncReport.Stop.FINISHED).orElse(false)
              && device.lastStartedAt() > world.judge.lastCommitAt()
              && waiting(device).isEmpty();
      if (!isDone) {
        quiet = false;
        device.wakeIn(LOOK_MILLIS); // the bell of the server, or a person who opens the program
      }
    }
    return quiet;
  }

  /** Returns what still has to go: all but what a person has to see first. */
  private List<String> waiting(SimDevice device) {
    var held =
        device.read(
            tx ->
                tx.outbox().list(10_000, 0).stream()
                    .filter(entry -> !needsPerson(tx, entry) && !waitsForAPerson(tx, entry))
                    .toList());
    return held.stream()
        .filter(entry -> !waitsForNobody(entry))
        .map(
            entry ->
                entry.record().entity()
                    + " "
                    + entry.local().target().op()
                    + " "
                    + entry.hold()
                    + " sent="
                    + entry.wasSent())
        .toList();
  }

  private static boolean needsPerson(SyncStore.Tx tx, OutboxEntry entry) {
    return entry.hold() == OutboxEntry.Hold.NEEDS_PERSON
        && !tx.deadLetters().of(entry.record()).isEmpty();
  }

  /**
   * The server lost the record with a backup, and those who could make it anew have given it up:
   * after a month it comes to a person, which LostRecordsTest shows.
   */
  private boolean waitsForNobody(OutboxEntry entry) {
    return entry.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD
        && world.counts.of("restores") > 0
        && !world.truth.holdsKey(entry.waitsFor())
        && world.devices.stream().noneMatch(device -> makes(device, entry.waitsFor()));
  }

  private static boolean makes(SimDevice device, String key) {
    return device.read(
        tx ->
            tx.outbox().list(10_000, 0).stream()
                .anyMatch(
                    entry ->
                        entry.record().key().equals(key)
                            && entry.local().target().op() == Op.CREATE));
  }

  /** It names a record whose own create needs a person, or stands behind one that does. */
  private static boolean waitsForAPerson(SyncStore.Tx tx, OutboxEntry entry) {
    var seen = new LinkedHashSet<String>();
    var at = entry;
    while (seen.add(at.mutation())) {
      if (at.hold() == OutboxEntry.Hold.NEEDS_PERSON) {
        return tx.deadLetters().of(at.record()).size() > 0;
      }
      if (at.hold() == OutboxEntry.Hold.BEHIND_PREDECESSOR) {
        at = tx.outbox().of(at.record()).get(0);
      } else if (at.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD) {
        var key = at.waitsFor();
        if (tx.deadLetters().list(1_000, 0).stream().anyMatch(l -> l.record().key().equals(key))) {
          return true;
        }
        var target =
            tx.outbox().list(10_000, 0).stream()
                .filter(other -> other.record().key().equals(key))
                .findFirst();
        if (target.isEmpty()) {
          return false;
        }
        at = target.get();
      } else {
        return false;
      }
    }
    return false;
  }

  private String whatIsLeft() {
    var text = new StringBuilder();
    for (var device : world.devices) {
      text.append(device.name())
          .append(": ")
          .append(device.last().map(r -> r.stop() + "/" + r.detail()).orElse("never ran"))
          .append(' ')
          .append(waiting(device))
          .append("; ");
    }
    return text.toString();
  }
}
