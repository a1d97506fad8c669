package no.samsyn.ui.common;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import no.samsyn.console.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads something anew, one reading at a time: what is asked for meanwhile is read once afterwards,
 * and only the last of it. Without this, a run that commits more often than a screen can be read
 * would leave a queue of readings that nobody looks at. Belongs to the screen's thread.
 */
public final class OneAtATime {
  private final TaskRunner tasks;
  private boolean running;
  private @Nullable Runnable next;

  public OneAtATime(TaskRunner tasks) {
    this.tasks = tasks;
  }

  public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
    if (running) {
      next = () -> run(work, done, failed);
      return;
    }
    running = true;
    tasks.run(
        work,
        result -> thenGoOn(() -> done.accept(result)),
        trouble -> thenGoOn(() -> failed.accept(trouble)));
  }

  /** What cannot be shown fails loudly, and holds up nothing that is asked for later. */
  private void thenGoOn(Runnable answer) {
    try {
      answer.run();
    } finally {
      goOn();
    }
  }

  private void goOn() {
    running = false;
    var waiting = next;
    next = null;
    if (waiting != null) {
      waiting.run();
    }
  }
}
