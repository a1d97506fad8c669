package no.samsyn.ui.policy;

/**
 * The rule for one kind of record, in words.
 *
 * @param origin who set it and when, or that it is the usual one
 */
record RuleRow(String entity, String kind, String words, String origin, String steps) {
  /** Returns what a screen reader says of it. */
  @Override
  public String toString() {
    return kind + ". " + words + " " + origin;
  }
}
