package no.samsyn.ui.common;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import no.samsyn.console.Trouble;

/**
 * Does what may take longer than a frame somewhere else, and hands back the outcome where it was
 * called from: on the screen's thread. In tests it runs in place.
 */
public interface TaskRunner {
  /** Runs {@code work}; exactly one of the two consumers is called, afterwards. */
  <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed);

  /** Returns what work may tell on its way: on the screen's thread, and only the newest of it. */
  default <T> Consumer<T> onScreen(Consumer<T> target) {
    return target;
  }
}
