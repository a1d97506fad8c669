package no.samsyn.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import no.samsyn.cli.Windows;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.desktop.SingleInstance;
import no.samsyn.model.Time;

/**
 * Starts JavaFX, and ends what it started in order: the window first, then the runs, the store and
 * the practice server. Called on the main thread, which waits.
 */
final class FxWindows implements Windows {
  private static final Duration RETURN_MAX = Duration.ofSeconds(30);
  private static final String SIZE = "1600x1000-32"; // of the screen in memory

  private final Workplaces workplaces;
  private final PracticeHall hall;
  private final Time time;
  private final Map<String, String> environment;
  private final PrintStream err;
  private final String version;

  FxWindows(
      Workplaces workplaces,
      PracticeHall hall,
      Time time,
      Map<String, String> environment,
      PrintStream err,
      String version) {
    this.workplaces = workplaces;
    this.hall = hall;
    this.time = time;
    this.environment = Map.copyOf(environment);
    this.err = err;
    this.version = version;
  }

  /** What practice is made of: stores and servers that are thrown away. */
  record PracticeHall(Workplaces workplaces, ServerHouse servers) {}

  @Override
  public boolean hasDisplay() {
    var isLinux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    return !isLinux
        || !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }

  @Override
  public int console(Where where) {
    var unused = workplaces.isThere(where); // says why, where no store may lie there
    var instance = SingleInstance.first(where.data(), Threads.each("instance"));
    if (instance.isEmpty()) {
      err.println("Samsyn is open already: look for its window.");
      return 0;
    }
    try (var only = instance.get()) {
      return consoleAlone(where, only);
    }
  }

  private int consoleAlone(Where where, SingleInstance only) {
    if (!hasDisplay()) {
      throw Trouble.failed(
          "no-display",
          "There is no display, so no window can be opened. Everything can be done by commands:"
              + " samsyn --help");
    }
    start();
    try (var console = new OpenConsole(workplaces, where, time, version)) {
      only.onRaise(console::raise);
      console.open();
      console.awaitClosed();
    }
    return 0;
  }

  @Override
  public int practise() {
    start();
    try (var practice = new Practice(hall.workplaces(), hall.servers());
        var console = new OpenConsole(hall.workplaces(), practice.where(), time, version)) {
      practice.prepare();
      console.open();
      practice.neighboursBegin();
      console.awaitClosed();
    }
    return 0;
  }

  @Override
  public boolean tour(Consumer<String> line) {
    System.setProperty("glass.platform", "Monocle");
    System.setProperty("monocle.platform", "Headless");
    System.setProperty("prism.order", "sw");
    System.setProperty("headless.geometry", SIZE);
    start();
    try (var practice = new Practice(hall.workplaces(), hall.servers());
        var console = new OpenConsole(hall.workplaces(), practice.where(), time, version)) {
      practice.prepare();
      console.open();
      var folder = Path.of("target", "tour");
      return new ScreenTour(console.window(), practice, folder, RETURN_MAX, line).run();
    }
  }

  private void start() {
    try {
      Fx.start();
    } catch (UnsupportedOperationException e) {
      err.println("The window cannot be opened: " + e.getMessage());
      throw Trouble.failed(
          "no-window",
          "On Linux the console needs GTK 3 (libgtk-3-0) and a display. Everything can be done by"
              + " commands too: samsyn --help");
    }
  }
}
