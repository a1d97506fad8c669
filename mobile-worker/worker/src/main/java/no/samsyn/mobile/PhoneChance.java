package no.samsyn.mobile;

import java.security.SecureRandom;
import no.samsyn.model.Chance;

/** Randomness of this phone that nobody can guess. Thread-safe. */
final class PhoneChance implements Chance {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
