package no.samsyn.app;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Time;

/** The clocks of this machine. Thread-safe. */
final class SystemTime implements Time {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
