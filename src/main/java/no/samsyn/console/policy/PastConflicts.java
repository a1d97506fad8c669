package no.samsyn.console.policy;

import java.time.Instant;
import java.util.function.Consumer;

/** The conflicts that this device has settled. Implemented over the audit trail. */
public interface PastConflicts {
  /** Hands every conflict from {@code since} on, the oldest first; holds one at a time. */
  void each(Instant since, Consumer<PastConflict> work);
}
