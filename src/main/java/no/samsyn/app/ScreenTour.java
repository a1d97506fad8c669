package no.samsyn.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import no.samsyn.console.Records;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.sync.Account;
import no.samsyn.sync.Pace;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
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
  private static final Duration PATIENCE = Duration.ofSeconds(90); // a loaded machine needs some
  private static final long LOOK_MILLIS = 50;
  private static final long SETTLE_MILLIS = 700; // tables draw their rows, changes gather
  private static final int WIDTH = 24;

  /** What the status bar says of an open breaker, in the language of a first start. */
  private static final String BREAKER_IS_OPEN = "serveren har ikke svart på en stund";

  private final ConsoleWindow window;
  private final Practice practice;
  private final Path folder;
  private final Consumer<String> out;
  private boolean allTrue = true;

  ScreenTour(ConsoleWindow window, Practice practice, Path folder, Consumer<String> out) {
    this.window = window;
    this.practice = practice;
    this.folder = folder;
    this.out = out;
  }

  boolean run() {
    if (!holds(() -> window.shell().isPresent())) {
      say("The console", "did not open", false);
      return false;
    }
    var started = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    say("The console", "open; process runs for " + age(started) + " ms, story included", true);
    var shell = shell();
    say("Kari's first run", "state: " + state(shell), holds(() -> !state(shell).isEmpty()));
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
      outage(shell);
    }
    return allTrue;
  }

  /** All that is in sight is dressed anew at once; what is not, when it is next shown. */
  private void change(Theme theme, Stalls stalls) {
    if (window.looks().themeProperty().get() != theme) {
      var unused = stalls.takeLongest();
      Fx.call(() -> dress(theme));
      settle();
      say("Theme " + theme.code(), "longest stall " + stalls.takeLongest(), true);
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
    var isThere = holds(() -> isStanding(screen));
    settle();
    var stall = stalls.takeLongest();
    var file = picture(screen.code() + "-" + theme.code());
    say(
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
    var isOpen = holds(() -> window.stage().getScene().lookup("#field-note") != null);
    settle();
    picture("record-light");
    say("A record", "its form is open", isOpen);
    togglePast();
    var isTold = holds(() -> window.stage().getScene().lookup(".sam-past-moment") != null);
    settle();
    picture("past-light");
    say("Why it looks so", "its time line is told", isTold);
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
    var isThere = holds(() -> !table().getItems().isEmpty());
    Fx.call(
        () -> {
          table().getSelectionModel().select(0);
          return true;
        });
    settle();
    picture("outbox-light");
    say("What needs Kari", "changes in the outbox: " + Fx.call(this::rows), isThere);
    var needs = Long.toString(Fx.call(() -> shell.status().needsPersonProperty().get()));
    var title = Fx.call(() -> window.stage().getTitle());
    say("The window's title", title, !needs.equals("0") && title.contains(needs));
  }

  private void overlays(ConsoleShell shell) {
    var palette = shell.model().paletteOpenProperty();
    var sheet = shell.model().shortcutsOpenProperty();
    overlay(palette, "palette-light");
    overlay(sheet, "shortcuts-light");
    Fx.call(() -> dress(Theme.HIGH_CONTRAST));
    settle();
    picture("outbox-contrast");
    Fx.call(() -> dress(Theme.LIGHT));
    Fx.call(() -> enlarge(Looks.SIZE_MAX));
    settle();
    picture("outbox-200");
    Fx.call(() -> enlarge(Looks.SIZE_MIN));
  }

  private void overlay(BooleanProperty open, String name) {
    Fx.call(
        () -> {
          open.set(true);
          return true;
        });
    settle();
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
    settle();
    var before = Fx.call(this::rows);
    practice.neighbourWorks();
    var arrived = holds(() -> rows() > before);
    say(
        "Ola saves an activity",
        "Kari's table had " + before + " rows and has " + Fx.call(this::rows) + " now",
        arrived);
  }

  /** The server goes while Kari works; when it is back, nobody touches anything. */
  private void outage(ConsoleShell shell) {
    var workplace =
        window.workplace().orElseThrow(() -> new IllegalStateException("the store is open"));
    var before = workplace.sync().status().unsent();
    workplace.sync().setPace(withBreakerAfterOneFailure()); // three take minutes
    practice.serverGoes();
    var contact = workplace.records().list(new Records.ListWish("contact", List.of(), "", 1, 0));
    var key = contact.rows().get(0).id().key();
    var saved = workplace.records().edit("contact", key, List.of("municipality=Alta"));
    Fx.call(
        () -> {
          shell.status().syncNow();
          return true;
        });
    var isOffline =
        becomes(() -> hasTriedInVain(workplace))
            && workplace.sync().status().unsent() == before + 1;
    var isSaid = holds(() -> shell.status().nextRunProperty().get().contains(BREAKER_IS_OPEN));
    settle();
    picture("offline-light");
    say(
        "The server is gone",
        "saved: "
            + saved
            + "; not sent: "
            + workplace.sync().status().unsent()
            + "; "
            + Fx.call(() -> shell.status().nextRunProperty().get()),
        isOffline && isSaid);
    practice.serverReturns();
    var returned = System.nanoTime();
    // A run stands in the history only when it is over, which is after what it sent.
    var isSent =
        becomes(() -> workplace.sync().status().unsent() == before && !isAskedFor(last(workplace)));
    var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - returned);
    var because = last(workplace).startedBecause();
    say(
        "The server is back",
        "sent by itself after " + seconds + " s, because: " + because,
        isSent && !because.equals(SyncEngine.Trigger.NOW.because()));
    workplace.sync().setPace(Pace.DEFAULT);
    isOnServer(workplace);
    readAgain(workplace, key);
  }

  /** What the screen and its lines said, held against the server's database itself. */
  private void readAgain(Workplace workplace, String contact) {
    var database = new ReadAgain(practice.serverFolder());
    var units = workplace.signIn().account().map(Account::units).orElse(List.of());
    var there = units.stream().mapToLong(unit -> database.ofUnit("activity", unit)).sum();
    var here =
        workplace.records().list(new Records.ListWish("activity", List.of(), "", 1, 0)).total();
    var rows = Fx.call(this::rows);
    var place = database.record("contact", contact).fields().text("municipality");
    say(
        "The server's database",
        "activities: "
            + there
            + "; at Kari's: "
            + here
            + ", in her table: "
            + rows
            + "; what she saved offline: "
            + place,
        there == here && here == rows && place.equals("Alta"));
  }

  private static Pace withBreakerAfterOneFailure() {
    var usual = Pace.DEFAULT;
    return new Pace(
        usual.period(),
        usual.inRun(),
        usual.perRecord(),
        new Pace.Breaker(usual.breaker().openFor(), 1));
  }

  /** What Kari asked for is over, so whatever sends now begins by itself. */
  private static boolean hasTriedInVain(Workplace workplace) {
    var last = last(workplace);
    return last.stop() == SyncReport.Stop.OFFLINE && isAskedFor(last);
  }

  private static SyncReport last(Workplace workplace) {
    return workplace.sync().history(1).get(0);
  }

  private static boolean isAskedFor(SyncReport run) {
    return run.startedBecause().equals(SyncEngine.Trigger.NOW.because());
  }

  /** Asks the server itself, record by record. */
  private void isOnServer(Workplace workplace) {
    var comparison = workplace.verification().run();
    var records = comparison.entities().stream().mapToLong(each -> each.here()).sum();
    say(
        "Kari's mirror",
        records + " records; differences: " + comparison.differences().size(),
        comparison.isSame());
  }

  /** Waits on this thread, for what the store says. */
  private static boolean becomes(BooleanSupplier claim) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (claim.getAsBoolean()) {
        return true;
      }
      if (!pause(LOOK_MILLIS)) {
        return false;
      }
    }
    return false;
  }

  private int rows() {
    var root = window.stage().getScene().getRoot();
    return root.lookup(".sam-table") instanceof TableView<?> table ? table.getItems().size() : -1;
  }

  private static void settle() {
    var unused = pause(SETTLE_MILLIS);
  }

  private static boolean holds(BooleanSupplier claim) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (Fx.call(claim::getAsBoolean)) {
        return true;
      }
      if (!pause(LOOK_MILLIS)) {
        return false;
      }
    }
    return false;
  }

  private static boolean pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void say(String what, String figures, boolean isTrue) {
    allTrue &= isTrue;
    var gap = " ".repeat(Math.max(1, WIDTH - what.length()));
    out.accept(
        String.format(Locale.ROOT, "%s %s%s%s", isTrue ? "ok  " : "FAIL", what, gap, figures));
  }
}
