package no.samsyn.sync;

import java.time.Duration;

/** Waits on behalf of the engine, which never sleeps by itself. */
@FunctionalInterface
public interface Pauses {

  /**
   * Waits {@code length}, or less when the run is asked to stop. Returns false if the run must end
   * now.
   */
  boolean pause(Duration length, RunBudget budget);
}
