package no.samsyn.console.review;

import java.time.Instant;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Op;

/**
 * A decision of this device's person that did not count.
 *
 * @param mutation names it in the outbox
 * @param outcome how the review would have been closed; empty where only the record's part is known
 * @param changes what it would have made of the record
 */
public record LostDecision(
    String mutation, Op op, String outcome, FieldChanges changes, String why, Instant at) {
  @Override
  public String toString() {
    return "LostDecision[" + mutation + "]"; // values are personal
  }
}
