package no.samsyn.mobile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * What does not go without a person, and what to do about it. Thread-safe as far as the store is.
 */
final class PhoneOutbox {
  private static final int SHOWN_MAX = 500;

  private final SyncStore store;
  private final OutboxCare care;

  PhoneOutbox(SyncStore store, OutboxCare care) {
    this.store = store;
    this.care = care;
  }

  /** Returns one for each record: it speaks for everything unsettled of it. */
  List<NeedsYou> needingPerson() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var unused = PhoneSignIn.require(tx);
          var found = new ArrayList<NeedsYou>();
          var seen = new HashSet<RecordId>();
          for (var letter : tx.deadLetters().list(SHOWN_MAX, 0)) {
            if (seen.add(letter.record())) {
              found.add(NeedsYou.of(letter));
            }
          }
          return found;
        });
  }

  void retry(String change) {
    requireDone(care.retry(change));
  }

  void discard(String change, String reason) {
    requireDone(care.discard(change, reason));
  }

  private static void requireDone(OutboxCare.Outcome outcome) {
    if (outcome instanceof OutboxCare.Outcome.Queued
        || outcome instanceof OutboxCare.Outcome.NothingLeft
        || outcome instanceof OutboxCare.Outcome.Discarded) {
      return;
    }
    throw refused(outcome);
  }

  private static SamsynException refused(OutboxCare.Outcome outcome) {
    if (outcome instanceof OutboxCare.Outcome.NotFound) {
      return new SamsynException("not-found", "The change is not here; perhaps it has been sent.");
    } else if (outcome instanceof OutboxCare.Outcome.MayHaveArrived) {
      return new SamsynException(
          "may-have-arrived", "It was sent and nobody knows yet whether it arrived. Sync first.");
    } else if (outcome instanceof OutboxCare.Outcome.RecordGone) {
      return new SamsynException(
          "record-gone", "Somebody deleted the record, and a deleted record does not come back.");
    } else if (outcome instanceof OutboxCare.Outcome.OutOfReach) {
      return new SamsynException(
          "out-of-reach", "You no longer have access to the record; it cannot be sent from here.");
    } else if (outcome instanceof OutboxCare.Outcome.DecideAgain) {
      return new SamsynException("decide-again", "It was a decision that did not count.");
    } else if (outcome instanceof OutboxCare.Outcome.StillWrong wrong) {
      var sentences =
          wrong.problems().stream().map(Problem::sentence).collect(Collectors.joining("; "));
      return new SamsynException("still-wrong", "It cannot be sent as it is: " + sentences);
    }
    throw new IllegalStateException("unknown outcome " + outcome);
  }
}
