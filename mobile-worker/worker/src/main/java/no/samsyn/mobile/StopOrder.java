package no.samsyn.mobile;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether one task was told to stop, and why; the first reason counts. Thread-safe. */
final class StopOrder {
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();

  void stop(StopReason why) {
    reason.compareAndSet(null, why);
  }

  boolean isStopped() {
    return reason.get() != null;
  }

  StopReason reason() {
    var why = reason.get();
    return why == null ? StopReason.UNKNOWN : why;
  }
}
