package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import no.samsyn.sync.NextRun.Power;
import no.samsyn.sync.SyncReport.Stop;
import org.junit.jupiter.api.Test;

class NextRunTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Power LOW = new Power(15, false, false);
  private static final Duration PERIOD = SyncSettings.DEFAULT.period();

  private static NextRun plan(NextRun.Situation situation, Power power) {
    return NextRun.plan(situation, NOW, SyncSettings.DEFAULT, power, 0.5);
  }

  private static NextRun.Situation after(Stop stop, long unsent, Duration due) {
    return new NextRun.Situation(
        stop, unsent, Optional.of(NOW.plus(due)), CircuitBreaker.CLOSED, Duration.ZERO);
  }

  @Test
  void aLowBatteryOrTheSaverPutsTheNextRunOffAndAChargingOneDoesNot() {
    var idle = after(Stop.FINISHED, 0, Duration.ZERO);
    assertThat(plan(idle, LOW).delay()).isEqualTo(PERIOD.multipliedBy(4));
    assertThat(plan(idle, new Power(90, false, true)).delay()).isEqualTo(PERIOD.multipliedBy(4));
    assertThat(plan(idle, new Power(16, false, false)).delay()).isEqualTo(PERIOD);
    assertThat(plan(idle, new Power(3, true, false)).delay()).isEqualTo(PERIOD);
    assertThat(plan(idle, new Power(-1, false, false)).delay())
        .as("a battery of which nobody knows")
        .isEqualTo(PERIOD);
    assertThat(plan(idle, Power.MAINS)).isEqualTo(new NextRun(PERIOD, "the regular interval"));
  }

  @Test
  void aChangeThatIsDueSoonerIsNotLeftToTheInterval() {
    var due = after(Stop.FINISHED, 1, Duration.ofSeconds(40));
    assertThat(plan(due, Power.MAINS))
        .isEqualTo(new NextRun(Duration.ofSeconds(40), "a change is due again"));
    var overdue = after(Stop.FINISHED, 1, Duration.ofSeconds(-40));
    assertThat(plan(overdue, Power.MAINS).delay()).isEqualTo(Duration.ofSeconds(1));
    var later = after(Stop.FINISHED, 1, Duration.ofMinutes(50));
    assertThat(plan(later, Power.MAINS).delay()).isEqualTo(PERIOD);
    assertThat(plan(due, LOW).because()).isEqualTo("the battery is low");
  }

  @Test
  void aRunThatDidNotGetThroughGoesOnAtOnceWhateverTheBattery() {
    assertThat(plan(after(Stop.BUDGET, 3, Duration.ZERO), LOW).delay())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(plan(after(Stop.ASKED_TO_STOP, 3, Duration.ZERO), LOW).delay())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatTheServerAskedForAndAnOpenBreakerComeFirst() {
    var asked =
        new NextRun.Situation(
            Stop.SERVER_BUSY, 1, Optional.empty(), CircuitBreaker.CLOSED, Duration.ofMinutes(7));
    assertThat(plan(asked, LOW).delay()).isEqualTo(Duration.ofMinutes(7));
    var open = new CircuitBreaker(9, NOW.plusSeconds(900));
    var broken =
        new NextRun.Situation(Stop.OFFLINE, 1, Optional.empty(), open, Duration.ofMinutes(7));
    assertThat(plan(broken, LOW).delay()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void whatWaitsForAPersonSaysSo() {
    assertThat(plan(after(Stop.SIGN_IN_NEEDED, 1, Duration.ZERO), LOW))
        .isEqualTo(new NextRun(PERIOD, "waits for you to sign in"));
    assertThat(plan(after(Stop.PAUSED, 1, Duration.ZERO), LOW).because()).isEqualTo("is paused");
  }
}
