package no.samsyn.sim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
  private final Hall hall;

  Loops(Hall hall) {
    this.hall = hall;
  }

  record Played(Simulation.Outcome outcome, NthTape tape) {}

  Played untouched(Scenario scenario) {
    return play(scenario, Simulation.Setting.usual(), Fault.KILLED, Integer.MAX_VALUE);
  }

  Played play(Scenario scenario, Simulation.Setting setting, Fault fault, int n) {
    var tape = new NthTape(1, fault, n, scenario.isABeginning());
    return new Played(scenario.play(hall, setting, tape), tape);
  }

  /** Plays every script with every fault at {@code tries} calls, spread evenly, or at all. */
  void play(int tries, BooleanSupplier isOver) {
    for (var scenario : Scenarios.all()) {
      var untouched = untouched(scenario).tape;
      for (var fault : FAULTS) {
        if (isKnown(scenario, fault)) {
          continue;
        }
        for (var n : chosen(untouched.occasions(fault), tries)) {
          if (isOver.getAsBoolean()) {
            return;
          }
          runs.merge(fault, 1, Integer::sum);
          play(scenario, Simulation.Setting.usual(), fault, n)
              .outcome
              .violation()
              .ifPresent(v -> failed.add(scenario + ", " + fault + " at " + n + ": " + v));
        }
      }
    }
  }

  /**
   * Open: a server learns from cursors that it came back from a backup, so nobody tells it where a
   * cursor was thrown away just then. docs/simulation.md says what was tried.
   */
  private static boolean isKnown(Scenario scenario, Fault fault) {
    return fault == Fault.RESET_ASKED && scenario.name().startsWith("a backup is put back");
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
