package no.samsyn.ui.common;

import no.samsyn.console.Preferences;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;

/** What every screen of a signed-in person works with. */
public record Session(Workplace workplace, SyncSchedule schedule, Surround around) {

  /** What does not depend on who is signed in. */
  public record Surround(
      I18n words, TaskRunner tasks, Dialogs dialogs, Preferences preferences, Notices notices) {}

  public I18n words() {
    return around.words();
  }

  public TaskRunner tasks() {
    return around.tasks();
  }

  public Dialogs dialogs() {
    return around.dialogs();
  }

  public Preferences preferences() {
    return around.preferences();
  }

  public Notices notices() {
    return around.notices();
  }

  /** Says in passing that something failed. */
  public void warn(Trouble trouble) {
    notices().warn(TroubleTexts.of(words(), trouble));
  }
}
