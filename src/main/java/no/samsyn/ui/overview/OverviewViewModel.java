package no.samsyn.ui.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.MentorDevices;
import no.samsyn.console.Outlook;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStatus;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/** What matters at a glance, each of it a way to where something can be done about it. */
public final class OverviewViewModel {
  /** Mentors report at least monthly; whoever did not for longer is asked after. */
  public static final int SILENT_DAYS = 30;

  private static final int RUNS = 30;

  /** A mentor of whom nothing was heard. */
  public record Silent(String key, String name, String since, String device) {
    @Override
    public String toString() {
      return name + ", " + since + (device.isEmpty() ? "" : ". " + device);
    }
  }

  /** One bar of a chart, in numbers and words. */
  public record Point(long value, String figure, String name, String sentence, Tone tone) {}

  private final Session session;
  private final Navigator navigator;
  private final OneAtATime reading;
  private final LongProperty needsYou = new SimpleLongProperty();
  private final LongProperty unsent = new SimpleLongProperty();
  private final LongProperty reviews = new SimpleLongProperty();
  private final LongProperty silentCount = new SimpleLongProperty();
  private final ObservableList<Silent> silent = FXCollections.observableArrayList();
  private final ObjectProperty<List<Point>> weeks = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<List<Point>> runs = new SimpleObjectProperty<>(List.of());
  private List<Outlook.Mentor> quiet = List.of();
  private MentorDevices.Told devices = MentorDevices.Told.NOTHING;
  private Instant askedAfter = Instant.MIN;
  private final ReadOnlyStringWrapper weeksSummary = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper runsSummary = new ReadOnlyStringWrapper("");

  public OverviewViewModel(Session session, Navigator navigator) {
    this.session = session;
    this.navigator = navigator;
    this.reading = new OneAtATime(session.tasks());
  }

  private record Read(Outlook.View view, SyncStatus status, List<SyncReport> runs) {}

  public void refresh() {
    var workplace = session.workplace();
    var today = session.words().today();
    reading.run(
        () ->
            new Read(
                workplace.outlook().view(today),
                workplace.sync().status(),
                workplace.sync().history(RUNS)),
        read -> show(read, today),
        session::warn);
  }

  private void show(Read read, LocalDate today) {
    needsYou.set(read.status().needsYou());
    unsent.set(read.status().unsent());
    reviews.set(read.status().inReview());
    quiet = read.view().silentSince(today.minusDays(SILENT_DAYS));
    silentCount.set(quiet.size());
    showSilent(today);
    if (!read.status().lastInSync().equals(askedAfter)) {
      askedAfter = read.status().lastInSync(); // the server is asked once after each good run
      askForDevices(today);
    }
    showWeeks(read.view().weeks());
    showRuns(read.runs());
  }

  private void askForDevices(LocalDate today) {
    session
        .tasks()
        .run(
            session.workplace().mentorDevices()::ask,
            told -> {
              devices = told;
              showSilent(today);
            },
            session::warn);
  }

  private void showSilent(LocalDate today) {
    var shown = quiet.stream().map(mentor -> silent(mentor, today)).toList();
    if (!shown.equals(silent)) {
      silent.setAll(shown);
    }
  }

  /** Whoever has work on a device that does not sync is not silent, but stuck. */
  private String device(String mentor) {
    if (!devices.answered()) {
      return "";
    }
    var words = session.words();
    var heard = devices.byMentor().get(mentor);
    return heard == null
        ? words.text("overview.device-none")
        : words.text("overview.device", words.when(heard.lastSync()), words.number(heard.unsent()));
  }

  private Silent silent(Outlook.Mentor mentor, LocalDate today) {
    var words = session.words();
    var since =
        mentor
            .last()
            .map(last -> words.count("overview.silent-days", ChronoUnit.DAYS.between(last, today)))
            .orElse(words.text("overview.silent-long"));
    return new Silent(mentor.key(), mentor.name(), since, device(mentor.key()));
  }

  private void showWeeks(List<Outlook.Week> shown) {
    var words = session.words();
    var points = new ArrayList<Point>();
    for (var i = 0; i < shown.size(); i++) {
      var week = shown.get(i);
      var day = words.shortDate(week.monday());
      var sentence = words.text("overview.week", day, words.number(week.activities()));
      points.add(
          new Point(
              week.activities(),
              words.number(week.activities()),
              i % 4 == 0 ? day : "",
              sentence,
              Tone.GOOD));
    }
    weeks.set(points);
    var all = shown.stream().mapToLong(Outlook.Week::activities).sum();
    weeksSummary.set(words.text("overview.weeks-summary", words.number(all), shown.size()));
  }

  private void showRuns(List<SyncReport> newestFirst) {
    var shown = new ArrayList<>(newestFirst);
    Collections.reverse(shown);
    var points = new ArrayList<Point>();
    var finished = 0;
    for (var run : shown) {
      finished += run.stop() == Stop.FINISHED ? 1 : 0;
      points.add(point(run));
    }
    runs.set(points);
    runsSummary.set(session.words().text("overview.runs-summary", points.size(), finished));
  }

  private Point point(SyncReport run) {
    I18n words = session.words();
    var sentence =
        words.text(
            "overview.run",
            words.when(run.startedAt()),
            words.text("stop." + run.stop().code()),
            words.seconds(run.took()));
    var tone =
        switch (run.stop()) {
          case FINISHED -> Tone.GOOD;
          case SIGN_IN_NEEDED, UPGRADE_NEEDED, FORBIDDEN, DISK_FULL, ERROR -> Tone.ALERT;
          case BUDGET,
              ASKED_TO_STOP,
              OFFLINE,
              SERVER_BUSY,
              SERVER_FAILING,
              PAUSED,
              BREAKER_OPEN,
              ALREADY_RUNNING ->
              Tone.WAITING;
        };
    return new Point(
        Math.max(1, run.took().toMillis()), words.seconds(run.took()), "", sentence, tone);
  }

  public void showOutbox() {
    navigator.show(Screen.OUTBOX);
  }

  public void showHistory() {
    navigator.show(Screen.HISTORY);
  }

  public void showActivities() {
    navigator.show(Screen.ACTIVITIES);
  }

  /** Shows the records whose two versions wait for somebody to choose. */
  public void showReviews() {
    navigator.show(Screen.REVIEW);
  }

  public void showMentor(Silent mentor) {
    navigator.showRecords("activity", List.of("peer_mentor=" + mentor.key()));
  }

  public String number(long value) {
    return session.words().number(value);
  }

  public LongProperty needsYouProperty() {
    return needsYou;
  }

  public LongProperty unsentProperty() {
    return unsent;
  }

  public LongProperty reviewsProperty() {
    return reviews;
  }

  public LongProperty silentCountProperty() {
    return silentCount;
  }

  public ObservableList<Silent> silent() {
    return silent;
  }

  public ObjectProperty<List<Point>> weeksProperty() {
    return weeks;
  }

  public ObjectProperty<List<Point>> runsProperty() {
    return runs;
  }

  public ReadOnlyStringProperty weeksSummaryProperty() {
    return weeksSummary.getReadOnlyProperty();
  }

  public String getWeeksSummary() {
    return weeksSummary.get();
  }

  public ReadOnlyStringProperty runsSummaryProperty() {
    return runsSummary.getReadOnlyProperty();
  }

  public String getRunsSummary() {
    return runsSummary.get();
  }
}
