package no.samsyn.ui.common;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/**
 * Tells screens what commits touched, a few times a second at most: a run of ten thousand records
 * commits far more often than anybody can look. {@link #touched} is thread-safe; the rest belongs
 * to JavaFX's thread.
 */
public final class ChangePulse {
  private static final double BEAT_MILLIS = 300;

  private final Set<String> waiting = new HashSet<>(); // guarded by itself
  private final List<Consumer<Set<String>>> listeners = new ArrayList<>();
  private final PauseTransition beat = new PauseTransition(Duration.millis(BEAT_MILLIS));

  public ChangePulse() {
    beat.setOnFinished(event -> tell());
  }

  public void listen(Consumer<Set<String>> listener) {
    listeners.add(listener);
  }

  /** Takes what a commit touched, on any thread. */
  public void touched(Set<String> entities) {
    boolean isFirst;
    synchronized (waiting) {
      isFirst = waiting.isEmpty();
      waiting.addAll(entities);
      waiting.add(""); // a commit that touched no record moved the status
    }
    if (isFirst) {
      Platform.runLater(beat::play);
    }
  }

  private void tell() {
    Set<String> entities;
    synchronized (waiting) {
      entities = Set.copyOf(waiting);
      waiting.clear();
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(entities));
  }
}
