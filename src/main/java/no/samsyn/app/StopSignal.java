package no.samsyn.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samsyn.sync.Pauses;
import no.samsyn.sync.RunBudget;

/**
 * Whether the process was asked to end (Ctrl-C, SIGTERM), and the order of ending: the signal
 * first, then the command gets a few seconds to finish its step and close its store, then the JVM
 * halts.
 *
 * <p>Thread-safe. What a command had made durable before is safe in any case.
 */
final class StopSignal implements Pauses {
  private static final long ENDING_MILLIS_MAX = 4_500; // whoever runs us kills after 5 seconds
  private static final long SLICE_MILLIS = 50;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Listens for the end of the process. */
  static StopSignal installed() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::ask, "shutdown"));
    return signal;
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Says that the command is over and the process may end. */
  void commandEnded() {
    ended.countDown();
  }

  /** Waits until the process is asked to end. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    asked.countDown();
    try {
      var unused = ended.await(ENDING_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean pause(Duration length, RunBudget budget) {
    var end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      if (isAsked() || budget.stopAsked().getAsBoolean()) {
        return false;
      }
      try {
        if (asked.await(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
