package no.samsyn.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.sync.Account;
import no.samsyn.sync.Pace;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.ui.ConsoleWindow;

/** The server goes while Kari works; when it is back, nobody touches anything. */
final class Outage {
  /** What the status bar says of an open breaker, in the language of a first start. */
  private static final String BREAKER_IS_OPEN = "serveren har ikke svart på en stund";

  private static final String PLACE = "Alta";
  private static final String OTHER_PLACE = "Bodø";
  private static final Pace BREAKER_AT_ONCE =
      Pace.DEFAULT.with(new Pace.Breaker(Pace.DEFAULT.breaker().openFor(), 1));

  private final ConsoleWindow window;
  private final Server server;
  private final Duration returnMax;
  private final TourLines lines;
  private final Runnable picture;
  private String place = PLACE;

  /** What goes and returns. */
  interface Server {
    void goes();

    void returns();

    /** Returns where it keeps its data. */
    Path folder();
  }

  /**
   * Takes what it needs.
   *
   * @param returnMax how long the console may take to find that the server is back
   * @param picture taken while the server is gone
   */
  Outage(
      ConsoleWindow window, Server server, Duration returnMax, TourLines lines, Runnable picture) {
    this.window = window;
    this.server = server;
    this.returnMax = returnMax;
    this.lines = lines;
    this.picture = picture;
  }

  void happen() {
    var workplace =
        window.workplace().orElseThrow(() -> new IllegalStateException("the store is open"));
    var before = workplace.sync().status().unsent();
    workplace.sync().setPace(BREAKER_AT_ONCE); // three failing runs take minutes
    server.goes();
    var key = saveOffline(workplace, before);
    server.returns();
    if (isSentByItself(workplace, before)) {
      isOnServer(workplace);
      readAgain(workplace, key);
    }
    workplace.sync().setPace(Pace.DEFAULT);
  }

  /** Returns the key of the contact that was changed. */
  private String saveOffline(Workplace workplace, long before) {
    var status =
        window.shell().orElseThrow(() -> new IllegalStateException("the shell is open")).status();
    var contact = workplace.records().list(new Records.ListWish("contact", List.of(), "", 1, 0));
    var row = contact.rows().get(0);
    var key = row.id().key();
    place = row.view().text("municipality").equals(PLACE) ? OTHER_PLACE : PLACE;
    var saved = workplace.records().edit("contact", key, List.of("municipality=" + place));
    Fx.call(
        () -> {
          status.syncNow();
          return true;
        });
    var waits =
        Patience.until(() -> hasTriedInVain(workplace))
            && workplace.sync().status().unsent() == before + 1;
    var isSaid = Patience.onScreen(() -> status.nextRunProperty().get().contains(BREAKER_IS_OPEN));
    Patience.settle(window);
    picture.run();
    lines.say(
        "The server is gone",
        "saved: "
            + saved
            + "; not sent: "
            + workplace.sync().status().unsent()
            + "; "
            + Fx.call(() -> status.nextRunProperty().get()),
        waits && isSaid);
    return key;
  }

  /** A run stands in the history only when it is over, which is after what it sent. */
  private boolean isSentByItself(Workplace workplace, long before) {
    var returned = System.nanoTime();
    var isSent =
        Patience.until(
            () -> workplace.sync().status().unsent() == before && !isAskedFor(last(workplace)),
            returnMax);
    var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - returned);
    if (isSent) {
      var because = last(workplace).startedBecause();
      lines.say(
          "The server is back",
          "sent by itself after " + seconds + " s, because: " + because,
          true);
    } else {
      lines.say("The server is back", "nothing was sent in " + seconds + " s", false);
    }
    return isSent;
  }

  /** What the screen and its lines said, held against the server's database itself. */
  private void readAgain(Workplace workplace, String contact) {
    var database = new ReadAgain(server.folder());
    var units = workplace.signIn().account().map(Account::units).orElse(List.of());
    var there = units.stream().mapToLong(unit -> database.ofUnit("activity", unit)).sum();
    var here =
        workplace.records().list(new Records.ListWish("activity", List.of(), "", 1, 0)).total();
    var rows = Fx.call(() -> ScreenTour.rows(window));
    var stands = database.record("contact", contact).fields().text("municipality");
    lines.say(
        "The server's database",
        "activities: "
            + there
            + "; at Kari's: "
            + here
            + ", in her table: "
            + rows
            + "; what she saved offline: "
            + stands,
        there == here && here == rows && stands.equals(place));
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
    lines.say(
        "Kari's mirror",
        records + " records; differences: " + comparison.differences().size(),
        comparison.isSame());
  }
}
