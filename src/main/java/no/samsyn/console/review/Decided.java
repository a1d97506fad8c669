package no.samsyn.console.review;

import java.util.List;

/**
 * What became of a review: durable, and waiting to be sent.
 *
 * @param how the review's outcome, or its new status
 * @param created the key of a record that it made; empty where it made none
 * @param leftAlone fields that somebody changed since, which an undo therefore leaves
 */
public record Decided(String review, String how, String created, List<String> leftAlone) {
  public Decided {
    leftAlone = List.copyOf(leftAlone);
  }
}
