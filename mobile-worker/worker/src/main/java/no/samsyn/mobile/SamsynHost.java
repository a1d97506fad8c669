package no.samsyn.mobile;

import android.content.Context;

/**
 * Implemented by the app's {@code Application}: Android may start the process for a background run
 * alone, with no screen, and the run asks here for the one {@link Samsyn} of the process.
 */
public interface SamsynHost {

  /** Returns the same object each time. Called from any thread. */
  Samsyn samsyn();

  /** Finds it from any context of the app. */
  static Samsyn of(Context context) {
    var application = context.getApplicationContext();
    if (application instanceof SamsynHost host) {
      return host.samsyn();
    }
    throw new IllegalStateException(
        application.getClass().getName() + " must implement " + SamsynHost.class.getName());
  }
}
