package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import androidx.work.WorkInfo;
import java.time.Instant;
import no.samsyn.sync.SyncStatus;
import no.samsyn.sync.SyncStatus.State;
import org.junit.jupiter.api.Test;

class ObstaclesTest {
  private static final PhoneConditions FREE =
      new PhoneConditions(true, false, false, false, false, "active");

  private static SyncStatus status(State state, long unsent, long needsYou) {
    return new SyncStatus(
        state, unsent, needsYou, 0, Instant.EPOCH, Instant.EPOCH, "the regular interval", "");
  }

  @Test
  void nothingStandsInTheWayOfNothing() {
    var worst = new PhoneConditions(false, true, true, true, true, "restricted");
    assertThat(Obstacles.codes(status(State.OFFLINE, 0, 0), worst)).isEmpty();
    assertThat(Obstacles.codes(status(State.IDLE, 3, 0), FREE)).isEmpty();
  }

  @Test
  void theWeightiestComesFirst() {
    var worst = new PhoneConditions(false, true, true, true, true, "restricted");
    assertThat(Obstacles.codes(status(State.SIGN_IN_NEEDED, 3, 1), worst))
        .containsExactly(
            "sign-in-needed",
            "needs-you",
            "no-network",
            "background-restricted",
            "app-standby-restricted",
            "data-saver",
            "power-saver");
  }

  @Test
  void aServerThatDoesNotAnswerIsNotTakenForAMissingNetwork() {
    assertThat(Obstacles.codes(status(State.OFFLINE, 3, 0), FREE))
        .containsExactly("server-does-not-answer");
    var offline = new PhoneConditions(false, false, false, false, false, "rare");
    assertThat(Obstacles.codes(status(State.OFFLINE, 3, 0), offline))
        .containsExactly("no-network", "app-standby-rare");
  }

  @Test
  void everyReasonOfWorkManagerHasACode() {
    assertThat(StopReason.of(WorkInfo.STOP_REASON_TIMEOUT)).isEqualTo(StopReason.TIME_IS_UP);
    assertThat(StopReason.of(WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY).code())
        .isEqualTo("no-network");
    for (var number = 1; number <= 15; number++) {
      assertThat(StopReason.of(number)).as("%d", number).isNotEqualTo(StopReason.UNKNOWN);
    }
    assertThat(StopReason.of(4711)).isEqualTo(StopReason.UNKNOWN);
  }
}
