package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import androidx.test.core.app.ApplicationProvider;
import androidx.work.NetworkType;
import androidx.work.WorkInfo;
import androidx.work.testing.WorkManagerTestInitHelper;
import java.time.Duration;
import no.samsyn.model.Time;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What WorkManager is asked for. Nothing runs here: no network comes. */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = {26, 35},
    application = TestApp.class)
public class WorkManagerWakeUpsTest {
  private final Time time = new PhoneTime();
  private WakeUps wakeUps;

  @Before
  public void begin() {
    TestWork.initialize();
    wakeUps = new WorkManagerWakeUps(ApplicationProvider.getApplicationContext(), time);
  }

  @After
  public void end() {
    WorkManagerTestInitHelper.closeWorkDatabase();
  }

  private static WorkInfo periodic() {
    return TestWork.only(WorkManagerWakeUps.PERIODIC);
  }

  private static WorkInfo once() {
    return TestWork.only(WorkManagerWakeUps.ONCE);
  }

  @Test
  public void runsComeEveryQuarterOfAnHourWhereThereIsANetwork() {
    wakeUps.register();
    assertThat(periodic().getState()).isEqualTo(WorkInfo.State.ENQUEUED);
    assertThat(periodic().getConstraints().getRequiredNetworkType())
        .isEqualTo(NetworkType.CONNECTED);
    assertThat(periodic().getPeriodicityInfo().getRepeatIntervalMillis())
        .isEqualTo(Duration.ofMinutes(15).toMillis());
  }

  @Test
  public void eachStartOfTheAppKeepsTheSameWork() {
    wakeUps.register();
    var first = periodic().getId();
    wakeUps.register();
    wakeUps.register();
    assertThat(periodic().getId()).isEqualTo(first);
  }

  @Test
  public void theNextRunComesWhenTheEnginePlannedItAndAStartOfTheAppKeepsThat() {
    wakeUps.register();
    var first = periodic().getId();
    wakeUps.scheduleNext(Duration.ofMinutes(47));
    wakeUps.register();
    assertThat(periodic().getId()).isEqualTo(first);
    var planned = time.now().plus(Duration.ofMinutes(47)).toEpochMilli();
    assertThat(periodic().getNextScheduleTimeMillis())
        .isCloseTo(planned, within(Duration.ofSeconds(20).toMillis()));
  }

  /** A periodic work's next time is never less than a quarter of an hour after its last run. */
  @Test
  public void aNextRunBeforeThePeriodIsOverIsAWorkOfItsOwn() {
    wakeUps.register();
    wakeUps.scheduleNext(Duration.ofMinutes(15).minusMillis(7));
    assertThat(TestWork.of(WorkManagerWakeUps.NEXT)).as("that is the period").isEmpty();
    wakeUps.scheduleNext(Duration.ofMinutes(10));
    wakeUps.scheduleNext(Duration.ofSeconds(40));
    var next = TestWork.only(WorkManagerWakeUps.NEXT);
    assertThat(next.getState()).isEqualTo(WorkInfo.State.ENQUEUED);
    assertThat(next.getInitialDelayMillis()).isEqualTo(Duration.ofSeconds(40).toMillis());
    assertThat(next.getConstraints().getRequiredNetworkType()).isEqualTo(NetworkType.CONNECTED);
    wakeUps.soon(WakeUps.Why.SAVED);
    assertThat(once().getInitialDelayMillis())
        .as("a save does not wait for the plan")
        .isEqualTo(2_000);
  }

  @Test
  public void manySavesAreOneRunAMomentLater() {
    wakeUps.soon(WakeUps.Why.SAVED);
    var first = once().getId();
    wakeUps.soon(WakeUps.Why.SAVED);
    wakeUps.soon(WakeUps.Why.SAVED);
    assertThat(once().getId()).isEqualTo(first);
    assertThat(once().getInitialDelayMillis()).isEqualTo(Duration.ofSeconds(2).toMillis());
    assertThat(once().getConstraints().getRequiredNetworkType()).isEqualTo(NetworkType.CONNECTED);
  }

  @Test
  public void whoAsksForItNowDoesNotWaitForTheSave() {
    wakeUps.soon(WakeUps.Why.SAVED);
    wakeUps.now(false);
    assertThat(once().getInitialDelayMillis()).isZero();
    assertThat(once().getState()).isEqualTo(WorkInfo.State.ENQUEUED);
  }

  @Test
  public void whoAsksForItNowDoesNotStopARunThatIsOnItsWay() {
    wakeUps.soon(WakeUps.Why.SAVED);
    var onItsWay = once().getId();
    wakeUps.now(true);
    assertThat(once().getId()).isEqualTo(onItsWay);
  }

  @Test
  public void afterASignOutNothingIsLeft() {
    wakeUps.register();
    wakeUps.soon(WakeUps.Why.SAVED);
    wakeUps.scheduleNext(Duration.ofSeconds(40));
    wakeUps.cancel();
    assertThat(TestWork.only(WorkManagerWakeUps.NEXT).getState())
        .isEqualTo(WorkInfo.State.CANCELLED);
    assertThat(periodic().getState()).isEqualTo(WorkInfo.State.CANCELLED);
    assertThat(once().getState()).isEqualTo(WorkInfo.State.CANCELLED);
  }

  @Test
  public void theWorkersNameAndTheNamesOfItsWorkNeverChange() {
    assertThat(BackgroundSyncWorker.class.getName())
        .isEqualTo("no.samsyn.mobile.BackgroundSyncWorker");
    assertThat(WorkManagerWakeUps.PERIODIC).isEqualTo("samsyn-sync-periodic");
    assertThat(WorkManagerWakeUps.ONCE).isEqualTo("samsyn-sync-once");
    assertThat(WorkManagerWakeUps.NEXT).isEqualTo("samsyn-sync-next");
  }
}
