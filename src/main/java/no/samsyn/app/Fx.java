package no.samsyn.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/** The way from other threads to JavaFX's and back. */
final class Fx {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Fx() {}

  /**
   * Starts JavaFX and waits until it runs. It starts once in a process, and ends with it.
   *
   * @throws UnsupportedOperationException if there is no display that it can use
   */
  static void start() {
    if (!BEGUN.compareAndSet(false, true)) {
      return;
    }
    var running = new CountDownLatch(1);
    Platform.setImplicitExit(false);
    Platform.startup(running::countDown);
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does {@code work} on JavaFX's thread and waits for what it gives. */
  static <T> T call(Callable<T> work) {
    var task = new FutureTask<>(work);
    if (Platform.isFxApplicationThread()) {
      task.run(); // waiting for itself would last for ever
    } else {
      Platform.runLater(task);
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the screen", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the screen failed", e);
    }
  }
}
