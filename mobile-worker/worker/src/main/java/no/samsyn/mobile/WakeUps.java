package no.samsyn.mobile;

import java.time.Duration;

/**
 * Asks the platform to call {@link BackgroundRun#execute} later. It is an alarm clock: what has to
 * be done stands in the store, and a call too many or too early does no harm. Implemented over
 * WorkManager here; another platform brings its own. Thread-safe; nothing waits.
 */
public interface WakeUps {

  /** Why a run is wanted soon. The codes stand in the history; never rename. */
  enum Why {
    SAVED("saved"),
    OPENED("opened"),
    SIGNED_IN("signed-in");

    private final String code;

    Why(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /**
   * Makes sure that runs come by and by. Called at each start of the app and at sign-in; calling it
   * again changes nothing.
   */
  void register();

  /** A run soon, once for several wishes, as soon as there is a network. */
  void soon(Why why);

  /**
   * A person asked for it: a run at once, where the platform lets it.
   *
   * @param running whether one is on its way, which must not be stopped for it
   */
  void now(boolean running);

  /** Puts the next run after {@code delay}; later ones come in their usual interval. */
  void scheduleNext(Duration delay);

  /** No more runs, until somebody signs in. */
  void cancel();
}
