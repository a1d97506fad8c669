package no.samsyn.ui.common;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Shows only the newest value: any number of {@code offer}s between two frames cost one hop.
 * Thread-safe.
 */
public final class LatestOnFx<T> {
  private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
  private final Consumer<T> target;

  public LatestOnFx(Consumer<T> target) {
    this.target = target;
  }

  public void offer(T value) {
    if (waiting.getAndSet(value) == null) {
      Platform.runLater(this::show);
    }
  }

  private void show() {
    var latest = waiting.getAndSet(null);
    if (latest != null) {
      target.accept(latest);
    }
  }
}
