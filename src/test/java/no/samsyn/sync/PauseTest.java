package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import no.samsyn.sync.SyncEngine.Trigger;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.testkit.RefusingTransport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** What keeps runs from beginning by themselves: a person's pause, and an open breaker. */
class PauseTest {
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(10));

  private final TestDevice device = TestDevice.ofOla(1);
  private final RefusingTransport way = RefusingTransport.throwing(new IOException("no network"));
  private final SyncEngine engine = device.engine(way);

  @Test
  void duringAPauseNoRunBeginsByItself() {
    engine.pause();
    assertThat(stopOf(Trigger.SCHEDULE)).isEqualTo(Stop.PAUSED);
    assertThat(stopOf(Trigger.CONNECTED)).isEqualTo(Stop.PAUSED);
    assertThat(way.calls()).isZero();
    assertThat(status().state()).isEqualTo(SyncStatus.State.PAUSED);
  }

  @Test
  void aPersonsRunIsTriedDuringAPauseAndThePauseStillShows() {
    engine.pause();
    assertThat(stopOf(Trigger.NOW)).isEqualTo(Stop.OFFLINE);
    assertThat(way.calls()).isPositive();
    assertThat(status().state()).isEqualTo(SyncStatus.State.PAUSED);
  }

  @Test
  void aPauseShowsBeforeAnyRunMetItAndIsOverWhenItIsEnded() {
    engine.pause();
    assertThat(status().state()).isEqualTo(SyncStatus.State.PAUSED);
    stopOf(Trigger.SCHEDULE);
    engine.resume();
    assertThat(status().state()).isEqualTo(SyncStatus.State.IDLE);
    assertThat(status().nextRun()).isEqualTo(device.time.now());
    assertThat(stopOf(Trigger.SCHEDULE)).isEqualTo(Stop.OFFLINE);
  }

  @Test
  void aServerThatIsBackOpensABreakerThatHoldsOffTheClock() {
    while (stopOf(Trigger.SCHEDULE) == Stop.OFFLINE) {
      assertThat(way.calls()).isLessThan(100);
    }
    assertThat(stopOf(Trigger.SCHEDULE)).isEqualTo(Stop.BREAKER_OPEN);
    assertThat(status().nextRunBecause()).isEqualTo("the server has not answered for a while");
    assertThat(stopOf(Trigger.CONNECTED)).isEqualTo(Stop.OFFLINE);
  }

  private Stop stopOf(Trigger trigger) {
    return engine.run(BUDGET, trigger).stop();
  }

  private SyncStatus status() {
    return device.run(SyncEngine::status);
  }
}
