package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
import no.samsyn.sync.SyncEngine;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What an app does with it, and what it is told. */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class PhoneApiTest {
  private final PhoneRig rig = new PhoneRig();
  private final NotedWakeUps wakeUps = new NotedWakeUps();
  private final Path directory = PhoneRig.newDirectory();
  private Samsyn phone;

  @Before
  public void begin() throws Exception {
    phone = rig.phone(PracticeServer.address(), directory, wakeUps);
  }

  @After
  public void end() {
    rig.close();
  }

  private void signIn() {
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    sync(phone);
    wakeUps.forget();
  }

  private static void sync(Samsyn phone) {
    assertThat(phone.background().execute("test", SyncEngine.Trigger.NOW))
        .isEqualTo(BackgroundRun.Outcome.DONE);
  }

  private void reopen() throws Exception {
    phone.close();
    phone = rig.phone(PracticeServer.address(), directory, wakeUps);
  }

  private String ownActivity(long minutes) {
    return PhoneRig.keyOf(phone.addAnyway("activity", PhoneRig.activity(phone, minutes)));
  }

  private static void assertTrouble(String code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(SamsynException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  public void aSaveIsOnTheDiskAndAsksForARun() throws Exception {
    signIn();
    var key = ownActivity(51);
    assertThat(wakeUps.asked()).containsExactly("soon: saved");
    reopen();
    assertThat(phone.find("activity", key))
        .hasValueSatisfying(
            record -> {
              assertThat(record.state()).isEqualTo("unsent");
              assertThat(record.fields()).containsEntry("minutes", 51L);
              assertThat(record).hasToString("RecordView[activity " + key + " unsent]");
            });
    assertThat(phone.status().unsent()).isEqualTo(1);
  }

  @Test
  public void whatIsWrongIsSaidAndNothingIsSaved() {
    signIn();
    var result = phone.add("activity", Map.of("peer_mentor", phone.ownMentor(), "minutes", 0L));
    assertThat(result)
        .isInstanceOfSatisfying(
            SaveResult.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::field)
                    .contains("date", "type", "minutes"));
    assertThat(wakeUps.asked()).isEmpty();
    assertThat(phone.status().unsent()).isZero();
    assertThatThrownBy(() -> phone.add("activity", Map.of("minuts", 5L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minuts");
  }

  @Test
  public void changesAndDeletesGoTheSameWay() {
    signIn();
    var key = ownActivity(52);
    assertThat(phone.change("activity", key, Map.of("minutes", 53L, "place", "Bodø"), List.of()))
        .isEqualTo(new SaveResult.Saved(key));
    assertThat(phone.change("activity", key, Map.of("minutes", 53L), List.of()))
        .isEqualTo(new SaveResult.Unchanged(key));
    phone.change("activity", key, Map.of(), List.of("place"));
    assertThat(phone.find("activity", key).orElseThrow().fields())
        .containsEntry("minutes", 53L)
        .doesNotContainKey("place");
    sync(phone);
    assertThat(phone.delete("activity", key)).isEqualTo(new SaveResult.Saved(key));
    assertThat(phone.find("activity", key)).isEmpty();
    sync(phone);
    assertThat(phone.status().isEverythingSent()).isTrue();
    assertTrouble("not-found", () -> phone.delete("activity", key));
  }

  @Test
  public void whoSignsOutSeesNothingAndLosesNothing() throws Exception {
    signIn();
    var key = ownActivity(54);
    phone.signOut();
    assertThat(wakeUps.asked()).contains("cancel");
    assertTrouble("sign-in-needed", () -> phone.find("activity", key));
    assertTrouble("sign-in-needed", () -> ownActivity(55));
    assertThat(phone.status().state().code()).isEqualTo("sign-in-needed");
    assertThat(phone.whyNotSent().obstacles()).startsWith("sign-in-needed");
    reopen();
    wakeUps.forget();
    phone.start();
    assertThat(wakeUps.asked()).as("nobody is signed in").isEmpty();
    assertTrouble("other-account", () -> phone.signIn("nora", PhoneRig.PASSWORD));
    assertTrouble("wrong-password", () -> phone.signIn(PhoneRig.OLA, "no"));

    signIn();
    assertThat(phone.find("activity", key)).map(RecordView::state).contains("synced");
    phone.start();
    assertThat(wakeUps.asked()).containsExactly("register");
  }

  @Test
  public void anAppThatComesToTheForegroundFetchesWhatOthersDid() {
    signIn();
    phone.foreground();
    phone.syncNow();
    assertThat(wakeUps.asked()).containsExactly("soon: opened", "now");
  }

  @Test
  public void observersHearOnTheMainThreadOnceForManyCommits() {
    signIn();
    shadowOf(Looper.getMainLooper()).idle();
    var heard = new ArrayList<Set<String>>();
    try (var observation = phone.observe(heard::add)) {
      assertThat(observation).isNotNull();
      ownActivity(56);
      ownActivity(57);
      assertThat(heard).as("not on the saving thread").isEmpty();
      shadowOf(Looper.getMainLooper()).idle();
      assertThat(heard).containsExactly(Set.of("activity"));
    }
    ownActivity(58);
    shadowOf(Looper.getMainLooper()).idle();
    assertThat(heard).hasSize(1);
  }

  @Test
  public void anObserverThatFailsHarmsNobody() {
    signIn();
    shadowOf(Looper.getMainLooper()).idle();
    var heard = new ArrayList<Set<String>>();
    var bad =
        phone.observe(
            entities -> {
              throw new IllegalStateException("on purpose");
            });
    var good = phone.observe(heard::add);
    ownActivity(59);
    shadowOf(Looper.getMainLooper()).idle();
    assertThat(heard).containsExactly(Set.of("activity"));
    bad.close();
    good.close();
  }

  /** A mentor may not change the organisation's settings, which only the server knows. */
  @Test
  public void aChangeThatTheServerRefusesNeedsAPersonWhoSendsItAgainOrDiscardsIt() {
    signIn();
    phone.noticesSeen(phone.unseenNotices());
    var value = Map.of("steps", List.of("server-wins"));
    var key =
        PhoneRig.keyOf(phone.add("setting", Map.of("name", "policy.activity", "value", value)));
    sync(phone);

    assertThat(phone.needsYou())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.key()).isEqualTo(key);
              assertThat(each.reason()).isEqualTo("rejected");
            });
    assertThat(phone.find("setting", key)).map(RecordView::state).contains("needs-you");
    assertThat(phone.unseenNotices().notices())
        .contains(new Notice(Notice.Kind.NEEDS_YOU, "setting", key, 1));
    assertThat(phone.whyNotSent().obstacles()).contains("needs-you");
    phone.noticesSeen(phone.unseenNotices());
    assertThat(phone.unseenNotices().notices()).isEmpty();

    var first = phone.needsYou().get(0).change();
    phone.retry(first);
    assertThat(phone.needsYou()).isEmpty();
    assertThat(phone.status().unsent()).isEqualTo(1);
    sync(phone);
    var again = phone.needsYou().get(0).change();
    assertThat(again).isNotEqualTo(first);

    phone.discard(again, "it is not mine to set");
    assertThat(phone.needsYou()).isEmpty();
    assertThat(phone.status().unsent()).isZero();
    assertTrouble("not-found", () -> phone.retry(again));
  }

  private Samsyn kari() throws Exception {
    var kari = rig.phone(PracticeServer.address(), PhoneRig.newDirectory(), new NotedWakeUps());
    kari.signIn(PhoneRig.KARI, PhoneRig.PASSWORD);
    sync(kari);
    return kari;
  }

  @Test
  public void whatWasToldTwiceIsAskedAbout() throws Exception {
    signIn();
    sync(phone);
    var kari = kari();
    var told = new HashMap<>(PhoneRig.activity(phone, 623));
    var first = PhoneRig.keyOf(kari.addAnyway("activity", told));
    sync(kari);
    sync(phone);
    assertThat(phone.add("activity", told))
        .isInstanceOfSatisfying(
            SaveResult.LooksLike.class,
            alike -> assertThat(alike.records()).extracting(RecordView::key).contains(first));
    assertThat(phone.status().unsent()).isZero();
  }

  @Test
  public void twoVersionsWaitForTheCoordinatorAndTheMentorSeesTheOutcome() throws Exception {
    signIn();
    var key = ownActivity(64);
    sync(phone);
    phone.noticesSeen(phone.unseenNotices());
    var kari = new Coordinator(PracticeServer.address());
    kari.change("activity", key, Fields.of("minutes", Value.whole(90)));
    kari.sync();
    phone.change("activity", key, Map.of("minutes", 75L), List.of());
    sync(phone);

    assertThat(phone.find("activity", key).orElseThrow())
        .satisfies(
            record -> {
              assertThat(record.state()).isEqualTo("in-review");
              assertThat(record.fields()).as("the server's side").containsEntry("minutes", 90L);
            });
    assertThat(phone.status().inReview()).isEqualTo(1);
    assertThat(phone.unseenNotices().notices())
        .contains(new Notice(Notice.Kind.UNDER_REVIEW, "activity", key, 1));
    phone.noticesSeen(phone.unseenNotices());

    kari.sync();
    kari.decide(key, Fields.of("minutes", Value.whole(75)));
    kari.sync();
    kari.close();
    sync(phone);
    assertThat(phone.find("activity", key).orElseThrow())
        .satisfies(
            record -> {
              assertThat(record.state()).isEqualTo("synced");
              assertThat(record.fields()).containsEntry("minutes", 75L);
            });
    assertThat(phone.unseenNotices().notices())
        .contains(new Notice(Notice.Kind.REVIEW_DECIDED, "activity", key, 1));
  }
}
