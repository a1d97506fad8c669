package no.samsyn.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * Measures how long JavaFX's thread is busy at a time: asks it a question again and again, and
 * notes the longest wait for the answer. On a thread of its own, which ends with {@link #close}.
 */
final class Stalls implements AutoCloseable {
  private static final long EVERY_MILLIS = 5;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong longestNanos = new AtomicLong();

  Stalls() {
    Threads.named(this::watch, "stalls").start();
  }

  private void watch() {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        var answered = new CountDownLatch(1);
        var asked = System.nanoTime();
        Platform.runLater(answered::countDown);
        if (answered.await(1, TimeUnit.MINUTES)) {
          longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the longest wait since the last call. */
  long takeLongestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos.getAndSet(0));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
