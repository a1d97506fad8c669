package no.samsyn.sync;

import java.time.Instant;

/**
 * Keeps a fleet of devices from hammering a server that is down: after some failing runs in a row
 * scheduled runs stay away for a while, which doubles. A run that a person asked for always tries.
 * Immutable; kept in the store.
 */
public record CircuitBreaker(int failures, Instant openUntil) {
  public static final CircuitBreaker CLOSED = new CircuitBreaker(0, Instant.EPOCH);

  CircuitBreaker afterFailure(Pace.Breaker rule, Instant now, double random) {
    var failed = failures + 1;
    if (failed < rule.failures()) {
      return new CircuitBreaker(failed, Instant.EPOCH);
    }
    var ceiling = rule.openFor().ceiling(failed - rule.failures() + 1);
    // Half of it is certain, half is jitter: an open breaker that may reopen at once would protect
    // nobody.
    return new CircuitBreaker(
        failed, now.plusMillis((long) (ceiling.toMillis() * (0.5 + random / 2))));
  }

  /**
   * Returns whether scheduled runs stay away. A due time beyond the longest wait comes from a clock
   * that jumped.
   */
  public boolean isOpen(Instant now) {
    return openUntil.isAfter(now) && !openUntil.isAfter(now.plus(Pace.WAIT_MAX));
  }
}
