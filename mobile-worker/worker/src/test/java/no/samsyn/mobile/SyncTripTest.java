package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import androidx.work.testing.WorkManagerTestInitHelper;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Whole trips to the real server, woken by WorkManager, on the oldest and the newest Android. */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = {26, 35},
    application = TestApp.class)
public class SyncTripTest {
  private final PhoneRig rig = new PhoneRig();
  private BadNetwork network;
  private Samsyn phone;

  @Before
  public void startPhone() throws Exception {
    TestWork.initialize();
    network = new BadNetwork(PracticeServer.address());
    phone = rig.appsPhone(network.address(), PhoneRig.newDirectory());
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    TestWork.letOnceRun();
  }

  @After
  public void close() throws Exception {
    WorkManagerTestInitHelper.closeWorkDatabase();
    rig.close();
    network.close();
  }

  @Test
  public void anAnswerThatIsLostDoublesNothing() {
    network.loseAnswers(1);
    var key = PhoneRig.keyOf(phone.addAnyway("activity", PhoneRig.activity(phone, 37)));
    assertThat(phone.status().unsent()).isEqualTo(1);

    TestWork.letOnceRun();

    assertThat(network.answersLost()).isEqualTo(1);
    assertThat(phone.status().unsent()).isZero();
    assertThat(phone.status().isEverythingSent()).isTrue();
    var kari = kari();
    assertThat(PhoneRig.list(kari, "activity").records())
        .filteredOn(record -> record.key().equals(key))
        .singleElement()
        .satisfies(record -> assertThat(record.fields()).containsEntry("minutes", 37L));
    assertThat(kari.find("activity", key)).isPresent();
  }

  @Test
  public void aServerThatIsBusyGetsItALittleLater() {
    network.answerBusy(1);
    var key = PhoneRig.keyOf(phone.addAnyway("activity", PhoneRig.activity(phone, 39)));

    TestWork.letOnceRun();

    assertThat(network.refused()).isEqualTo(1);
    assertThat(phone.status().unsent()).isZero();
    assertThat(phone.find("activity", key)).map(RecordView::state).contains("synced");
  }

  @Test
  public void whatIsSavedWithoutANetworkWaitsAndGoesWhenThereIsOne() throws Exception {
    network.goDown(true);
    var key = PhoneRig.keyOf(phone.addAnyway("activity", PhoneRig.activity(phone, 41)));

    TestWork.letOnceRun();
    assertThat(phone.status().unsent()).isEqualTo(1);
    assertThat(phone.find("activity", key)).map(RecordView::state).contains("unsent");
    assertThat(phone.whyNotSent().obstacles()).contains("no-network");

    network.goDown(false);
    phone.syncNow();
    TestWork.letOnceRun();
    assertThat(phone.status().unsent()).isZero();
    assertThat(phone.find("activity", key)).map(RecordView::state).contains("synced");
    assertThat(kari().find("activity", key)).isPresent();
  }

  @Test
  public void aPersonSeesOnceWhatWasSentMeanwhile() {
    phone.noticesSeen(phone.unseenNotices());
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 43));
    TestWork.letOnceRun();

    var shown = phone.unseenNotices();
    assertThat(shown.notices()).containsExactly(new Notice(Notice.Kind.SENT, "", "", 1));
    phone.noticesSeen(shown);
    assertThat(phone.unseenNotices().notices()).isEmpty();
  }

  /** Another device of the coordinator, which has fetched everything. */
  private Samsyn kari() {
    var kari = rig.phone(network.address(), PhoneRig.newDirectory(), new NotedWakeUps());
    kari.signIn(PhoneRig.KARI, PhoneRig.PASSWORD);
    assertThat(kari.background().execute("kari", SyncEngine.Trigger.NOW))
        .isEqualTo(BackgroundRun.Outcome.DONE);
    assertThat(kari.status().state()).isEqualTo(SyncStatus.State.IDLE);
    return kari;
  }
}
