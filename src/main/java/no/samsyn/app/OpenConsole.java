package no.samsyn.app;

import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import javafx.application.Platform;
import javafx.stage.Stage;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.desktop.BackgroundSync;
import no.samsyn.desktop.PreferencesFile;
import no.samsyn.desktop.QuartzAlarms;
import no.samsyn.desktop.Runs;
import no.samsyn.model.Time;
import no.samsyn.ui.ConsoleWindow;
import no.samsyn.ui.Equipment;
import no.samsyn.ui.common.FileQuestion;
import no.samsyn.ui.common.FxDialogs;
import no.samsyn.ui.common.Looks;

/** One console window with all that it needs. Made and closed on any thread but JavaFX's. */
final class OpenConsole implements AutoCloseable {
  private static final String PREFERENCES = "console.properties";

  private final ExecutorService tasks = Threads.forTasks();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConsoleWindow window;

  /** Shows the window; what it shows is opened later, by {@link #open}. */
  OpenConsole(Workplaces workplaces, Where where, Time time, String version) {
    this(workplaces, where, time, version, FxDialogs::saveAs);
  }

  /** The same, where {@code files} asks for files in its own way. */
  OpenConsole(Workplaces workplaces, Where where, Time time, String version, FileQuestion files) {
    var equipment =
        new Equipment(
            workplaces,
            where,
            new PreferencesFile(where.data().resolve(PREFERENCES)),
            workplace ->
                new BackgroundSync(
                    Runs.of(workplace), new QuartzAlarms(), time, new SystemChance()),
            tasks,
            new Equipment.Clocks(time, ZoneId.systemDefault()),
            files,
            version);
    window = Fx.call(() -> shown(equipment));
  }

  private ConsoleWindow shown(Equipment equipment) {
    Looks.loadFonts();
    var stage = new Stage();
    stage.setOnHidden(event -> closed.countDown());
    var made = new ConsoleWindow(equipment, stage);
    made.show();
    return made;
  }

  /** Opens the store and goes on from what is there. */
  void open() {
    Platform.runLater(window::open);
  }

  /** Brings the window to the front; on any thread. */
  void raise() {
    Platform.runLater(window::raise);
  }

  ConsoleWindow window() {
    return window;
  }

  void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Fx.call(
        () -> {
          window.stage().hide();
          return true;
        });
    window.close();
    tasks.shutdown();
  }
}
