package no.samsyn.console.policy;

import java.time.Instant;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;

/**
 * A conflict that was settled, as the audit trail remembers it: two events under one mutation.
 *
 * @param done the code of what was done, as {@link no.samsyn.sync.conflict.Resolution#code}
 * @param isWhole whether all values are there; erased ones cannot be tried again
 */
public record PastConflict(
    String mutation,
    Instant at,
    RecordId record,
    Told mine,
    Told theirs,
    String done,
    boolean isWhole) {

  /** What one side made of what was there before, and whether on somebody's behalf. */
  public record Told(FieldChanges changes, boolean byProxy) {
    @Override
    public String toString() {
      return "Told[" + changes.names() + "]"; // values are personal
    }
  }
}
