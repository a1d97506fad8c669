package no.samsyn.sim;

/** What did not hold, and when. */
record Violation(Check check, long at, String what) {
  @Override
  public String toString() {
    return check + " (" + check.invariants() + ") at " + at + " ms: " + what;
  }
}
