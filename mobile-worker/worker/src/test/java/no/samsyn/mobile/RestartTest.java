package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.job.JobInfo;
import androidx.work.WorkInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.sync.SyncEngine;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * What is left of a process is its files: WorkManager's database and the store. A new process, with
 * a new WorkManager, goes on from them, after a kill and after a reboot.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = {26, 35},
    application = TestApp.class)
public class RestartTest {
  private final PhoneRig rig = new PhoneRig();
  private final List<PhoneProcess> processes = new ArrayList<>();
  private BadNetwork network;

  @Before
  public void begin() throws Exception {
    network = new BadNetwork(PracticeServer.address());
  }

  @After
  public void end() throws Exception {
    network.openGate();
    for (var process : processes) {
      process.takeOver(); // what it still plans is its own
      process.close();
    }
    rig.close();
    network.close();
  }

  /** Starts the app on the files that another process left. */
  private PhoneProcess start(Path files) {
    var process = new PhoneProcess(files);
    processes.add(process);
    return process.with(
        rig.phone(
            network.address(),
            files.resolve("samsyn"),
            new WorkManagerWakeUps(process, new PhoneTime())));
  }

  private static Path copyOf(Path files) throws Exception {
    var copy = PhoneRig.newDirectory();
    try (var all = Files.walk(files)) {
      for (var file : all.toList()) {
        var to = copy.resolve(files.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  private static long inMinutes(long minutes) {
    return new PhoneTime().now().plusSeconds(minutes * 60).toEpochMilli();
  }

  private static boolean isWaiting(WorkInfo work) {
    return work.getState() == WorkInfo.State.ENQUEUED;
  }

  private static boolean isDone(WorkInfo work) {
    return work.getState() == WorkInfo.State.SUCCEEDED;
  }

  @Test
  public void aRunThatDiedWithItsProcessIsStartedByTheNextOneAndDoublesNothing() throws Exception {
    var files = PhoneRig.newDirectory();
    var first = start(files);
    first.samsyn().signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    first.letSystemStart(WorkManagerWakeUps.ONCE);
    first.await(WorkManagerWakeUps.ONCE, RestartTest::isDone);
    var periodic = first.await(WorkManagerWakeUps.PERIODIC, RestartTest::isWaiting).getId();
    var key =
        PhoneRig.keyOf(first.samsyn().addAnyway("activity", PhoneRig.activity(first.samsyn(), 91)));
    network.closeGate();
    first.letSystemStart(WorkManagerWakeUps.ONCE);
    first.await(
        WorkManagerWakeUps.ONCE,
        work -> work.getState() == WorkInfo.State.RUNNING && network.hasPushArrived());

    var second = start(copyOf(files));
    second.await(WorkManagerWakeUps.ONCE, RestartTest::isWaiting);
    network.openGate();
    second.letTimePass(Duration.ofSeconds(31)); // WorkManager waits so long after a broken run
    second.letSystemStart(WorkManagerWakeUps.ONCE);
    second.await(WorkManagerWakeUps.ONCE, RestartTest::isDone);

    assertThat(second.samsyn().status().unsent()).isZero();
    assertThat(second.samsyn().needsYou()).isEmpty();
    assertThat(second.await(WorkManagerWakeUps.PERIODIC, RestartTest::isWaiting).getId())
        .isEqualTo(periodic);
    assertThat(PhoneRig.list(kari(), "activity").records())
        .filteredOn(record -> record.key().equals(key))
        .hasSize(1);
  }

  /** Android forgets all jobs when it starts; WorkManager's own database does not. */
  @Test
  public void afterARebootTheNextRunStandsWhereItStoodWithoutAnybodyOpeningTheApp()
      throws Exception {
    var files = PhoneRig.newDirectory();
    var before = start(files);
    before.samsyn().signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    before.letSystemStart(WorkManagerWakeUps.ONCE);
    before.await(WorkManagerWakeUps.ONCE, RestartTest::isDone);
    new WorkManagerWakeUps(before, new PhoneTime()).scheduleNext(Duration.ofMinutes(47));
    var planned =
        before.await(
            WorkManagerWakeUps.PERIODIC,
            work -> isWaiting(work) && work.getNextScheduleTimeMillis() > inMinutes(46));
    before.awaitJob(WorkManagerWakeUps.PERIODIC);
    var left = copyOf(files);
    before.jobs().cancelAll();

    var after = start(left);

    var again = after.await(WorkManagerWakeUps.PERIODIC, RestartTest::isWaiting);
    assertThat(again.getId()).isEqualTo(planned.getId());
    assertThat(again.getNextScheduleTimeMillis()).isEqualTo(planned.getNextScheduleTimeMillis());
    var job = after.awaitJob(WorkManagerWakeUps.PERIODIC);
    assertThat(job.getService().getClassName())
        .isEqualTo("androidx.work.impl.background.systemjob.SystemJobService");
    assertThat(asksForANetwork(job)).isTrue();
    assertThat(job.getMinLatencyMillis())
        .isBetween(Duration.ofMinutes(40).toMillis(), Duration.ofMinutes(47).toMillis());
  }

  @SuppressWarnings("deprecation") // what replaces it is not on Android 8
  private static boolean asksForANetwork(JobInfo job) {
    return job.getNetworkType() == JobInfo.NETWORK_TYPE_ANY;
  }

  private Samsyn kari() {
    var kari = rig.phone(network.address(), PhoneRig.newDirectory(), new NotedWakeUps());
    kari.signIn(PhoneRig.KARI, PhoneRig.PASSWORD);
    assertThat(kari.background().execute("kari", SyncEngine.Trigger.NOW))
        .isEqualTo(BackgroundRun.Outcome.DONE);
    return kari;
  }
}
