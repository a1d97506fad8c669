package no.samsyn.model;

import java.time.Instant;

/**
 * The two clocks of a device. The engine and the server's handlers get this by constructor and read
 * no other clock.
 *
 * <p>Thread-safe.
 */
public interface Time {
  /** The wall clock. It lies and jumps; use it for people and as evidence. */
  Instant now();

  /** A clock that only goes forward within one process; for lengths of time. */
  long monotonicMillis();
}
