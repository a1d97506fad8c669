package no.samsyn.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import no.samsyn.ui.ConsoleWindow;

/** How a tour waits: for what it wants to see, and never for a time alone. */
final class Patience {
  private static final Duration USUAL = Duration.ofSeconds(90); // a loaded machine needs some
  private static final long LOOK_MILLIS = 30;
  private static final long FRAMES_MILLIS = 150; // what has arrived is drawn

  private Patience() {}

  /** Waits until {@code claim} holds on JavaFX's thread; returns whether it did. */
  static boolean onScreen(BooleanSupplier claim) {
    return until(() -> Fx.call(claim::getAsBoolean), USUAL);
  }

  /** Waits until {@code claim} holds on this thread; returns whether it did. */
  static boolean until(BooleanSupplier claim) {
    return until(claim, USUAL);
  }

  static boolean until(BooleanSupplier claim, Duration most) {
    var end = System.nanoTime() + most.toNanos();
    do {
      if (claim.getAsBoolean()) {
        return true;
      }
    } while (pause(LOOK_MILLIS) && System.nanoTime() < end);
    return false;
  }

  /** Waits until nothing more is on its way to the screen, and all that came is drawn. */
  static void settle(ConsoleWindow window) {
    var isQuiet = onScreen(window::isQuiet) && pause(FRAMES_MILLIS) && onScreen(window::isQuiet);
    if (isQuiet) {
      var unused = pause(LOOK_MILLIS);
    }
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
}
