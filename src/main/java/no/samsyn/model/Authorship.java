package no.samsyn.model;

import java.time.Instant;

/**
 * Who made a change, on whose behalf, on which device, and when.
 *
 * <p>{@code onBehalfOf} is the key of a peer mentor, or empty where the author speaks for himself.
 * {@code at} is evidence for people; it never decides an order.
 */
public record Authorship(String author, String onBehalfOf, String device, Instant at) {
  public boolean isByProxy() {
    return !onBehalfOf.isEmpty();
  }
}
