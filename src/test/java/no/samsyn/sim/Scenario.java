package no.samsyn.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A short script that is played again and again, each time with a failure at another call.
 *
 * @param name what happens in it
 * @param proves what must have been counted when nothing failed; empty if the name says it all
 */
record Scenario(String name, String proves, List<Operation> script) {
  private static final int DEVICES = 4;
  private static final int RECORDS = 2; // so that batches and pages have to be several

  /**
   * Reads a line {@code name | proves | step; step}. A step is {@code millis device KIND}, the
   * milliseconds after the step before it, and what is chosen instead of drawn: {@code row=1}.
   */
  static Scenario of(String line) {
    var parts = line.split("\\|", -1);
    var script = new ArrayList<Operation>();
    var at = Simulation.WARM_MILLIS;
    for (var step : parts[2].trim().split(";", -1)) {
      if (step.isBlank()) {
        continue;
      }
      var words = step.trim().split(" +", -1);
      at += Long.parseLong(words[0]);
      script.add(
          new Operation(
              script.size(),
              at,
              Integer.parseInt(words[1]),
              Operation.Kind.valueOf(words[2]),
              chosen(words)));
    }
    return new Scenario(parts[0].trim(), parts[1].trim(), List.copyOf(script));
  }

  private static Map<String, Integer> chosen(String[] words) {
    var chosen = new HashMap<String, Integer>();
    for (var i = 3; i < words.length; i++) {
      var equals = words[i].indexOf('=');
      chosen.put(
          words[i].substring(0, equals).replace('-', ' '),
          Integer.parseInt(words[i].substring(equals + 1)));
    }
    return chosen;
  }

  /** Only a beginning: what fails may be the sign-in or the first snapshot, too. */
  boolean isABeginning() {
    return name.startsWith("the first");
  }

  private int devices() {
    var most = 2;
    for (var op : script) {
      most = Math.max(most, op.device() + 1);
    }
    return Math.min(DEVICES, most);
  }

  private Swarm swarm() {
    return new Swarm(
        1,
        Profile.USUAL,
        Map.of(),
        devices(),
        script.size(),
        Duration.ofMinutes(1),
        RECORDS,
        RECORDS,
        50,
        Duration.ofMinutes(2));
  }

  /** Plays it with {@code tape} saying what fails. */
  Simulation.Outcome play(Hall hall, Simulation.Setting setting, Tape tape) {
    return Simulation.play(hall, swarm(), setting, tape, script);
  }

  @Override
  public String toString() {
    return name;
  }
}
