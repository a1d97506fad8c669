package no.samsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
  private static final Set<Stop> UNREACHABLE =
      Set.of(Stop.OFFLINE, Stop.SERVER_BUSY, Stop.BREAKER_OPEN);

  @ParameterizedTest
  @EnumSource(Stop.class)
  void onlyAFinishedRunIsDone(Stop stop) {
    var code = ExitCode.of(report(stop, 0, 0, 0), status(0));
    assertThat(code == ExitCode.DONE).isEqualTo(stop == Stop.FINISHED);
    assertThat(code == ExitCode.UNREACHABLE).isEqualTo(UNREACHABLE.contains(stop));
    assertThat(code == ExitCode.SIGN_IN_NEEDED).isEqualTo(stop == Stop.SIGN_IN_NEEDED);
  }

  @Test
  void whatNeedsAPersonIsSaidEvenWhenTheRunFinished() {
    assertThat(ExitCode.of(report(Stop.FINISHED, 1, 0, 0), inReview(1))).isEqualTo(5);
    assertThat(ExitCode.of(report(Stop.FINISHED, 0, 1, 0), status(0))).isEqualTo(5);
    assertThat(ExitCode.of(report(Stop.FINISHED, 0, 0, 0), status(1))).isEqualTo(5);
  }

  @Test
  void aConflictThatARuleSettledAndAReviewOfOldNeedNobodyNow() {
    assertThat(ExitCode.of(report(Stop.FINISHED, 1, 0, 0), inReview(0))).isZero();
    assertThat(ExitCode.of(report(Stop.FINISHED, 0, 0, 0), inReview(1))).isZero();
  }

  @Test
  void aRunThatLeavesSomethingIsNotDone() {
    assertThat(ExitCode.of(report(Stop.FINISHED, 0, 0, 1), status(0))).isEqualTo(1);
  }

  private static SyncReport report(Stop stop, long conflicts, long rejected, long left) {
    var counts = new SyncReport.Counts(3, 1, conflicts, rejected, left, 0);
    return new SyncReport(Instant.EPOCH, Duration.ZERO, counts, 0, "sync-now", stop, "");
  }

  private static SyncStatus inReview(long reviews) {
    return new SyncStatus(
        SyncStatus.State.IDLE, 0, 0, reviews, Instant.EPOCH, Instant.EPOCH, "", "");
  }

  private static SyncStatus status(long needsYou) {
    return new SyncStatus(
        SyncStatus.State.IDLE, 0, needsYou, 0, Instant.EPOCH, Instant.EPOCH, "", "");
  }
}
