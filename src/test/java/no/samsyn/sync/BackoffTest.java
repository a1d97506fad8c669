package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff IN_RUN = SyncSettings.DEFAULT.inRun();

  @Test
  void theCeilingDoublesFromOneSecondToSixty() {
    var expected = new long[] {1, 2, 4, 8, 16, 32, 60, 60};
    for (var attempt = 1; attempt <= expected.length; attempt++) {
      assertThat(IN_RUN.ceiling(attempt)).isEqualTo(Duration.ofSeconds(expected[attempt - 1]));
    }
    assertThat(SyncSettings.DEFAULT.perRecord().ceiling(1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(SyncSettings.DEFAULT.perRecord().ceiling(8)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void noAttemptOverflows() {
    for (var attempt : new int[] {31, 32, 63, 64, 65, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(IN_RUN.ceiling(attempt)).isEqualTo(Duration.ofSeconds(60));
    }
  }

  @Test
  void jitterIsFull() {
    assertThat(IN_RUN.delay(3, 0)).isEqualTo(Duration.ofMillis(1));
    assertThat(IN_RUN.delay(3, 0.5)).isEqualTo(Duration.ofSeconds(2));
    assertThat(IN_RUN.delay(3, 0.999_999))
        .isBetween(Duration.ofMillis(3_999), Duration.ofSeconds(4));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> IN_RUN.ceiling(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
