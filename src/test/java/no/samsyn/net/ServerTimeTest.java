package no.samsyn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.model.Mutation;
import no.samsyn.testkit.ManualTime;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
  private final ManualTime time = new ManualTime();
  private final ServerTime serverTime = new ServerTime(time);

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    assertThat(serverTime.offsetMillis()).isEqualTo(Mutation.Evidence.UNKNOWN_OFFSET);
  }

  @Test
  void theMiddleOfTheRoundTripIsTheMoment() {
    answer(200, Instant.parse(NetRig.TIME).plusMillis(100 + 5_000));
    assertThat(serverTime.offsetMillis()).isEqualTo(5_000);
  }

  @Test
  void theShortestOfTheLastEightKnowsBest() {
    answerLate(400, 5_000, 150);
    answerLate(20, 5_000, 3);
    answerLate(900, 5_000, -400);
    assertThat(serverTime.offsetMillis()).isEqualTo(5_003);
    for (var i = 0; i < 7; i++) {
      answerLate(100, 5_000, 40);
    }
    assertThat(serverTime.offsetMillis()).as("still within the last eight").isEqualTo(5_040);
  }

  @Test
  void aClockThatWasSetMakesOldSamplesWorthless() {
    answerLate(2, 5_000, 0);
    answerLate(900, -3_600_000, 0);
    assertThat(serverTime.offsetMillis()).isEqualTo(-3_600_000);
  }

  private void answerLate(long tookMillis, long offset, long error) {
    answer(tookMillis, time.now().plusMillis(tookMillis / 2 + offset + error));
  }

  private void answer(long tookMillis, Instant said) {
    var roundTrip = serverTime.start();
    time.advance(Duration.ofMillis(tookMillis));
    roundTrip.serverSaid(said);
  }
}
