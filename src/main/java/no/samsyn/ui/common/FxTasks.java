package no.samsyn.ui.common;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.sync.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs on the threads of {@code executor} and answers on JavaFX's. Thread-safe. */
public final class FxTasks implements TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(FxTasks.class);

  private final Executor executor;
  private final AtomicInteger unanswered = new AtomicInteger();

  public FxTasks(Executor executor) {
    this.executor = executor;
  }

  @Override
  public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
    unanswered.incrementAndGet();
    try {
      executor.execute(() -> answer(work, done, failed));
    } catch (RejectedExecutionException e) {
      unanswered.decrementAndGet();
      LOG.debug("The window is closing; nothing new is begun");
    }
  }

  @Override
  public <T> Consumer<T> onScreen(Consumer<T> target) {
    return new LatestOnFx<>(target)::offer;
  }

  /** Returns whether everything that was begun has been answered on the screen. */
  public boolean isQuiet() {
    return unanswered.get() == 0;
  }

  private <T> void answer(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      var trouble = troubleOf(e);
      backOnScreen(() -> failed.accept(trouble));
      return;
    }
    backOnScreen(() -> done.accept(result));
  }

  private void backOnScreen(Runnable answer) {
    Platform.runLater(
        () -> {
          try {
            answer.run();
          } finally {
            unanswered.decrementAndGet();
          }
        });
  }

  /** Turns whatever went wrong into a sentence; what nobody foresaw is logged here, once. */
  public static Trouble troubleOf(Exception e) {
    if (e instanceof Trouble trouble) {
      return trouble;
    } else if (e instanceof StoreException failure) {
      return StoreTroubles.of(failure, "the data folder");
    }
    LOG.error("A screen's task failed in a way that nobody foresaw", e);
    return Trouble.failed("internal", e.getClass().getSimpleName());
  }
}
