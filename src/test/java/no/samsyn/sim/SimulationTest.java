package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As many seeds as a build has time for; more of them in {@link SimulationSoak}.
 *
 * <p>{@code -Dsamsyn.sim.seed=N} runs that seed alone, {@code -Dsamsyn.sim.verbose=true} tells
 * everything that happens in it, {@code -Dsamsyn.sim.first} and {@code -Dsamsyn.sim.seeds} choose
 * others.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("samsyn.sim.seeds", 2_000);
  private static final int COPIES_SEEDS = Integer.getInteger("samsyn.sim.copies.seeds", 200);
  private static final int ACCESS_SEEDS = Integer.getInteger("samsyn.sim.access.seeds", 200);
  private static final int AGAIN = 5; // seeds that are run twice

  private static Worlds worlds;
  private static Hall hall;

  @BeforeAll
  static void open() {
    worlds = new Worlds();
    hall = worlds.hall();
  }

  @AfterAll
  static void close() {
    worlds.close();
  }

  @Test
  void nothingIsLostWhateverFails() {
    var seen = play(SEEDS, Swarm::of);
    if (Long.getLong("samsyn.sim.seed") == null) {
      assertThat(seen.counts().all())
          .as("a world in which little happens proves little")
          .containsKeys(
              "saves",
              "deletes",
              "conflicts merged",
              "conflicts review",
              "reviews two_versions",
              "device deaths",
              "power cuts",
              "server deaths",
              "snapshots",
              "answer lost",
              "restores",
              "400 days away");
    }
  }

  @Test
  void whoLosesAccessAndGetsItBackLosesNothing() {
    var seen = play(ACCESS_SEEDS, seed -> Swarm.of(seed).with(Profile.ACCESS));
    if (Long.getLong("samsyn.sim.seed") == null) {
      assertThat(seen.counts().all()).containsKeys("moves to another unit", "lock-outs");
    }
  }

  @Test
  void whoseStoreIsPutBackLosesOnlyWhatNobodyElseHad() {
    var seen = play(COPIES_SEEDS, seed -> Swarm.of(seed).with(Profile.COPIES));
    if (Long.getLong("samsyn.sim.seed") == null) {
      assertThat(seen.counts().all()).containsKeys("copies put back");
    }
  }

  /** Plays one seed where one is named, else as many as there are. */
  private static Seen play(int count, LongFunction<Swarm> swarm) {
    var only = Long.getLong("samsyn.sim.seed");
    var first = only == null ? Long.getLong("samsyn.sim.first", 1) : only;
    var seeds = only == null ? count : 1;
    var seen = new Seen();
    var begin = System.nanoTime();
    worlds.play(
        LongStream.range(first, first + seeds).iterator(),
        (its, seed) ->
            Simulation.run(
                its, swarm.apply(seed), Simulation.Setting.usual(), Simulation.Cut.NOTHING),
        seen::take);
    System.out.println(seeds + " seeds in ms " + (System.nanoTime() - begin) / 1_000_000);
    System.out.println(seen);
    for (var failed : seen.failed()) {
      fail(Story.of(hall, swarm.apply(failed.seed()), Simulation.Setting::usual, failed));
    }
    return seen;
  }

  @Test
  void theSameSeedGivesTheSameWorld() {
    for (var seed = 1; seed <= AGAIN; seed++) {
      var once = Simulation.run(hall, seed);
      var again = Simulation.run(hall, seed);
      assertThat(again.trace()).as("seed %d", seed).isEqualTo(once.trace());
      assertThat(again.struck()).as("seed %d", seed).isEqualTo(once.struck());
    }
  }

  @Test
  void anotherSeedGivesAnotherWorld() {
    assertThat(Simulation.run(hall, 1).trace()).isNotEqualTo(Simulation.run(hall, 2).trace());
  }

  @Test
  void withoutFaultsNobodyWaitsAndNothingDies() {
    for (var seed = 1; seed <= AGAIN; seed++) {
      var outcome =
          Simulation.run(
              hall,
              Swarm.of(seed).withoutFaults(),
              Simulation.Setting.usual(),
              Simulation.Cut.NOTHING);
      assertThat(outcome.violation()).isEmpty();
      assertThat(outcome.struck()).isEmpty();
      assertThat(outcome.counts().all())
          .doesNotContainKeys("device deaths", "power cuts", "server deaths", "answer lost");
    }
  }

  /** The canary: a simulator that cannot find this finds nothing. */
  @Test
  void anEngineThatThrowsEntriesAwayIsFoundAndItsStoryIsShort() {
    var bug = Planted.bug("a failed send throws its entries away");
    var failed = Planted.firstFound(hall, bug, 10, Set.of()).orElseThrow();
    var swarm = Swarm.of(failed.seed());
    var small = Shrinker.shrink(hall, swarm, () -> Simulation.Setting.with(bug.get()), failed);
    assertThat(small.violation().map(Violation::check))
        .isEqualTo(failed.violation().map(Violation::check));
    assertThat(small.operations().size())
        .as("operations that are left of %d", failed.operations().size())
        .isLessThanOrEqualTo(4);
  }

  @Test
  void theDocumentSaysWhatTheCodeDoes() {
    assertThat(Document.text())
        .as("java -cp ... no.samsyn.sim.Document writes the tables anew")
        .isEqualTo(Document.renewed());
    assertThat(Planted.recorded().keySet())
        .containsExactlyInAnyOrderElementsOf(Planted.all().keySet());
  }
}
