package no.samsyn.mobile;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * What this phone remembers of its background runs. The names are stored on devices; never rename.
 * Thread-safe as far as the store is.
 */
final class BackgroundFacts {
  private static final String STOP = "worker-stop";
  private static final String STOP_AT = "worker-stop-at";
  private static final Duration NEXT_MIN = Duration.ofSeconds(1);
  private static final Duration NEXT_MAX = Duration.ofHours(1); // whatever a clock did that jumped

  private final SyncStore store;

  BackgroundFacts(SyncStore store) {
    this.store = store;
  }

  /**
   * The last time that the phone stopped a run.
   *
   * @param code of a {@link StopReason}; empty if it never did
   */
  record LastStop(String code, Instant at) {}

  void noteStop(StopReason reason, Instant at) {
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          tx.facts().set(STOP, reason.code());
          tx.facts().set(STOP_AT, Long.toString(at.toEpochMilli()));
          return true;
        });
  }

  LastStop lastStop() {
    return store.inTransaction(
        Durability.RELAXED,
        tx ->
            new LastStop(
                tx.facts().get(STOP).orElse(""),
                tx.facts()
                    .get(STOP_AT)
                    .map(at -> Instant.ofEpochMilli(Long.parseLong(at)))
                    .orElse(Instant.EPOCH)));
  }

  /** Returns how long until the run that the engine planned. */
  Duration untilNext(Instant now) {
    var planned = store.inTransaction(Durability.RELAXED, SyncEngine::status).nextRun();
    var wait = Duration.between(now, planned);
    if (wait.compareTo(NEXT_MIN) < 0) {
      return NEXT_MIN;
    }
    return wait.compareTo(NEXT_MAX) > 0 ? NEXT_MAX : wait;
  }
}
