package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Notification;
import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.WorkInfo;
import androidx.work.testing.WorkManagerTestInitHelper;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * "Send now" on Android before 12, where WorkManager knows no other way to run at once than a
 * service with a notification, and on those after it, which know one. The real WorkManager asks the
 * worker for the notification and starts its service; only the system behind it is not there.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class SendNowTest {
  private final TestApp app = ApplicationProvider.getApplicationContext();
  private final PhoneRig rig = new PhoneRig();
  private BadNetwork network;
  private Samsyn phone;

  @Before
  public void begin() throws Exception {
    TestWork.initializeWithThreads();
    network = new BadNetwork(PracticeServer.address());
    phone = rig.appsPhone(network.address(), PhoneRig.newDirectory());
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    TestWork.letOnceRun();
    var unused = TestWork.await(WorkManagerWakeUps.ONCE, SendNowTest::isDone);
    assertThat(services()).as("a sign-in's run is nobody's wish").isEmpty();
  }

  @After
  public void end() throws Exception {
    WorkManagerTestInitHelper.closeWorkDatabase();
    rig.close();
    network.close();
  }

  private static boolean isDone(WorkInfo work) {
    return work.getState() == WorkInfo.State.SUCCEEDED;
  }

  /** Returns the services that were started since the last look. */
  private List<Intent> services() {
    var found = new ArrayList<Intent>();
    for (var next = shadowOf(app).getNextStartedService();
        next != null;
        next = shadowOf(app).getNextStartedService()) {
      found.add(next);
    }
    return found;
  }

  @SuppressWarnings("deprecation") // what replaces it is not on Android 8
  private static Notification notificationIn(Intent intent) {
    return intent.getParcelableExtra("KEY_NOTIFICATION");
  }

  private List<Intent> sendNow() {
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 61));
    phone.syncNow();
    TestWork.letOnceRun();
    var unusedToo =
        TestWork.await(
            WorkManagerWakeUps.ONCE, work -> isDone(work) && phone.status().unsent() == 0);
    return services();
  }

  @Test
  @Config(sdk = 26)
  public void beforeAndroid12ItRunsWithANotificationThatTellsNothing() {
    var started = sendNow();
    assertThat(started)
        .allSatisfy(
            intent ->
                assertThat(intent.getComponent().getClassName())
                    .isEqualTo("androidx.work.impl.foreground.SystemForegroundService"));
    assertThat(started)
        .extracting(SendNowTest::notificationIn)
        .filteredOn(notification -> notification != null)
        .as("WorkManager may show it more than once")
        .isNotEmpty()
        .allSatisfy(
            notification -> {
              assertThat(notification.extras.getString("android.title"))
                  .isEqualTo("Sending what waits");
              assertThat(notification.extras.getString("android.text")).isNull();
              assertThat(notification.getChannelId()).isEqualTo("samsyn-sync");
            });
  }

  @Test
  @Config(sdk = 35)
  public void fromAndroid12OnItRunsWithoutOne() {
    assertThat(sendNow()).isEmpty();
  }
}
