package no.samsyn.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import no.samsyn.console.Trouble;
import no.samsyn.ui.ConsoleShell;
import no.samsyn.ui.ConsoleWindow;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Theme;

/**
 * Walks through every screen of the practice console, says what it finds there, and writes pictures
 * in light and dark. A line that is not as it should be begins with FAIL and fails the tour.
 */
final class ScreenTour {
  private final ConsoleWindow window;
  private final Practice practice;
  private final Path folder;
  private final TourLines lines;
  private final Outage outage;

  /**
   * Takes what it needs.
   *
   * @param returnMax how long the console may take to find that the server is back
   */
  ScreenTour(
      ConsoleWindow window,
      Practice practice,
      Path folder,
      Duration returnMax,
      Consumer<String> out) {
    this.window = window;
    this.practice = practice;
    this.folder = folder;
    this.lines = new TourLines(out);
    this.outage = new Outage(window, practice, returnMax, lines, () -> picture("offline-light"));
  }

  boolean run() {
    if (!Patience.onScreen(() -> window.shell().isPresent())) {
      lines.say("The console", "did not open", false);
      return false;
    }
    var started = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    lines.say(
        "The console", "open; process runs for " + age(started) + " ms, story included", true);
    var shell = shell();
    lines.say(
        "Kari's first run",
        "state: " + state(shell),
        Patience.onScreen(() -> !state(shell).isEmpty()));
    try (var stalls = new Stalls()) {
      for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
        change(theme, stalls);
        for (var screen : Screen.values()) {
          visit(shell, screen, theme, stalls);
        }
      }
      change(Theme.LIGHT, stalls);
      aRecord(shell, stalls);
      whatNeedsKari(shell, stalls);
      overlays(shell);
      newsArrives(shell);
      outage.happen();
    }
    return lines.isAllTrue();
  }

  /** All that is in sight is dressed anew at once; what is not, when it is next shown. */
  private void change(Theme theme, Stalls stalls) {
    if (window.looks().themeProperty().get() != theme) {
      var unused = stalls.takeLongest();
      Fx.call(() -> dress(theme));
      Patience.settle(window);
      lines.say("Theme " + theme.code(), "longest stall " + stalls.takeLongest(), true);
    }
  }

  private static long age(Instant started) {
    return Duration.between(started, new SystemTime().now()).toMillis();
  }

  private ConsoleShell shell() {
    return window.shell().orElseThrow(() -> new IllegalStateException("the shell is open"));
  }

  private boolean dress(Theme theme) {
    window.looks().themeProperty().set(theme);
    return true;
  }

  private boolean enlarge(int percent) {
    window.looks().sizeProperty().set(percent);
    return true;
  }

  private static String state(ConsoleShell shell) {
    return Fx.call(() -> shell.status().stateProperty().get());
  }

  private void visit(ConsoleShell shell, Screen screen, Theme theme, Stalls stalls) {
    var unused = stalls.takeLongest();
    var begun = System.nanoTime();
    Fx.call(
        () -> {
          shell.model().show(screen);
          return true;
        });
    var shown = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    var isThere = Patience.onScreen(() -> isStanding(screen));
    Patience.settle(window);
    var stall = stalls.takeLongest();
    var file = picture(screen.code() + "-" + theme.code());
    lines.say(
        "Screen " + screen.code(),
        theme.code() + "; shown in " + shown + " ms; longest stall " + stall + "; " + file,
        isThere);
  }

  /** A screen of records stands when its first row is there; the others when they are drawn. */
  private boolean isStanding(Screen screen) {
    var root = window.stage().getScene().getRoot();
    if (screen.entity().isEmpty()) {
      return root.lookup(".sam-screen") != null;
    }
    return root.lookup(".sam-table") instanceof TableView<?> table && !table.getItems().isEmpty();
  }

  /** The newest record with its form. */
  private void aRecord(ConsoleShell shell, Stalls stalls) {
    visit(shell, Screen.ACTIVITIES, Theme.LIGHT, stalls);
    Fx.call(
        () -> {
          table().getSelectionModel().select(0);
          return true;
        });
    var isOpen = Patience.onScreen(() -> window.stage().getScene().lookup("#field-note") != null);
    Patience.settle(window);
    picture("record-light");
    lines.say("A record", "its form is open", isOpen);
    togglePast();
    var isTold =
        Patience.onScreen(() -> window.stage().getScene().lookup(".sam-past-moment") != null);
    Patience.settle(window);
    picture("past-light");
    lines.say("Why it looks so", "its time line is told", isTold);
    togglePast();
  }

  private void togglePast() {
    Fx.call(
        () -> {
          if (window.stage().getScene().lookup("#past") instanceof ToggleButton past) {
            past.fire();
          }
          return true;
        });
  }

  /** A change that the server refused, with what can be done about it. */
  private void whatNeedsKari(ConsoleShell shell, Stalls stalls) {
    visit(shell, Screen.OUTBOX, Theme.LIGHT, stalls);
    var isThere = Patience.onScreen(() -> !table().getItems().isEmpty());
    Fx.call(
        () -> {
          table().getSelectionModel().select(0);
          return true;
        });
    Patience.settle(window);
    picture("outbox-light");
    lines.say("What needs Kari", "changes in the outbox: " + Fx.call(this::rows), isThere);
    var needs = Long.toString(Fx.call(() -> shell.status().needsPersonProperty().get()));
    var title = Fx.call(() -> window.stage().getTitle());
    lines.say("The window's title", title, !needs.equals("0") && title.contains(needs));
  }

  private void overlays(ConsoleShell shell) {
    var palette = shell.model().paletteOpenProperty();
    var sheet = shell.model().shortcutsOpenProperty();
    overlay(palette, "palette-light");
    overlay(sheet, "shortcuts-light");
    Fx.call(() -> dress(Theme.HIGH_CONTRAST));
    Patience.settle(window);
    picture("outbox-contrast");
    Fx.call(() -> dress(Theme.LIGHT));
    Fx.call(() -> enlarge(Looks.SIZE_MAX));
    Patience.settle(window);
    picture("outbox-200");
    Fx.call(() -> enlarge(Looks.SIZE_MIN));
  }

  private void overlay(BooleanProperty open, String name) {
    Fx.call(
        () -> {
          open.set(true);
          return true;
        });
    Patience.settle(window);
    picture(name);
    Fx.call(
        () -> {
          open.set(false);
          return true;
        });
  }

  private TableView<?> table() {
    if (window.stage().getScene().lookup(".sam-table") instanceof TableView<?> table) {
      return table;
    }
    throw new IllegalStateException("no table on the screen");
  }

  private Path picture(String name) {
    var file = folder.resolve(name + ".png");
    try {
      Fx.call(() -> Picture.of(window.stage().getScene())).write(file);
      return file;
    } catch (IOException e) {
      throw Trouble.failed("no-picture", "The pictures cannot be written to " + folder + ".");
    }
  }

  /** What somebody else saves comes by itself. */
  private void newsArrives(ConsoleShell shell) {
    Fx.call(
        () -> {
          shell.model().showRecords("activity", List.of());
          return true;
        });
    Patience.settle(window);
    var before = Fx.call(this::rows);
    practice.neighbourWorks();
    var arrived = Patience.onScreen(() -> rows() > before);
    lines.say(
        "Ola saves an activity",
        "Kari's table had " + before + " rows and has " + Fx.call(this::rows) + " now",
        arrived);
  }

  private int rows() {
    return rows(window);
  }

  /** Returns how many rows the table in sight has; call it on JavaFX's thread. */
  static int rows(ConsoleWindow window) {
    var root = window.stage().getScene().getRoot();
    return root.lookup(".sam-table") instanceof TableView<?> table ? table.getItems().size() : -1;
  }
}
