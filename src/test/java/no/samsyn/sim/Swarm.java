package no.samsyn.sim;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What kind of world a seed is: who takes part, which faults there are and how often, how large
 * pages and batches. Drawn for each seed, so that some worlds lack what hides a bug in others.
 */
record Swarm(
    long seed,
    Profile profile,
    Map<Fault, Integer> rates,
    int devices,
    int operations,
    Duration chaos,
    int batchItems,
    int pageRecords,
    int slowMillis,
    Duration budget) {
  private static final int[] BATCHES = {1, 2, 3, 10, 500};
  private static final int[] PAGES = {1, 2, 5, 20, 1_000};
  private static final int[] SLOW = {50, 500, 5_000, 40_000};

  private static final int[] BUDGETS = {20, 120, 600};

  private static final int PROFILES = 120; // divides evenly

  static Swarm of(long seed) {
    var rates = new EnumMap<Fault, Integer>(Fault.class);
    for (var fault : Fault.values()) {
      var isOn = draw(seed, fault.name() + "?", 2) == 1;
      rates.put(fault, isOn ? 1 + draw(seed, fault.name(), fault.permilleMax()) : 0);
    }
    return new Swarm(
        seed,
        Profile.of(draw(seed, "profile", PROFILES)),
        rates,
        2 + draw(seed, "devices", 4),
        10 + draw(seed, "operations", 50),
        Duration.ofSeconds(60 + draw(seed, "chaos", 600)),
        BATCHES[draw(seed, "batch", BATCHES.length)],
        PAGES[draw(seed, "page", PAGES.length)],
        SLOW[draw(seed, "slow", SLOW.length)],
        Duration.ofSeconds(BUDGETS[draw(seed, "budget", BUDGETS.length)]));
  }

  /** The same people and the same work in a world where nothing fails. */
  Swarm withoutFaults() {
    return with(Map.of());
  }

  Swarm with(Map<Fault, Integer> others) {
    return with(profile, others);
  }

  Swarm with(Profile other) {
    return with(other, rates);
  }

  private Swarm with(Profile itsProfile, Map<Fault, Integer> itsRates) {
    return new Swarm(
        seed,
        itsProfile,
        itsRates,
        devices,
        operations,
        chaos,
        batchItems,
        pageRecords,
        slowMillis,
        budget);
  }

  private static int draw(long seed, String label, int bound) {
    return (int) Math.floorMod(Tape.hash(seed, "swarm/" + label), (long) bound);
  }
}
