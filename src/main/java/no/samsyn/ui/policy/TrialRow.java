package no.samsyn.ui.policy;

/** One past conflict: what was done, and what another rule would have done. */
record TrialRow(String when, String fields, String done, String would) {
  /** Returns what a screen reader says of it. */
  @Override
  public String toString() {
    return String.join(", ", when, fields, done, would);
  }
}
