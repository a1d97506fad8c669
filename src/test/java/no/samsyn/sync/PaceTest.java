package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.testkit.RefusingTransport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Backoff SHORT = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(8));
  private static final Pace BRISK =
      new Pace(
          Duration.ofMinutes(5),
          SHORT,
          SHORT,
          new Pace.Breaker(new Backoff(Duration.ofMinutes(4), Duration.ofMinutes(4)), 1));

  private final TestDevice device = TestDevice.ofOla(1);

  private SyncEngine engine() {
    return device.engine(RefusingTransport.always(RefusalKind.BUSY));
  }

  private SyncStatus status() {
    return device.run(SyncEngine::status);
  }

  private Optional<Pace> stored() {
    return device.run(tx -> new PaceFacts(tx.facts()).pace());
  }

  @Test
  void whatWasSetIsThereForTheNextProcess() {
    engine().setPace(BRISK);
    assertThat(stored()).contains(BRISK);
    engine().setPace(Pace.DEFAULT);
    assertThat(stored()).isEmpty();
  }

  @Test
  void aPaceThatCannotBeReadIsTheUsualOne() {
    for (var broken : new String[] {"x", "PT5M", "PT5M a b c d e f g", "PT9H 1 1 1 1 1 1 1"}) {
      device.run(
          tx -> {
            tx.facts().set("pace", broken);
            return true;
          });
      assertThat(stored()).as(broken).isEmpty();
    }
  }

  @Test
  void theBreakerOpensAfterAsManyFailuresAsWereSetAndForAsLong() {
    engine().setPace(BRISK);
    engine().run(RunBudget.of(Duration.ofMinutes(2)), SyncEngine.Trigger.SCHEDULE);
    assertThat(
            engine().run(RunBudget.of(Duration.ofMinutes(2)), SyncEngine.Trigger.SCHEDULE).stop())
        .isEqualTo(Stop.BREAKER_OPEN);
    assertThat(Duration.between(device.time.now(), status().nextRun()))
        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
  }

  /** The usual waits of four retries add up to fifteen seconds at most, these to a day and more. */
  @Test
  void waitsInsideARunAreAsLongAsWasSet() {
    var slow = new Backoff(Duration.ofMinutes(5), Duration.ofMinutes(5));
    var before = device.time.now();
    engine().run(RunBudget.of(Duration.ofHours(2)), SyncEngine.Trigger.NOW);
    var usual = Duration.between(before, device.time.now());
    engine().setPace(new Pace(BRISK.period(), slow, SHORT, BRISK.breaker()));
    var again = device.time.now();
    engine().run(RunBudget.of(Duration.ofHours(2)), SyncEngine.Trigger.NOW);
    var set = Duration.between(again, device.time.now());
    assertThat(usual).isLessThan(Duration.ofSeconds(16));
    assertThat(set).isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void aShorterPeriodBringsTheNextRunForwardAndALongerOneWaitsForIt() {
    planned("the regular interval");
    engine().setPace(BRISK);
    assertThat(status().nextRun()).isEqualTo(device.time.now().plus(BRISK.period()));
    engine().setPace(Pace.DEFAULT);
    assertThat(status().nextRun()).isEqualTo(device.time.now().plus(BRISK.period()));
  }

  @Test
  void whatElseIsWaitedForStands() {
    var at = planned("the server asked for a pause");
    engine().setPace(BRISK);
    assertThat(status().nextRun()).isEqualTo(at);
  }

  private Instant planned(String because) {
    var at = device.time.now().plus(Duration.ofMinutes(14));
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).setNextRun(at, because);
          return true;
        });
    return at;
  }

  @Test
  void whatWouldLookLikeAClockThatJumpedOrHammerAServerCannotBeSet() {
    var hours = new Backoff(Duration.ofMinutes(1), Duration.ofHours(2));
    assertThatThrownBy(() -> new Pace(Duration.ofHours(2), SHORT, SHORT, BRISK.breaker()))
        .hasMessage("the period is 1 minute to 1 hour");
    assertThatThrownBy(() -> new Pace(Duration.ofSeconds(59), SHORT, SHORT, BRISK.breaker()))
        .hasMessageContaining("the period");
    assertThatThrownBy(() -> new Pace(BRISK.period(), hours, SHORT, BRISK.breaker()))
        .hasMessageContaining("inside a run");
    assertThatThrownBy(() -> new Pace(BRISK.period(), SHORT, hours, BRISK.breaker()))
        .hasMessageContaining("a record");
    var hasty = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    assertThatThrownBy(() -> new Pace(BRISK.period(), hasty, SHORT, BRISK.breaker()))
        .hasMessageContaining("inside a run");
    assertThatThrownBy(() -> new Pace(BRISK.period(), SHORT, hasty, BRISK.breaker()))
        .hasMessageContaining("a record");
    assertThatThrownBy(() -> new Pace.Breaker(SHORT, 3)).hasMessageContaining("the breaker");
    assertThatThrownBy(() -> new Pace.Breaker(hours, 3)).hasMessageContaining("the breaker");
    assertThatThrownBy(() -> new Pace.Breaker(SHORT, 0)).hasMessageContaining("1 to 20");
  }
}
