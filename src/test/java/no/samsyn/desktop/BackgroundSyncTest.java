package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.Trouble;
import no.samsyn.desktop.Alarms.Alarm;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStatus;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundSyncTest {
  private static final Duration PERIOD = Duration.ofMinutes(15);

  private final ManualTime time = new ManualTime();
  private final ManualAlarms alarms = new ManualAlarms(time);
  private final FakeRuns runs = new FakeRuns();
  private final List<Stop> watched = new ArrayList<>();
  private final BackgroundSync sync = new BackgroundSync(runs, alarms, time, new SeededChance(1));

  @AfterEach
  void end() {
    sync.close();
  }

  @Test
  void theFirstRunBeginsWithTheConsoleAndTheNextWhenTheStoreSaysSo() {
    begin();
    assertThat(runs.because).containsExactly("started");
    alarms.pass(PERIOD.minusSeconds(1));
    assertThat(runs.because).hasSize(1);
    alarms.pass(Duration.ofSeconds(1));
    assertThat(runs.because).containsExactly("started", "schedule");
    assertThat(watched).containsExactly(Stop.FINISHED, Stop.FINISHED);
  }

  @Test
  void savesInARowAreSentTogetherWhenItHasBeenQuietForAMoment() {
    begin();
    for (var save = 0; save < 5; save++) {
      sync.soon();
      alarms.pass(Duration.ofSeconds(1));
    }
    assertThat(runs.because).containsExactly("started");
    alarms.pass(Duration.ofSeconds(2));
    assertThat(runs.because).containsExactly("started", "saved");
  }

  @Test
  void aPlanThatWasChangedIsTheOneThatRings() {
    begin();
    runs.next = Duration.ofMinutes(2); // somebody set a shorter period
    sync.replan();
    alarms.pass(Duration.ofMinutes(2));
    assertThat(runs.because).containsExactly("started", "schedule");
  }

  @Test
  void severalEventsOfTheServerAreOneReason() {
    begin();
    runs.news.run();
    runs.news.run();
    alarms.pass(Duration.ofSeconds(1));
    assertThat(runs.because).containsExactly("started", "server-news");
  }

  @Test
  void aPersonsWishIsTheirs() {
    begin();
    sync.now();
    alarms.pass(Duration.ZERO);
    assertThat(runs.triggers.get(1)).isEqualTo(SyncEngine.Trigger.NOW);
  }

  @Test
  void wakingAfterDaysAsleepMakesOneRun() {
    begin();
    sync.soon();
    runs.news.run();
    alarms.sleep(Duration.ofDays(12));
    assertThat(runs.because).hasSize(2);
    alarms.pass(PERIOD.minusSeconds(1));
    assertThat(runs.because).hasSize(2);
  }

  @Test
  void whatRingsDuringARunIsAnsweredByOneMoreAndNotByTwoAtOnce() {
    runs.during =
        () -> {
          runs.during = () -> {};
          sync.now();
          runs.news.run();
          alarms.pass(Duration.ofSeconds(3));
        };
    begin();
    assertThat(runs.because).containsExactly("started", "sync-now");
    assertThat(runs.atOnceMax).isEqualTo(1);
  }

  @Test
  void aServerThatIsThereAgainIsNoticedWithinFifteenSeconds() {
    runs.stop = Stop.OFFLINE;
    runs.next = Duration.ofHours(1); // the plan alone would take long
    begin();
    alarms.pass(Duration.ofMinutes(3));
    assertThat(runs.because).containsExactly("started");
    assertThat(runs.looks).isBetween(12, 24);
    runs.isThere = true;
    runs.stop = Stop.FINISHED;
    alarms.pass(Duration.ofSeconds(15));
    assertThat(runs.triggers.get(1)).isEqualTo(SyncEngine.Trigger.CONNECTED);
    var looks = runs.looks;
    alarms.pass(Duration.ofMinutes(10));
    assertThat(runs.looks).isEqualTo(looks);
  }

  @Test
  void whatIsSavedWhileTheServerIsGoneWaitsForItAndIsNotTriedInVain() {
    runs.stop = Stop.OFFLINE;
    runs.next = Duration.ofHours(1);
    begin();
    sync.soon();
    alarms.pass(Duration.ofMinutes(1));
    assertThat(runs.because).containsExactly("started");
  }

  /** Its breaker would be of no use if every sign of life opened the door. */
  @Test
  void aServerThatAnswersButFailsIsLeftInPeaceUntilThePlanSaysSo() {
    runs.stop = Stop.SERVER_FAILING;
    runs.isThere = true;
    runs.next = Duration.ofMinutes(30);
    begin();
    alarms.pass(Duration.ofMinutes(29));
    assertThat(runs.because).containsExactly("started");
    alarms.pass(Duration.ofMinutes(1));
    assertThat(runs.because).containsExactly("started", "schedule");
  }

  @Test
  void aPauseStartsNothingUntilAPersonDoes() {
    runs.stop = Stop.PAUSED;
    begin();
    alarms.pass(Duration.ofDays(1));
    assertThat(runs.because).containsExactly("started");
    runs.stop = Stop.FINISHED;
    sync.now();
    alarms.pass(PERIOD);
    assertThat(runs.because).containsExactly("started", "sync-now", "schedule");
  }

  @Test
  void aClockSetBackOrForwardNeitherStopsRunsForYearsNorMakesThemSpin() {
    runs.next = Duration.ofDays(3650);
    begin();
    assertThat(alarms.until(Alarm.DUE)).isEqualTo(Duration.ofHours(1));
    runs.next = Duration.ofDays(-3650);
    sync.now();
    alarms.pass(Duration.ZERO);
    assertThat(alarms.until(Alarm.DUE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aBugInARunEndsThatRunOnly() {
    runs.during =
        () -> {
          runs.during = () -> {};
          throw new IllegalStateException("planted");
        };
    begin();
    alarms.pass(Duration.ofHours(1));
    assertThat(runs.because).containsExactly("started", "schedule");
  }

  @Test
  void closingSendsWhatIsLeftAndSaysHowMuchDidNotGo() {
    begin();
    runs.unsent = 3;
    runs.during = () -> runs.unsent = 1;
    assertThat(sync.finish()).isEqualTo(1);
    assertThat(runs.because).containsExactly("started", "closing");
    assertThat(alarms.closed).isTrue();
  }

  @Test
  void closingWithNothingLeftOrOfflineRunsNothing() {
    begin();
    assertThat(sync.finish()).isZero();
    assertThat(runs.because).containsExactly("started");
  }

  @Test
  void closingWhileTheServerIsGoneHandsOverToTheNextStart() {
    runs.state = SyncStatus.State.OFFLINE;
    begin();
    runs.unsent = 2;
    assertThat(sync.finish()).isEqualTo(2);
    assertThat(runs.because).containsExactly("started");
  }

  @Test
  void aBackupThatFailsStopsNoRun() {
    begin();
    alarms.pass(PERIOD);
    assertThat(runs.rests).isEqualTo(2);
    assertThat(runs.because).containsExactly("started", "schedule");
  }

  @Test
  void afterClosingNothingBegins() {
    begin();
    sync.close();
    sync.now();
    sync.soon();
    runs.news.run();
    alarms.pass(Duration.ofDays(1));
    assertThat(runs.because).containsExactly("started");
  }

  @Test
  void aRunIsAskedToStopWhenTheConsoleCloses() {
    var asked = new ArrayList<Boolean>();
    runs.during =
        () -> {
          asked.add(runs.budget.stopAsked().getAsBoolean());
          var closer = new Thread(sync::close);
          closer.start();
          while (!runs.budget.stopAsked().getAsBoolean()) {
            Thread.onSpinWait();
          }
          asked.add(true);
        };
    begin();
    assertThat(asked).containsExactly(false, true);
  }

  private void begin() {
    sync.start((report, status) -> watched.add(report.stop()));
    alarms.pass(Duration.ZERO);
  }

  /** Runs that end as they are told to. */
  private final class FakeRuns implements Runs {
    final List<String> because = new ArrayList<>();
    final List<SyncEngine.Trigger> triggers = new ArrayList<>();
    Stop stop = Stop.FINISHED;
    SyncStatus.State state = SyncStatus.State.IDLE;
    Duration next = PERIOD;
    long unsent;
    boolean isThere;
    int looks;
    int atOnceMax;
    int rests;
    Runnable during = () -> {};
    Runnable news = () -> {};
    RunBudget budget = RunBudget.of(Duration.ZERO);
    private int atOnce;

    @Override
    public SyncReport run(RunBudget given, SyncEngine.Trigger trigger) {
      budget = given;
      because.add(trigger.because());
      triggers.add(trigger);
      atOnceMax = Math.max(atOnceMax, ++atOnce);
      try {
        during.run();
      } finally {
        atOnce--;
      }
      return new SyncReport(
          time.now(), Duration.ZERO, SyncReport.Counts.NONE, 0, trigger.because(), stop, "");
    }

    @Override
    public SyncStatus status() {
      return new SyncStatus(
          state, unsent, 0, 0, Instant.EPOCH, time.now().plus(next), "the regular interval", "");
    }

    @Override
    public boolean isServerThere() {
      looks++;
      return isThere;
    }

    @Override
    public void rest() {
      rests++;
      throw Trouble.failed("backup-failed", "There is no room for a backup.");
    }

    @Override
    public void onServerNews(Runnable listener) {
      news = listener;
    }
  }
}
