package no.samsyn.app;

import java.security.SecureRandom;
import no.samsyn.model.Chance;

/** Randomness of this machine that nobody can guess. Thread-safe. */
final class SystemChance implements Chance {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
