package no.samsyn.server;

import java.util.Random;
import no.samsyn.model.Chance;

/** The same numbers for the same seed. Thread-safe. */
final class SeededChance implements Chance {
  private final Random random;

  SeededChance(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
