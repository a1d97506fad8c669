package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * For as long as it is told: {@code mvn -Psoak verify -Dminutes=30}. Seeds that nobody has run yet
 * take the larger part of it ({@code -Dsamsyn.sim.first} names where to begin), scripts with a
 * failure at every call a part, and the planted bugs what they need.
 */
@Tag("soak")
class SimulationSoak {
  private static final long SEEDS_PERCENT = 65;
  private static final long LOOPS_PERCENT = 20;
  private static final int STORIES_MAX = 3;
  private static final int GROWTH_MAX = 5;
  private static final int STARTS = 5;
  private static final long CALM_MILLIS_MAX = 2 * 3_600_000L;

  /** Returns when that part of the time is over. */
  private static long endOf(long percent) {
    var seconds = TimeUnit.MINUTES.toSeconds(Long.getLong("minutes", 1)) * percent / 100;
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void nothingIsLostForAsLongAsItRuns() {
    var end = endOf(SEEDS_PERCENT);
    var first = Long.getLong("samsyn.sim.first", System.currentTimeMillis());
    try (var worlds = new Worlds()) {
      var seeds = LongStream.iterate(first, seed -> System.nanoTime() < end, seed -> seed + 1);
      var seen = play(worlds, seeds.iterator(), Simulation.Setting::usual);
      System.out.println("First seed " + first + "\n" + seen);
      seen.failed().stream()
          .limit(STORIES_MAX)
          .map(each -> story(worlds.hall(), each))
          .forEach(System.out::println);
      requireNoLoss(seen);
    }
  }

  private static Seen play(
      Worlds worlds, Iterator<Long> seeds, Supplier<Simulation.Setting> setting) {
    var seen = new Seen();
    worlds.play(
        seeds,
        (hall, seed) -> Simulation.run(hall, swarm(seed), setting.get(), Simulation.Cut.NOTHING),
        seen::take);
    return seen;
  }

  /** In a fifth of the worlds access comes and goes, in a tenth copies of stores are put back. */
  private static Swarm swarm(long seed) {
    return switch ((int) Math.floorMod(seed, 10L)) {
      case 4, 9 -> Swarm.of(seed).with(Profile.ACCESS);
      case 0 -> Swarm.of(seed).with(Profile.COPIES);
      default -> Swarm.of(seed);
    };
  }

  private static void requireNoLoss(Seen seen) {
    assertThat(seen.violations()).as("seeds that failed").isEmpty();
    assertThat(seen.longestCalmMillis()).as("until drained").isLessThan(CALM_MILLIS_MAX);
  }

  private static String story(Hall hall, Simulation.Outcome failed) {
    return Story.of(hall, swarm(failed.seed()), Simulation.Setting::usual, failed);
  }

  /** The canary: a soak of an engine that loses must fail, by the very words that judge it. */
  @Test
  void aSoakOfAnEngineThatThrowsEntriesAwayFails() {
    var bug = Planted.bug("a failed send throws its entries away");
    try (var worlds = new Worlds()) {
      var seeds = LongStream.rangeClosed(1, 10).iterator();
      var seen = play(worlds, seeds, () -> Simulation.Setting.with(bug.get()));
      assertThatThrownBy(() -> requireNoLoss(seen)).hasMessageContaining("seeds that failed");
    }
  }

  @Test
  void whicheverCallOfAnyScriptFailsNothingIsLost() {
    var end = endOf(LOOPS_PERCENT);
    try (var worlds = new Worlds()) {
      var loops = new Loops(worlds);
      loops.play(Integer.MAX_VALUE, () -> System.nanoTime() > end);
      System.out.println("Loops " + loops.runs);
      assertThat(loops.failed).isEmpty();
      assertThat(loops.runs).isNotEmpty();
    }
  }

  /** How many seeds a bug takes, from several places to begin at. */
  private record Search(String bug, int median, List<Integer> seeds) {}

  @Test
  void everyPlantedBugIsFoundAboutAsSoonAsEver() {
    var late = new ArrayList<Search>();
    var found = new ArrayList<Search>();
    try (var worlds = new Worlds()) {
      worlds.play(
          Planted.all().keySet(),
          SimulationSoak::search,
          search -> {
            found.add(search);
            if (search.median > GROWTH_MAX * Planted.median(search.bug)) {
              late.add(search);
            }
          });
    }
    System.out.println(
        "Planted bugs found " + (found.size() - late.size()) + " of " + found.size());
    System.out.println("Median seeds to find each, of " + STARTS + " places to begin at:");
    found.forEach(each -> System.out.println(each.median + "\t" + each.bug + "\t" + each.seeds));
    assertThat(late).as("take five times as many seeds as they did, or more").isEmpty();
  }

  private static Search search(Hall hall, String name) {
    var most = GROWTH_MAX * Planted.median(name) + 1;
    var seeds = new ArrayList<Integer>();
    for (var start = 0; start < STARTS; start++) {
      var first = 1 + start * 1_000_000L;
      Optional<Simulation.Outcome> found =
          Planted.firstFound(hall, Planted.bug(name), first, most, Set.of());
      seeds.add(found.map(outcome -> (int) (outcome.seed() - first + 1)).orElse(most));
    }
    return new Search(name, seeds.stream().sorted().toList().get(STARTS / 2), seeds);
  }
}
