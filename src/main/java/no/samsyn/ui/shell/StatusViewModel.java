package no.samsyn.ui.shell;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import no.samsyn.sync.SyncStatus;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/** How syncing stands, in words. Computed from the store each time, so that it never lies. */
public final class StatusViewModel {
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper notSent = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper needsYou = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper lastInSync = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper nextRun = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper needsPerson = new ReadOnlyLongWrapper();
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper pauseAction = new ReadOnlyStringWrapper("");
  private final ObjectProperty<Tone> tone = new SimpleObjectProperty<>(Tone.QUIET);
  private final Session session;

  public StatusViewModel(Session session) {
    this.session = session;
  }

  public void refresh() {
    session.tasks().run(this::read, this::show, session::warn);
  }

  /** How it stands; a pause holds whatever the state is. */
  private record Standing(SyncStatus status, boolean isPaused) {}

  private Standing read() {
    var sync = session.workplace().sync();
    return new Standing(sync.status(), sync.isPaused());
  }

  /** A person asks for a run; a pause or an open breaker does not stop it. */
  public void syncNow() {
    session.schedule().now();
    state.set(session.words().text("state.syncing"));
  }

  /** Lets nothing be sent or fetched by itself, or ends that; what waited goes at once then. */
  public void togglePause() {
    var pausing = !paused.get();
    session
        .tasks()
        .run(
            () -> {
              if (pausing) {
                session.workplace().sync().pause();
              } else {
                session.workplace().sync().resume();
              }
              return read();
            },
            standing -> {
              show(standing);
              if (!pausing) {
                session.schedule().now();
              }
            },
            session::warn);
  }

  private void show(Standing standing) {
    var words = session.words();
    var status = standing.status();
    paused.set(standing.isPaused());
    pauseAction.set(words.text(standing.isPaused() ? "shell.resume" : "shell.pause"));
    state.set(words.text(keyOf(status)));
    tone.set(toneOf(status));
    notSent.set(words.text("status.not-sent", words.number(status.unsent())));
    needsYou.set(words.text("status.needs-you", words.number(status.needsYou())));
    lastInSync.set(words.text("status.last-in-sync", words.when(status.lastInSync())));
    nextRun.set(next(status));
    needsPerson.set(status.needsYou() + status.inReview());
  }

  private static String keyOf(SyncStatus status) {
    if (status.state() != SyncStatus.State.IDLE) {
      return "state." + status.state().code();
    } else if (status.isEverythingSent()) {
      return "state.everything-sent";
    }
    return status.needsYou() > 0 ? "state.some-need-you" : "state.waits";
  }

  static Tone toneOf(SyncStatus status) {
    return switch (status.state()) {
      case IDLE ->
          status.needsYou() > 0 ? Tone.ALERT : status.unsent() > 0 ? Tone.WAITING : Tone.GOOD;
      case SYNCING, OFFLINE, PAUSED -> Tone.WAITING;
      case SIGN_IN_NEEDED, UPGRADE_NEEDED, DISK_FULL, ERROR -> Tone.ALERT;
    };
  }

  private String next(SyncStatus status) {
    if (paused.get() || status.nextRun().toEpochMilli() == 0) {
      return "";
    }
    var words = session.words();
    var key = "next." + status.nextRunBecause().replace(' ', '-');
    var because = words.has(key) ? words.text(key) : words.text("next.other");
    return words.text("status.next-run", words.when(status.nextRun()), because);
  }

  public ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  public String getState() {
    return state.get();
  }

  public ReadOnlyStringProperty notSentProperty() {
    return notSent.getReadOnlyProperty();
  }

  public String getNotSent() {
    return notSent.get();
  }

  public ReadOnlyStringProperty needsYouProperty() {
    return needsYou.getReadOnlyProperty();
  }

  public String getNeedsYou() {
    return needsYou.get();
  }

  public ReadOnlyStringProperty lastInSyncProperty() {
    return lastInSync.getReadOnlyProperty();
  }

  public String getLastInSync() {
    return lastInSync.get();
  }

  public ReadOnlyStringProperty nextRunProperty() {
    return nextRun.getReadOnlyProperty();
  }

  public String getNextRun() {
    return nextRun.get();
  }

  /** How much in all needs a person; stands in the window's title. */
  public ReadOnlyLongProperty needsPersonProperty() {
    return needsPerson.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /** What the button says that begins or ends a pause. */
  public ReadOnlyStringProperty pauseActionProperty() {
    return pauseAction.getReadOnlyProperty();
  }

  public String getPauseAction() {
    return pauseAction.get();
  }

  public ObjectProperty<Tone> toneProperty() {
    return tone;
  }

  public Tone getTone() {
    return tone.get();
  }
}
