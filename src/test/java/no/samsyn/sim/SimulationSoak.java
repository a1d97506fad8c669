package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seeds for as long as it is told: {@code mvn -Psoak verify -Dminutes=30}. Begins with a seed that
 * nobody has run yet, unless {@code -Dsamsyn.sim.first} names one.
 */
@Tag("soak")
class SimulationSoak {
  @Test
  void nothingIsLostForAsLongAsItRuns() {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("minutes", 1));
    var first = Long.getLong("samsyn.sim.first", System.currentTimeMillis());
    var counts = new Counts();
    var failed = new ArrayList<Long>();
    var seeds = 0L;
    var simulated = 0L;
    var longestCalm = 0L;
    try (var hall = new Hall()) {
      for (var seed = first; System.nanoTime() < end; seed++) {
        var outcome = Simulation.run(hall, seed);
        counts.add(outcome.counts());
        seeds++;
        simulated += outcome.simulatedMillis();
        longestCalm = Math.max(longestCalm, outcome.calmMillis());
        if (outcome.violation().isPresent()) {
          failed.add(seed);
          System.out.println(Story.of(hall, Swarm.of(seed), Simulation.Setting::usual, outcome));
        }
      }
    }
    System.out.println("Seeds " + seeds + " from " + first);
    System.out.println("Simulated hours " + simulated / 3_600_000);
    System.out.println("Longest calm until all was quiet, minutes " + longestCalm / 60_000);
    System.out.println("Per 1,000 seeds:\n" + counts.per1000(seeds));
    assertThat(failed).as("seeds that failed").isEmpty();
  }

  @Test
  void whicheverCallOfAnyScriptFailsNothingIsLost() {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("minutes", 1));
    try (var worlds = new Worlds()) {
      var loops = new Loops(worlds);
      loops.play(Integer.MAX_VALUE, () -> System.nanoTime() > end);
      System.out.println("Loops " + loops.runs);
      assertThat(loops.failed).isEmpty();
      assertThat(loops.runs).isNotEmpty();
    }
  }

  @Test
  void plantedBugsThatAreRareAreFoundToo() {
    var recorded = Planted.recorded();
    try (var hall = new Hall()) {
      Planted.rare()
          .forEach(
              (name, bug) ->
                  assertThat(Planted.firstFound(hall, bug, 5 * recorded.get(name), Set.of()))
                      .as(name)
                      .isPresent());
    }
  }
}
