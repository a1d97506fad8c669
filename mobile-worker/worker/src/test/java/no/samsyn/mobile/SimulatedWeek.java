package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import no.samsyn.mobile.SimulatedPhone.Rhythm;
import no.samsyn.mobile.SimulatedPhone.Span;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * A week of a mentor with 380 activities a year and three outages a day, lived twice with one seed:
 * with our plan, and with a blind rhythm. In the profile "week"; the figures are in
 * docs/performance.md.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class SimulatedWeek {
  private static final long SEED = 380;
  private static final int ACTIVITIES = Math.round(380 * 7 / 365f);
  private static final int OUTAGES = 3;

  @Test
  public void aPhoneIsWokenLessOftenThanBlindlyAndEverythingArrivesSooner() throws Exception {
    var planned = live(Rhythm.PLANNED);
    var blind = live(Rhythm.BLIND);
    assertThat(planned.sentAfter()).hasSameSizeAs(blind.sentAfter()).hasSize(ACTIVITIES);
    assertThat(planned.intoOutages()).isZero();
    assertThat(blind.wakeUps()).isBetween(7 * 96, 7 * 96 + 7); // pauses may repeat a minute
    assertThat(blind.intoOutages()).isPositive();
    assertThat(planned.wakeUps()).isLessThan(blind.wakeUps() * 9 / 10);
    assertThat(mean(planned)).isLessThan(mean(blind));
    assertThat(planned.dead()).as("no request with a token that was dead").isZero();
    assertThat(planned.requests()).isLessThan(blind.requests());
    assertThat(planned.bytes()).isLessThan(blind.bytes());
  }

  private static SimulatedPhone.Tally live(Rhythm rhythm) throws Exception {
    try (var phone = new SimulatedPhone(rhythm)) {
      var tally = phone.live(week());
      assertThat(phone.hasSentEverything()).isTrue();
      System.out.println(
          "a week, " + rhythm + ": " + tally + ", sent after " + mean(tally) + " on average");
      return tally;
    }
  }

  private static Duration mean(SimulatedPhone.Tally tally) {
    var sum = tally.sentAfter().stream().reduce(Duration.ZERO, Duration::plus);
    return sum.dividedBy(tally.sentAfter().size());
  }

  /** Half of the saves fall into an outage: activities are told where they were done. */
  private static List<SimulatedPhone.Day> week() {
    var random = new Random(SEED);
    var days = new ArrayList<SimulatedPhone.Day>();
    for (var day = 0; day < 7; day++) {
      var outages = new ArrayList<Span>();
      for (var at = 0; at < OUTAGES; at++) {
        var from = LocalTime.of(7 + 5 * at, random.nextInt(60));
        outages.add(new Span(from, from.plusMinutes(20 + random.nextInt(90))));
      }
      days.add(
          new SimulatedPhone.Day(
              List.of(save(random, outages)),
              outages,
              new Span(LocalTime.of(18, 0), LocalTime.of(22, 0))));
    }
    return days;
  }

  private static LocalTime save(Random random, List<Span> outages) {
    return random.nextBoolean()
        ? outages.get(random.nextInt(OUTAGES)).from().plusMinutes(5)
        : LocalTime.of(9 + random.nextInt(8), random.nextInt(60));
  }
}
