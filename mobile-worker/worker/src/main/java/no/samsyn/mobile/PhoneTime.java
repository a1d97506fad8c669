package no.samsyn.mobile;

import android.os.SystemClock;
import java.time.Instant;
import no.samsyn.model.Time;

/** The clocks of this phone; the one that only goes forward counts deep sleep too. Thread-safe. */
final class PhoneTime implements Time {
  @Override
  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  @Override
  public long monotonicMillis() {
    return SystemClock.elapsedRealtime();
  }
}
