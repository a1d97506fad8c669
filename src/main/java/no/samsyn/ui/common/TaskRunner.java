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
}
