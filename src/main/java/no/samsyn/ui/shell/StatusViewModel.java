package no.samsyn.ui.shell;

import javafx.beans.property.ObjectProperty;
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
  private final ObjectProperty<Tone> tone = new SimpleObjectProperty<>(Tone.QUIET);
  private final Session session;

  public StatusViewModel(Session session) {
    this.session = session;
  }

  public void refresh() {
    session.tasks().run(session.workplace().sync()::status, this::show, session::warn);
  }

  /** A person asks for a run; a pause or an open breaker does not stop it. */
  public void syncNow() {
    session.schedule().now();
    state.set(session.words().text("state.syncing"));
  }

  private void show(SyncStatus status) {
    var words = session.words();
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
    if (status.nextRun().toEpochMilli() == 0) {
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

  public ObjectProperty<Tone> toneProperty() {
    return tone;
  }

  public Tone getTone() {
    return tone.get();
  }
}
