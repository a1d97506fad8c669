package no.samsyn.testkit;

import java.util.Random;
import no.samsyn.model.Chance;

/** Randomness that repeats. */
public final class SeededChance implements Chance {
  private final Random random;

  public SeededChance(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
