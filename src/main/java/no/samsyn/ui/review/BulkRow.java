package no.samsyn.ui.review;

import no.samsyn.ui.common.Tone;

/**
 * One review in the preview of a rule.
 *
 * @param takes whose version the record takes; empty where a person has to look
 * @param changes what changes in the record, sensitive values masked
 * @param drops whose text would be lost, and in which fields; or why a person has to look
 */
record BulkRow(
    String key, String whose, String what, String takes, String changes, String drops, Tone tone) {
  /** Returns what a screen reader says of it. */
  @Override
  public String toString() {
    return String.join(", ", whose, what, takes, changes, drops);
  }
}
