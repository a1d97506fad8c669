package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.AlertDialog;
import android.content.DialogInterface;
import android.content.Intent;
import android.os.Looper;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.EditText;
import android.widget.TextView;
import androidx.work.testing.WorkManagerTestInitHelper;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import no.samsyn.example.EditActivity;
import no.samsyn.example.HomeActivity;
import no.samsyn.example.NeedsYouActivity;
import no.samsyn.example.RecordActivity;
import no.samsyn.example.SignInActivity;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.testkit.ManualTime;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowDialog;

/** The example app as a person meets it: what its screens say, by touch alone, in Norwegian. */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class, qualifiers = "nb-rNO")
public class ExampleScreensTest {
  private final PhoneRig rig = new PhoneRig().with(new ManualTime()); // waits for no pause
  private final List<ActivityController<?>> screens = new ArrayList<>();
  private BadNetwork network;
  private Samsyn phone;

  @Before
  public void begin() throws Exception {
    TestWork.initialize();
    network = new BadNetwork(PracticeServer.address());
    phone = rig.appsPhone(network.address(), PhoneRig.newDirectory());
  }

  @After
  public void end() throws Exception {
    screens.forEach(screen -> screen.pause().stop().destroy());
    WorkManagerTestInitHelper.closeWorkDatabase();
    rig.close();
    network.close();
  }

  @Test
  public void whatIsToldInAirplaneModeIsNotSentUntilThereIsANetwork() throws Exception {
    var home = open(HomeActivity.class);
    await(() -> shadowOf(home).getNextStartedActivity(), SignInActivity.class);
    var signIn = open(SignInActivity.class);
    field(signIn, "Brukernavn").setText(PhoneRig.OLA);
    field(signIn, "Passord").setText(PhoneRig.PASSWORD);
    touch(signIn, "Logg inn");
    await(signIn, screen -> screen.isFinishing());
    TestWork.letOnceRun();

    network.goDown(true);
    tell("71");
    await(home, screen -> read(screen).contains("71 minutter, ikke sendt"));
    TestWork.letOnceRun();
    await(home, screen -> read(screen).contains("Ikke sendt: 1"));
    touch(home, "Hvorfor er det ikke sendt?");
    var why = awaitDialog();
    assertThat(wordsOf(why)).contains("Ikke sendt: 1", "Telefonen har ikke nett. Er flymodus på?");
    why.dismiss();

    network.goDown(false);
    touch(home, "Send nå");
    awaitWork();
    TestWork.letOnceRun();
    await(home, screen -> read(screen).contains("71 minutter, sendt"));
    await(home, screen -> read(screen).contains("Alt er sendt. Sist i takt"));
    assertThat(read(home)).contains("Sendt mens du var borte: 1").doesNotContain("Ikke sendt");
    var row = row(home, "71 minutter");
    screens.get(0).pause().stop().start().resume(); // and nothing has changed
    touch(home, "Hvorfor er det ikke sendt?"); // is answered when that was looked at
    awaitDialog().dismiss();
    assertThat(row(home, "71 minutter")).as("TalkBack is where it was").isSameAs(row);
  }

  @Test
  public void twoVersionsAreUnderReviewAndTheOutcomeIsShown() throws Exception {
    signIn();
    var key = PhoneRig.keyOf(phone.addAnyway("activity", activity(60)));
    TestWork.letOnceRun();
    try (var kari = new Coordinator(network.address())) {
      kari.change("activity", key, Fields.of("minutes", Value.whole(90)));
      kari.sync();
      var unused = phone.change("activity", key, Map.of("minutes", 75L), List.of());
      TestWork.letOnceRun();
      var home = open(HomeActivity.class);
      await(home, screen -> read(screen).contains("90 minutter, til vurdering, to versjoner"));
      assertThat(read(home))
          .containsPattern("Til vurdering, to versjoner: .*90 minutter")
          .contains("Til vurdering: 1");
      var record = open(RecordActivity.class, new Intent().putExtra("key", key));
      await(record, screen -> read(screen).contains("To versjoner venter på en koordinator:"));
      assertThat(read(record))
          .containsPattern("ola: .*75 minutter")
          .containsPattern("kari: .*90 minutter");

      kari.sync();
      kari.decide(key, Fields.of("minutes", Value.whole(75)));
      kari.sync();
      phone.syncNow();
      TestWork.letOnceRun();
      await(home, screen -> read(screen).contains("75 minutter, sendt"));
      await(home, screen -> read(screen).matches("(?s).*Vurdert. Nå gjelder: [^\n]*75 minutter.*"));
      await(record, screen -> read(screen).contains("Vurdert av kari."));
    }
  }

  @Test
  public void whatDoesNotGoIsPutRightSentAgainOrThrownAway() throws Exception {
    signIn();
    var value = Map.of("steps", List.of("server-wins"));
    var setting = phone.add("setting", Map.of("name", "policy.activity", "value", value));
    assertThat(setting).isInstanceOf(SaveResult.Saved.class);
    TestWork.letOnceRun();
    var home = open(HomeActivity.class);
    await(home, screen -> read(screen).contains("Trenger deg: 1"));
    var needsYou = open(NeedsYouActivity.class);
    await(needsYou, screen -> read(screen).contains("Serveren godtar den ikke som den er."));
    touch(needsYou, "Send igjen");
    await(needsYou, screen -> read(screen).contains("Ingenting trenger deg."));
    TestWork.letOnceRun();
    await(needsYou, screen -> read(screen).contains("Forkast: noe annet"));
    touch(needsYou, "Forkast");
    var sure = awaitDialog();
    assertThat(wordsOf(sure)).contains("Hvorfor forkaster du den?");
    sure.getButton(DialogInterface.BUTTON_POSITIVE).performClick();
    await(needsYou, screen -> read(screen).contains("Ingenting trenger deg."));
    assertThat(phone.needsYou()).isEmpty();
  }

  private void signIn() {
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    TestWork.letOnceRun();
    phone.noticesSeen(phone.unseenNotices());
  }

  /** Of today, so that it is among the latest, whatever the practice data are. */
  private Map<String, Object> activity(long minutes) {
    var fields = new TreeMap<>(PhoneRig.activity(phone, minutes));
    fields.put("date", LocalDate.now(ZoneId.systemDefault()).toString());
    return fields;
  }

  private void tell(String minutes) {
    var edit = open(EditActivity.class);
    await(edit, screen -> read(screen).contains("Minutter"));
    touch(edit, "Lagre");
    var refused = awaitDialog();
    assertThat(wordsOf(refused)).contains("Minutter: tallet er for lite eller for stort");
    refused.dismiss();
    field(edit, "Minutter").setText(minutes);
    touch(edit, "Lagre");
    await(edit, screen -> screen.isFinishing() || isShowing());
    if (!edit.isFinishing()) { // the practice data may hold one that looks alike
      awaitDialog().getButton(DialogInterface.BUTTON_POSITIVE).performClick();
      await(edit, screen -> screen.isFinishing());
    }
  }

  private <A extends Activity> A open(Class<A> screen) {
    return open(screen, new Intent());
  }

  private <A extends Activity> A open(Class<A> screen, Intent intent) {
    var controller = Robolectric.buildActivity(screen, intent).setup();
    screens.add(controller);
    return controller.get();
  }

  /** Everything on the screen as TalkBack reads it: the description where there is one. */
  private static String read(Activity screen) {
    var lines = new ArrayList<String>();
    for (var view : viewsOf(screen.getWindow().getDecorView())) {
      if (view.getVisibility() != View.VISIBLE) {
        continue;
      }
      if (view.getContentDescription() != null) {
        lines.add(view.getContentDescription().toString());
      } else if (view instanceof TextView text) {
        lines.add(text.getText().toString());
      }
    }
    return String.join("\n", lines);
  }

  private static View row(Activity screen, String told) {
    var all = viewsOf(screen.getWindow().getDecorView());
    return all.stream()
        .filter(v -> (v.getContentDescription() + "").contains(told))
        .findAny()
        .get();
  }

  private static List<View> viewsOf(View root) {
    var all = new ArrayList<View>();
    all.add(root);
    if (root instanceof ViewGroup group) {
      for (var at = 0; at < group.getChildCount(); at++) {
        all.addAll(viewsOf(group.getChildAt(at)));
      }
    }
    return all;
  }

  private static void touch(Activity screen, String name) {
    viewsOf(screen.getWindow().getDecorView()).stream()
        .filter(view -> view instanceof Button button && button.getText().toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " on: " + read(screen)))
        .performClick();
  }

  /** The field that belongs to the label, as TalkBack finds it. */
  private static EditText field(Activity screen, String label) {
    for (var view : viewsOf(screen.getWindow().getDecorView())) {
      if (view instanceof TextView text && text.getText().toString().startsWith(label)) {
        return screen.findViewById(text.getLabelFor());
      }
    }
    throw new AssertionError("no field " + label + " on: " + read(screen));
  }

  private static boolean isShowing() {
    var dialog = ShadowDialog.getLatestDialog();
    return dialog != null && dialog.isShowing();
  }

  private static AlertDialog awaitDialog() {
    until(ExampleScreensTest::isShowing, () -> "no dialog");
    return (AlertDialog) ShadowDialog.getLatestDialog();
  }

  private static String wordsOf(AlertDialog dialog) {
    TextView message = dialog.findViewById(android.R.id.message);
    return message.getText().toString();
  }

  private static <A extends Activity> void await(A screen, Predicate<A> asItShouldBe) {
    until(() -> asItShouldBe.test(screen), () -> "the screen stayed: " + read(screen));
  }

  private static void await(Supplier<Intent> started, Class<? extends Activity> screen) {
    var name = screen.getName();
    until(
        () -> {
          var intent = started.get();
          return intent != null && name.equals(intent.getComponent().getClassName());
        },
        () -> name + " was not opened");
  }

  private static void awaitWork() {
    until(
        () ->
            TestWork.of(WorkManagerWakeUps.ONCE).stream()
                .anyMatch(work -> work.getState() == androidx.work.WorkInfo.State.ENQUEUED),
        () -> "nobody asked for a run");
  }

  /** The screens read on a thread of their own and show on this one. */
  private static void until(Supplier<Boolean> holds, Supplier<String> otherwise) {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      shadowOf(Looper.getMainLooper()).idle();
      if (holds.get()) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new AssertionError(otherwise.get());
  }
}
