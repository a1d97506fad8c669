package no.samsyn.ui.audit;

import no.samsyn.console.AuditLog;

/**
 * One entry of the audit log in words.
 *
 * @param about the kind of record, and where there is one its version
 */
record AuditRow(
    AuditLog.Line line, String when, String who, String what, String about, String outcome) {
  /** Returns what a screen reader says of it. */
  @Override
  public String toString() {
    return String.join(", ", when, who, what, about, outcome);
  }
}
