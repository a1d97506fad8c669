package no.samsyn.ui.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import no.samsyn.sync.Backoff;
import no.samsyn.sync.Pace;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Session;

/**
 * How often this computer syncs and how long it waits after failures, as a handful of choices. A
 * choice holds at once; what was set by the command line is offered beside the usual ones.
 */
public final class PaceViewModel {
  private static final List<Integer> FAILURES = List.of(1, 2, 3, 5, 10);

  /** What can be chosen. */
  public enum Part {
    PERIOD,
    IN_RUN_FIRST,
    IN_RUN_MAX,
    RECORD_FIRST,
    RECORD_MAX,
    BREAKER_FIRST,
    BREAKER_MAX;

    private List<Duration> usual() {
      return switch (this) {
        case PERIOD -> seconds(60, 300, 900, 1_800, 3_600);
        case IN_RUN_FIRST -> seconds(1, 2, 5);
        case IN_RUN_MAX -> seconds(10, 30, 60, 300);
        case RECORD_FIRST -> seconds(10, 30, 60, 120);
        case BREAKER_FIRST -> seconds(30, 60, 300);
        case RECORD_MAX, BREAKER_MAX -> seconds(300, 900, 1_800, 3_600);
      };
    }

    private static List<Duration> seconds(long... lengths) {
      return Arrays.stream(lengths).mapToObj(Duration::ofSeconds).toList();
    }

    Duration of(Pace pace) {
      return switch (this) {
        case PERIOD -> pace.period();
        case IN_RUN_FIRST -> pace.inRun().first();
        case IN_RUN_MAX -> pace.inRun().max();
        case RECORD_FIRST -> pace.perRecord().first();
        case RECORD_MAX -> pace.perRecord().max();
        case BREAKER_FIRST -> pace.breaker().openFor().first();
        case BREAKER_MAX -> pace.breaker().openFor().max();
      };
    }
  }

  private final Session session;
  private final ReadOnlyObjectWrapper<Pace> pace = new ReadOnlyObjectWrapper<>(Pace.DEFAULT);

  public PaceViewModel(Session session) {
    this.session = session;
  }

  public void refresh() {
    session.tasks().run(session.workplace().sync()::pace, pace::set, session::warn);
  }

  /** Returns what may be chosen for {@code part}: the usual ones, and what holds now. */
  public List<Duration> choices(Part part) {
    var choices = new ArrayList<>(part.usual());
    var now = part.of(pace.get());
    if (!choices.contains(now)) {
      choices.add(now);
      choices.sort(null);
    }
    return choices;
  }

  public List<Integer> failureChoices() {
    var choices = new ArrayList<>(FAILURES);
    var now = pace.get().breaker().failures();
    if (!choices.contains(now)) {
      choices.add(now);
      choices.sort(null);
    }
    return choices;
  }

  public Duration chosen(Part part) {
    return part.of(pace.get());
  }

  /** Sets {@code part}; a longest wait that would be shorter than the first one goes with it. */
  public void choose(Part part, Duration wanted) {
    var now = pace.get();
    if (part.of(now).equals(wanted)) {
      return;
    }
    set(
        new Pace(
            part == Part.PERIOD ? wanted : now.period(),
            backoff(now.inRun(), part, Part.IN_RUN_FIRST, Part.IN_RUN_MAX, wanted),
            backoff(now.perRecord(), part, Part.RECORD_FIRST, Part.RECORD_MAX, wanted),
            new Pace.Breaker(
                backoff(
                    now.breaker().openFor(), part, Part.BREAKER_FIRST, Part.BREAKER_MAX, wanted),
                now.breaker().failures())));
  }

  private static Backoff backoff(
      Backoff now, Part part, Part ofFirst, Part ofMax, Duration wanted) {
    if (part == ofFirst) {
      return new Backoff(wanted, longer(wanted, now.max()));
    } else if (part == ofMax) {
      return new Backoff(wanted.compareTo(now.first()) < 0 ? wanted : now.first(), wanted);
    }
    return now;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** Sets how many failing runs in a row keep scheduled runs away from the server. */
  public void chooseFailures(int wanted) {
    var now = pace.get();
    if (now.breaker().failures() != wanted) {
      set(now.with(new Pace.Breaker(now.breaker().openFor(), wanted)));
    }
  }

  /** Goes back to what is usual. */
  public void reset() {
    if (!pace.get().equals(Pace.DEFAULT)) {
      set(Pace.DEFAULT);
    }
  }

  private void set(Pace wanted) {
    session
        .tasks()
        .run(
            () -> {
              session.workplace().sync().setPace(wanted);
              session.schedule().replan();
              return wanted;
            },
            set -> {
              pace.set(set);
              session.notices().say(session.words().text("pace.set"));
            },
            session::warn);
  }

  /** Says a length of time in the words of the screen: 30 s, 15 min, 1 t. */
  public String words(Duration length) {
    I18n words = session.words();
    var millis = length.toMillis();
    if (millis % 1_000 != 0) {
      return words.seconds(length);
    }
    var seconds = millis / 1_000;
    if (seconds % 3_600 == 0) {
      return words.text("pace.hours", words.number(seconds / 3_600));
    }
    return seconds % 60 == 0
        ? words.text("pace.minutes", words.number(seconds / 60))
        : words.text("unit.seconds", words.number(seconds));
  }

  public ReadOnlyObjectProperty<Pace> paceProperty() {
    return pace.getReadOnlyProperty();
  }
}
