package no.samsyn.sim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What many seeds came to, for whoever wants to know what a run was worth. */
final class Seen {
  private static final long MINUTE = 60_000;

  private final Counts counts = new Counts();
  private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
  private final Map<Long, Violation> violations = new TreeMap<>();
  private final List<Simulation.Outcome> failed = new ArrayList<>();
  private long seeds;
  private long drained;
  private long simulatedMillis;
  private long longestCalmMillis;
  private long longestCalmSeed;

  void take(Simulation.Outcome outcome) {
    seeds++;
    counts.add(outcome.counts());
    simulatedMillis += outcome.simulatedMillis();
    for (var place : outcome.struck()) {
      struck.merge(Fault.valueOf(place.substring(0, place.indexOf('/'))), 1L, Long::sum);
    }
    if (outcome.violation().isPresent()) {
      violations.put(outcome.seed(), outcome.violation().get());
      failed.add(outcome);
    } else { // a world that is not quiet in time is a violation
      drained++;
    }
    if (outcome.calmMillis() > longestCalmMillis) {
      longestCalmMillis = outcome.calmMillis();
      longestCalmSeed = outcome.seed();
    }
  }

  /** Returns the longest time from the end of the faults until all was sent and heard of. */
  long longestCalmMillis() {
    return longestCalmMillis;
  }

  Counts counts() {
    return counts;
  }

  Map<Long, Violation> violations() {
    return violations;
  }

  /** Returns the worlds that failed, as they were played. */
  List<Simulation.Outcome> failed() {
    return failed;
  }

  String perThousand() {
    return "Per 1,000 seeds:\n" + counts.per1000(seeds);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("Seeds ").append(seeds).append('\n');
    text.append("Simulated hours ").append(simulatedMillis / (60 * MINUTE)).append('\n');
    text.append("Faults by class ").append(struck).append('\n');
    text.append("Drained ").append(drained).append(" of ").append(seeds).append('\n');
    text.append("Longest from the end of the faults until drained, minutes ")
        .append(longestCalmMillis / MINUTE)
        .append(" (seed ")
        .append(longestCalmSeed)
        .append("), of 2 x 60\n");
    text.append("Violations ").append(violations.size()).append(' ').append(violations);
    return text.append('\n').append(perThousand()).toString();
  }
}
