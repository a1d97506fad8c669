package no.samsyn.mobile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samsyn.sync.Pauses;
import no.samsyn.sync.RunBudget;

/** Waits in slices, so that a run that is told to stop does so at once. Thread-safe. */
final class PollingPauses implements Pauses {
  private static final long SLICE_MILLIS = 50;

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public boolean pause(Duration length, RunBudget budget) {
    var end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      if (budget.stopAsked().getAsBoolean()) {
        return false;
      }
      try {
        var unused = never.await(SLICE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
