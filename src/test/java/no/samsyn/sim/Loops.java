package no.samsyn.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Each short script, played with each failure at the first, second, third … call at which it could
 * happen, until it ends untouched; then everything must drain, and all checks of the simulator must
 * hold.
 */
final class Loops {
  static final Set<Fault> FAULTS =
      EnumSet.of(
          Fault.KILLED,
          Fault.POWER_CUT,
          Fault.DISK_FULL,
          Fault.SERVER_DIES,
          Fault.REQUEST_LOST,
          Fault.ANSWER_LOST,
          Fault.REQUEST_REPEATED,
          Fault.ANSWER_CUT,
          Fault.ANSWER_TWISTED,
          Fault.PORTAL,
          Fault.RESET_ASKED,
          Fault.ACCESS_REFUSED,
          Fault.POISON);

  final Map<Fault, Integer> runs = new EnumMap<>(Fault.class);
  final List<String> failed = new ArrayList<>();
  private final Worlds worlds;

  Loops(Worlds worlds) {
    this.worlds = worlds;
  }

  record Played(Simulation.Outcome outcome, NthTape tape) {}

  /** One script with one fault at one call. */
  private record Try(Scenario scenario, Fault fault, int n) {
    Tried in(Hall hall) {
      var setting = Simulation.Setting.usual();
      return new Tried(this, play(hall, scenario, setting, fault, n).outcome.violation());
    }

    @Override
    public String toString() {
      return scenario + ", " + fault + " at " + n;
    }
  }

  private record Tried(Try what, Optional<Violation> failure) {}

  static Played untouched(Hall hall, Scenario scenario) {
    return play(hall, scenario, Simulation.Setting.usual(), Fault.KILLED, Integer.MAX_VALUE);
  }

  static Played play(Hall hall, Scenario scenario, Simulation.Setting setting, Fault fault, int n) {
    var tape = new NthTape(1, fault, n, scenario.isABeginning());
    return new Played(scenario.play(hall, setting, tape), tape);
  }

  /**
   * Plays every script with every fault at {@code tries} calls, spread evenly, in an order that
   * leaves nothing to the end for whoever stops early.
   */
  void play(int tries, BooleanSupplier isOver) {
    var all = new ArrayList<Try>();
    worlds.play(Scenarios.all(), (hall, each) -> tries(hall, each, tries), all::addAll);
    Collections.shuffle(all, new Random(1));
    var left = all.iterator();
    worlds.play(
        new Iterator<Try>() {
          @Override
          public boolean hasNext() {
            return left.hasNext() && !isOver.getAsBoolean();
          }

          @Override
          public Try next() {
            return left.next();
          }
        },
        (hall, each) -> each.in(hall),
        this::take);
  }

  private static List<Try> tries(Hall hall, Scenario scenario, int tries) {
    var untouched = untouched(hall, scenario).tape;
    var all = new ArrayList<Try>();
    for (var fault : FAULTS) {
      chosen(untouched.occasions(fault), tries).forEach(n -> all.add(new Try(scenario, fault, n)));
    }
    return all;
  }

  private void take(Tried tried) {
    runs.merge(tried.what.fault, 1, Integer::sum);
    tried.failure.ifPresent(violation -> failed.add(tried.what + ": " + violation));
  }

  private static List<Integer> chosen(int occasions, int tries) {
    var chosen = new ArrayList<Integer>();
    var step = Math.max(1, (occasions + tries - 1) / tries);
    for (var n = 1 + (step - 1) / 2; n <= occasions; n += step) {
      chosen.add(n);
    }
    return chosen;
  }
}
