package no.samsyn.cli;

import no.samsyn.console.Trouble;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;

/** What the process ends with. Scripts rely on the numbers; never renumber. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;
  static final int SIGN_IN_NEEDED = 4;
  static final int NEEDS_PERSON = 5;

  private ExitCode() {}

  static int of(Trouble.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case WRONG_USE -> USAGE;
      case UNREACHABLE -> UNREACHABLE;
      case SIGN_IN_NEEDED -> SIGN_IN_NEEDED;
      case NEEDS_PERSON -> NEEDS_PERSON;
    };
  }

  /** Done only if the run finished, nothing is left and nothing waits for a person. */
  static int of(SyncReport report, SyncStatus status) {
    return switch (report.stop()) {
      case FINISHED -> ofFinished(report, status);
      case OFFLINE, SERVER_BUSY, BREAKER_OPEN -> UNREACHABLE;
      case SIGN_IN_NEEDED -> SIGN_IN_NEEDED;
      case BUDGET,
          ASKED_TO_STOP,
          SERVER_FAILING,
          UPGRADE_NEEDED,
          FORBIDDEN,
          PAUSED,
          DISK_FULL,
          ALREADY_RUNNING,
          ERROR ->
          FAILED;
    };
  }

  private static int ofFinished(SyncReport report, SyncStatus status) {
    var counts = report.counts();
    // A conflict that a rule settled needs nobody; one that became a review does.
    var isForPerson = counts.conflicts() > 0 && status.inReview() > 0;
    if (status.needsYou() > 0 || isForPerson || counts.rejected() > 0) {
      return NEEDS_PERSON;
    }
    return counts.left() == 0 ? DONE : FAILED;
  }
}
