package no.samsyn.sync;

import java.time.Duration;

/**
 * How long to wait before a retry: doubling, capped, with full jitter, so that devices that failed
 * together do not come back together. A pure function: the caller brings the randomness.
 */
public record Backoff(Duration first, Duration max) {
  private static final int DOUBLINGS_MAX = 30; // keeps the shift below from overflowing

  public Backoff {
    if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("needs 0 < first <= max: " + first + ", " + max);
    }
  }

  /** Returns the longest wait before retry number {@code attempt}, counted from 1. */
  public Duration ceiling(int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1: " + attempt);
    }
    var doublings = Math.min(attempt - 1, DOUBLINGS_MAX);
    var millis =
        first.toMillis() > (max.toMillis() >> doublings)
            ? max.toMillis()
            : first.toMillis() << doublings;
    return Duration.ofMillis(Math.min(millis, max.toMillis()));
  }

  /**
   * Returns the wait before retry number {@code attempt}: from 1 ms to the ceiling, by {@code
   * random} from 0 to 1.
   */
  public Duration delay(int attempt, double random) {
    return Duration.ofMillis(Math.max(1, (long) (ceiling(attempt).toMillis() * random)));
  }
}
