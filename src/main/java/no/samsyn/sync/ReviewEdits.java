package no.samsyn.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What people do with reviews: decide, undo, reopen, withdraw, bring back a losing side.
 *
 * <p>Each is one forced transaction: when a method returns {@link Outcome.Done}, it survives a
 * power cut and waits in the outbox. A decision travels as one group, all or nothing; if somebody
 * decided first, or the record moved, nothing of it counts and the person is told. Thread-safe as
 * far as its store is.
 */
public final class ReviewEdits {
  private final SyncStore store;
  private final Schemas schemas;
  private final Time time;
  private final Chance chance;
  private final ServerClock serverClock;

  public ReviewEdits(
      SyncStore store, Schemas schemas, Time time, Chance chance, ServerClock serverClock) {
    this.store = store;
    this.schemas = schemas;
    this.time = time;
    this.chance = chance;
    this.serverClock = serverClock;
  }

  /**
   * What the person saw and says besides the decision.
   *
   * @param seenVersion the version of the record on the screen; 0 for whatever stands now
   * @param seenSides the two sides on the screen; none for whatever they are now
   * @param comment empty for none
   * @param batch names the bulk decision that this is part of; empty for none
   */
  public record Circumstances(
      long seenVersion, Optional<ReviewCase.Sides> seenSides, String comment, String batch) {
    public static final Circumstances NONE = new Circumstances(0, Optional.empty(), "", "");
  }

  /** What became of the wish. */
  public sealed interface Outcome {
    /**
     * It is durable and waits to be sent.
     *
     * @param how the review's outcome, or its new status
     * @param leftAlone fields that somebody changed since, which an undo therefore leaves
     */
    record Done(String review, String how, List<String> leftAlone) implements Outcome {
      public Done {
        leftAlone = List.copyOf(leftAlone);
      }
    }

    /** The review is not in a state for this. */
    record NotPossible(String review, String status, String sentence) implements Outcome {}

    /** The record is not at the version that the person saw, or a side says more by now. */
    record Moved(String review, long version) implements Outcome {}

    /** The result would not be a good record. */
    record Refused(List<Problem> problems) implements Outcome {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    record NotFound(String review) implements Outcome {}

    record SignInNeeded() implements Outcome {}
  }

  public Outcome decide(String review, Decision decision, Circumstances circumstances) {
    return inTransaction(desk -> desk.decide(review, decision, circumstances));
  }

  /**
   * Takes back what a decision did, where nobody has changed it since, and opens the review again.
   */
  public Outcome undo(String review) {
    return inTransaction(desk -> desk.undo(review));
  }

  /** Opens a review again without touching the record. */
  public Outcome reopen(String review) {
    return inTransaction(desk -> desk.reopen(review));
  }

  /** The author of mine takes it back. */
  public Outcome withdraw(String review) {
    return inTransaction(desk -> desk.withdraw(review));
  }

  /** Makes an ordinary change that gives the record what one side wanted. */
  public Outcome restore(String review, boolean mine) {
    return inTransaction(desk -> desk.restore(review, mine));
  }

  /**
   * Makes an ordinary change that gives {@code record} what a side had wanted that lost without a
   * review, as the audit trail remembers it.
   *
   * @param mutation the change that met the other one
   */
  public Outcome restore(RecordId record, String mutation, FieldChanges side) {
    return inTransaction(desk -> desk.restore(record, mutation, side));
  }

  private Outcome inTransaction(Function<ReviewDecisions, Outcome> work) {
    return store.inTransaction(
        Durability.FORCED,
        tx -> {
          var account = new DeviceFacts(tx.facts()).account();
          if (!account.isPresent()) {
            return new Outcome.SignInNeeded();
          }
          var now = time.now();
          var pen = new Pen(tx, account.get(), schemas, now, chance, serverClock.offsetMillis());
          return work.apply(new ReviewDecisions(tx, schemas, pen, now));
        });
  }
}
