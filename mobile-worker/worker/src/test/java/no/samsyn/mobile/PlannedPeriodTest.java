package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import androidx.test.core.app.ApplicationProvider;
import androidx.work.WorkInfo;
import androidx.work.testing.WorkManagerTestInitHelper;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * The plan of a run is made while its own work is running, and takes that work's place. On threads,
 * because in place WorkManager's order of events is another.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class PlannedPeriodTest {
  private final PhoneRig rig = new PhoneRig();
  private BadNetwork network;
  private Samsyn phone;

  @Before
  public void begin() throws Exception {
    TestWork.initializeWithThreads();
    network = new BadNetwork(PracticeServer.address());
    phone = rig.appsPhone(network.address(), PhoneRig.newDirectory());
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    TestWork.await(WorkManagerWakeUps.ONCE, work -> true);
    TestWork.letOnceRun();
    TestWork.await(WorkManagerWakeUps.ONCE, work -> work.getState().isFinished());
  }

  @After
  public void end() throws Exception {
    WorkManagerTestInitHelper.closeWorkDatabase();
    rig.close();
    network.close();
  }

  @Test
  public void theEnginesPlanIsWhatWakesUsNext() throws Exception {
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 44));
    network.goDown(true);
    TestWork.letPeriodicRun();
    var next = TestWork.await(WorkManagerWakeUps.NEXT, PlannedPeriodTest::isWaiting);
    assertThat(phone.status().nextRunBecause()).isEqualTo("tries again after a failure");
    assertThat(next.getInitialDelayMillis()).isBetween(1_000L, 60_000L);
    var periodic = TestWork.await(WorkManagerWakeUps.PERIODIC, PlannedPeriodTest::isWaiting);
    assertThat(periodic.getRunAttemptCount()).as("no backoff of WorkManager's").isZero();

    TestWork.letRun(WorkManagerWakeUps.NEXT);
    var again =
        TestWork.await(
            WorkManagerWakeUps.NEXT, work -> isWaiting(work) && !work.getId().equals(next.getId()));
    assertThat(again.getRunAttemptCount()).as("it took its own place").isZero();

    network.goDown(false);
    phone.syncNow();
    TestWork.await(WorkManagerWakeUps.ONCE, PlannedPeriodTest::isWaiting);
    TestWork.letOnceRun();
    TestWork.await(WorkManagerWakeUps.ONCE, work -> work.getState().isFinished());
    assertThat(phone.status().unsent()).isZero();
    var planned = phone.status().nextRun().toEpochMilli();
    var later =
        TestWork.await(
            WorkManagerWakeUps.PERIODIC,
            work -> Math.abs(work.getNextScheduleTimeMillis() - planned) < 3_000);
    assertThat(later.getNextScheduleTimeMillis())
        .isGreaterThan(new PhoneTime().now().plusSeconds(800).toEpochMilli());
  }

  /** As a sign-out does. What was being sent is sent, or waits; nothing is lost. */
  @Test
  public void aRunThatIsCancelledEndsAfterItsStepAndSaysWhy() throws Exception {
    network.closeGate();
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 45));
    TestWork.await(WorkManagerWakeUps.ONCE, PlannedPeriodTest::isWaiting);
    TestWork.letOnceRun();
    TestWork.await(
        WorkManagerWakeUps.ONCE,
        work -> work.getState() == WorkInfo.State.RUNNING && network.hasPushArrived());

    new WorkManagerWakeUps(ApplicationProvider.getApplicationContext(), new PhoneTime()).cancel();
    TestWork.await(WorkManagerWakeUps.ONCE, work -> work.getState() == WorkInfo.State.CANCELLED);
    network.openGate();
    TestWork.await(
        WorkManagerWakeUps.ONCE, work -> phone.whyNotSent().lastStop().equals("cancelled-by-app"));

    assertThat(phone.status().needsYou()).isZero();
    assertThat(TestWork.only(WorkManagerWakeUps.PERIODIC).getState())
        .isEqualTo(WorkInfo.State.CANCELLED);
    phone.syncNow();
    TestWork.await(WorkManagerWakeUps.ONCE, PlannedPeriodTest::isWaiting);
    TestWork.letOnceRun();
    TestWork.await(WorkManagerWakeUps.ONCE, work -> work.getState().isFinished());
    assertThat(phone.status().unsent()).isZero();
  }

  private static boolean isWaiting(WorkInfo work) {
    return work.getState() == WorkInfo.State.ENQUEUED;
  }
}
