package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * Charges an item for the server's failing on it, and gives it to a person when it has failed often
 * and long enough.
 */
final class Poison {
  static final int ATTEMPTS_MAX = 8;
  static final Duration AGE_MIN = Duration.ofHours(24);

  private Poison() {}

  static void charge(SyncStore.Tx tx, OutboxEntry entry, Instant now) {
    var attempts = entry.delivery().attempts() + 1;
    if (attempts >= ATTEMPTS_MAX && entry.sentAt().plus(AGE_MIN).isBefore(now)) {
      new Undertaker(tx, new Audit(tx, now), now)
          .bury(
              entry,
              DeadLetter.Reason.of(
                  DeadLetter.Kind.SERVER_ERROR,
                  "the server fails on it again and again, while others go through"));
      new Rows(tx).relay(entry.record());
      return;
    }
    tx.outbox()
        .postpone(
            entry.mutation(),
            new Outbox.Delivery(
                attempts, entry.delivery().nextAttempt(), entry.delivery().lastError()));
  }
}
