package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.Data;
import androidx.work.ListenableWorker.Result;
import androidx.work.WorkInfo;
import androidx.work.testing.TestWorkerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import no.samsyn.mobile.store.PhoneStores;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.SyncEngine;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What one call of WorkManager comes to. */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class BackgroundSyncWorkerTest {
  private final PhoneRig rig = new PhoneRig();
  private final NotedWakeUps wakeUps = new NotedWakeUps();
  private final Path directory = PhoneRig.newDirectory();
  private final TestApp app = ApplicationProvider.getApplicationContext();
  private BadNetwork network;

  @Before
  public void begin() throws Exception {
    network = new BadNetwork(PracticeServer.address());
  }

  @After
  public void end() throws Exception {
    rig.close();
    network.close();
  }

  private Samsyn phone() {
    var phone = rig.phone(network.address(), directory, wakeUps);
    app.use(phone);
    return phone;
  }

  private Samsyn signedIn() {
    var phone = phone();
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    assertThat(work()).isEqualTo(Result.success());
    wakeUps.forget();
    return phone;
  }

  private Result work() {
    return worker(Data.EMPTY).doWork();
  }

  private BackgroundSyncWorker worker(Data input) {
    return TestWorkerBuilder.from(
            (Context) app, BackgroundSyncWorker.class, Executors.newSingleThreadExecutor())
        .setInputData(input)
        .build();
  }

  @Test
  public void aRunThatIsThroughPlansTheNextOne() {
    var phone = signedIn();
    assertThat(work()).isEqualTo(Result.success());
    assertThat(wakeUps.asked()).containsExactly("next");
    assertThat(wakeUps.planned().get(0).toMinutes()).isBetween(14L, 15L);
    assertThat(phone.status().nextRunBecause()).isEqualTo("the regular interval");
  }

  @Test
  public void aLowBatteryPutsTheNextRunOff() {
    rig.with(new NextRun.Power(9, false, false));
    var phone = signedIn();
    assertThat(work()).isEqualTo(Result.success());
    assertThat(wakeUps.planned().get(0).toMinutes()).isBetween(59L, 60L);
    assertThat(phone.status().nextRunBecause()).isEqualTo("the battery is low");
  }

  /** Success although it failed: the engine has planned, and two backoffs would multiply. */
  @Test
  public void aServerThatDoesNotAnswerIsTriedAgainByTheEnginesPlanAlone() throws Exception {
    var phone = signedIn();
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 12));
    network.goDown(true);
    wakeUps.forget();
    assertThat(work()).isEqualTo(Result.success());
    assertThat(wakeUps.asked()).containsExactly("next");
    assertThat(wakeUps.planned().get(0).toMinutes()).isLessThanOrEqualTo(60);
    assertThat(phone.status().unsent()).isEqualTo(1);
  }

  @Test
  public void withoutASignInNothingIsTried() {
    var phone = phone();
    assertThat(work()).isEqualTo(Result.failure());
    assertThat(network.connections()).isZero();
    assertThat(wakeUps.asked()).isEmpty();
    assertThat(phone.status().state().code()).isEqualTo("sign-in-needed");
  }

  @Test
  public void aStoreThatIsInUseIsTriedAgainByWorkManagersBackoff() {
    signedIn();
    app.use(rig.phone(network.address(), directory, wakeUps)); // as of another process
    assertThat(work()).isEqualTo(Result.retry());
    assertThat(wakeUps.asked()).isEmpty();
  }

  @Test
  public void aStoreThatIsDamagedWaitsForAPerson() throws Exception {
    Files.createDirectories(directory);
    var file = directory.resolve(PhoneStores.FILE);
    Files.writeString(file, "this was a store before somebody wrote over it ".repeat(100));
    var before = Files.readAllBytes(file);
    phone();
    assertThat(work()).isEqualTo(Result.failure());
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  public void aRunThatIsStoppedEndsCleanlyAndSaysWhy() throws Exception {
    var phone = signedIn();
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 13));
    wakeUps.forget();
    network.closeGate();
    var worker = worker(Data.EMPTY);
    var ended = CompletableFuture.supplyAsync(worker::doWork);
    assertThat(network.awaitPush()).isTrue();
    worker.stop(WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY);
    network.openGate();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(Result.success());
    assertThat(phone.whyNotSent().lastStop()).isEqualTo("no-network");
    assertThat(phone.whyNotSent().forSupport()).contains("asked-to-stop");
    assertThat(wakeUps.asked()).as("who was stopped plans nothing").isEmpty();

    assertThat(work()).isEqualTo(Result.success());
    assertThat(phone.status().unsent()).isZero();
  }

  /** What a killed process leaves: its files, while the server has what it had sent. */
  @Test
  public void aRunThatIsKilledInTheMiddleGoesOnInTheNextProcessAndDoublesNothing()
      throws Exception {
    var phone = signedIn();
    var key = PhoneRig.keyOf(phone.addAnyway("activity", PhoneRig.activity(phone, 15)));
    network.closeGate();
    var killed = CompletableFuture.supplyAsync(worker(Data.EMPTY)::doWork);
    assertThat(network.awaitPush()).isTrue();
    var left = PhoneRig.newDirectory();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.copy(file, left.resolve(file.getFileName()));
      }
    }
    network.openGate();
    assertThat(killed.get(20, TimeUnit.SECONDS)).isEqualTo(Result.success());

    var next = rig.phone(network.address(), left, wakeUps);
    app.use(next);
    assertThat(next.status().state().code()).isEqualTo("idle");
    assertThat(next.status().unsent()).isEqualTo(1);
    assertThat(work()).isEqualTo(Result.success());
    assertThat(next.status().unsent()).isZero();
    assertThat(next.needsYou()).isEmpty();
    assertThat(PhoneRig.list(next, "activity").records())
        .filteredOn(record -> record.key().equals(key))
        .singleElement()
        .satisfies(record -> assertThat(record.state()).isEqualTo("synced"));
  }

  @Test
  public void aCallThatMeetsARunLeavesItsWishThere() throws Exception {
    var phone = signedIn();
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 14));
    network.closeGate();
    var first = CompletableFuture.supplyAsync(worker(Data.EMPTY)::doWork);
    assertThat(network.awaitPush()).isTrue();
    wakeUps.forget();
    assertThat(work()).as("ends at once").isEqualTo(Result.success());
    assertThat(wakeUps.asked()).isEmpty();
    network.openGate();
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(Result.success());
    assertThat(phone.status().unsent()).isZero();
    assertThat(wakeUps.asked()).containsExactly("next");
  }

  @Test
  public void aPersonsWishIsToldInOneWord() {
    signedIn();
    var wish = new Data.Builder().putString(WorkManagerWakeUps.BECAUSE, "sync-now").build();
    assertThat(worker(wish).doWork()).isEqualTo(Result.success());
    assertThat(app.samsyn().whyNotSent().forSupport()).contains(SyncEngine.Trigger.NOW.because());
  }

  @Test
  public void theNotificationOfOldAndroidsTellsNothingOfAnybody() {
    var notification = SendingNotification.of(app).getNotification();
    assertThat(notification.extras.getString("android.title")).isEqualTo("Sending what waits");
    assertThat(SendingNotification.wordsIn(Locale.forLanguageTag("nb-NO")))
        .isEqualTo("Sender det som venter");
    assertThat(SendingNotification.wordsIn(Locale.forLanguageTag("nn-NO")))
        .isEqualTo("Sender det som ventar");
  }
}
