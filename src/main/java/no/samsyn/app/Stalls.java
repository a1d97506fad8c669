package no.samsyn.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * Measures how long JavaFX's thread is busy at a time: asks it a question again and again, and
 * notes the longest wait for the answer, by the clock and in the thread's own processor time, which
 * a busy machine does not lengthen. On a thread of its own, which ends with {@link #close}.
 */
final class Stalls implements AutoCloseable {
  private static final long EVERY_MILLIS = 5;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long screen = Fx.call(() -> Thread.currentThread().getId());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong busiestNanos = new AtomicLong();

  Stalls() {
    Threads.named(this::watch, "stalls").start();
  }

  private void watch() {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        var answered = new CountDownLatch(1);
        var asked = System.nanoTime();
        var busy = threads.getThreadCpuTime(screen);
        Platform.runLater(answered::countDown);
        if (answered.await(1, TimeUnit.MINUTES)) {
          longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
          busiestNanos.accumulateAndGet(threads.getThreadCpuTime(screen) - busy, Math::max);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The longest time.
   *
   * @param processorMillis of which the thread really worked; longest by itself
   */
  record Longest(long millis, long processorMillis) {
    @Override
    public String toString() {
      return millis + " ms, at work " + processorMillis + " ms";
    }
  }

  /** Returns the longest since the last call. */
  Longest takeLongest() {
    return new Longest(
        TimeUnit.NANOSECONDS.toMillis(longestNanos.getAndSet(0)),
        TimeUnit.NANOSECONDS.toMillis(busiestNanos.getAndSet(0)));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
