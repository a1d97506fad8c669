package no.samsyn.ui;

import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.function.Function;
import no.samsyn.console.Preferences;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.model.Time;
import no.samsyn.ui.common.FileQuestion;

/**
 * Everything that the console needs from outside; app puts it together.
 *
 * @param where the store, and the server and user to begin with
 * @param schedules makes what starts the runs of a workplace
 * @param executor where tasks run that take longer than a frame
 * @param files asks where to write a file
 */
public record Equipment(
    Workplaces workplaces,
    Where where,
    Preferences preferences,
    Function<Workplace, SyncSchedule> schedules,
    Executor executor,
    Clocks clocks,
    FileQuestion files,
    String version) {

  /** Now, and where we are. */
  public record Clocks(Time time, ZoneId zone) {}
}
