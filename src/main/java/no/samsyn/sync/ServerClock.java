package no.samsyn.sync;

import no.samsyn.model.Mutation;

/**
 * How far the device's clock is off, as measured from the server's answers. Evidence only: nothing
 * is decided by it.
 */
@FunctionalInterface
public interface ServerClock {
  ServerClock UNKNOWN = () -> Mutation.Evidence.UNKNOWN_OFFSET;

  /**
   * Returns server time minus device time in milliseconds, or {@link
   * Mutation.Evidence#UNKNOWN_OFFSET}.
   */
  long offsetMillis();
}
