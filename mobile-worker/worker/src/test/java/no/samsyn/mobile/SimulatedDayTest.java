package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * How often a phone is woken in a day, and what goes over the air; {@link SimulatedWeek} is more.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class SimulatedDayTest {
  private static final int BLIND_WAKE_UPS = 96; // every quarter of an hour

  /** Both saves are made while there is no network. */
  static final SimulatedPhone.Day DAY =
      new SimulatedPhone.Day(
          List.of(LocalTime.of(7, 45), LocalTime.of(12, 10)),
          List.of(
              new SimulatedPhone.Span(LocalTime.of(7, 30), LocalTime.of(8, 0)),
              new SimulatedPhone.Span(LocalTime.of(12, 0), LocalTime.of(12, 20)),
              new SimulatedPhone.Span(LocalTime.of(17, 0), LocalTime.of(17, 50))),
          new SimulatedPhone.Span(LocalTime.of(18, 0), LocalTime.of(22, 0)));

  @Test
  public void aPhoneIsWokenLessOftenThanBlindlyAndEverythingArrivesSoon() throws Exception {
    try (var phone = new SimulatedPhone(SimulatedPhone.Rhythm.PLANNED)) {
      var tally = phone.live(List.of(DAY));
      System.out.println("a day: " + tally);
      assertThat(phone.hasSentEverything()).isTrue();
      assertThat(tally.sentAfter()).containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(10));
      assertThat(tally.wakeUps()).isBetween(60, BLIND_WAKE_UPS - 10);
      assertThat(tally.intoOutages()).isZero();
      assertThat(tally.requests()).isLessThanOrEqualTo(3 * tally.wakeUps());
      assertThat(tally.bytes() / tally.wakeUps()).isLessThan(6_000);
    }
  }
}
