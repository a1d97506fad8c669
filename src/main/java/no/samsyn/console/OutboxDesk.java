package no.samsyn.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * What waits to be sent and what needs a person: list, look at, send again, discard. Thread-safe as
 * far as the store is; each change is one forced transaction.
 */
public final class OutboxDesk {
  private static final int PAGE = 500;

  private final SyncStore store;
  private final OutboxCare care;

  public OutboxDesk(SyncStore store, OutboxCare care) {
    this.store = store;
    this.care = care;
  }

  /** One page, and how many there are in all. */
  public record Page(long total, List<OutboxRow> rows) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** What became of a wish to send again. */
  public enum Retried {
    QUEUED,
    NOTHING_LEFT
  }

  /** Returns what needs a person first, then what waits in the order of making. */
  public Page list(int limit, long offset) {
    return store.inTransaction(Durability.RELAXED, tx -> list(tx, limit, offset));
  }

  private static Page list(SyncStore.Tx tx, int limit, long offset) {
    var letters = tx.deadLetters().size();
    var total = letters + tx.outbox().size();
    var rows = new ArrayList<OutboxRow>();
    while (rows.size() < limit && offset + rows.size() < letters) {
      var at = offset + rows.size();
      var page = tx.deadLetters().list(Math.min(PAGE, limit - rows.size()), at);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(letter -> rows.add(OutboxRow.of(letter)));
    }
    while (rows.size() < limit && offset + rows.size() >= letters) {
      var at = offset + rows.size() - letters;
      var page = tx.outbox().list(Math.min(PAGE, limit - rows.size()), at);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(entry -> rows.add(OutboxRow.of(entry)));
    }
    return new Page(total, rows);
  }

  /** Returns one change whole, content included. */
  public OutboxItem show(String mutation) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          return tx.deadLetters()
              .find(mutation)
              .map(OutboxItem::of)
              .or(() -> tx.outbox().find(mutation).map(OutboxItem::of))
              .orElseThrow(() -> notFound(mutation));
        });
  }

  /** Sends a change again, as the record is now; what cannot go is a {@link Trouble}. */
  public Retried retry(String mutation) {
    var outcome = care.retry(mutation);
    if (outcome instanceof OutboxCare.Outcome.Queued) {
      return Retried.QUEUED;
    } else if (outcome instanceof OutboxCare.Outcome.NothingLeft) {
      return Retried.NOTHING_LEFT;
    }
    throw refused(outcome);
  }

  /** Throws the change away, and with it every other unsent change of its record. */
  public int discard(String mutation, String reason) {
    var outcome = care.discard(mutation, reason);
    if (outcome instanceof OutboxCare.Outcome.Discarded discarded) {
      return discarded.changes();
    }
    throw refused(outcome);
  }

  /**
   * Returns one id for each record that needs a person: a dead letter speaks for its whole record.
   */
  public List<String> needingPerson() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var ids = new LinkedHashSet<String>();
          var seen = new HashSet<RecordId>();
          Pages.each(
              PAGE,
              tx.deadLetters()::list,
              letter -> {
                if (seen.add(letter.record())) {
                  ids.add(letter.mutation());
                }
              });
          return List.copyOf(ids);
        });
  }

  private static Trouble refused(OutboxCare.Outcome outcome) {
    if (outcome instanceof OutboxCare.Outcome.NotFound notFound) {
      return notFound(notFound.mutation());
    } else if (outcome instanceof OutboxCare.Outcome.MayHaveArrived) {
      return Trouble.failed(
          "may-have-arrived",
          "The change was sent and nobody knows yet whether it arrived. Sync first; then it is"
              + " either on the server or can be thrown away.");
    } else if (outcome instanceof OutboxCare.Outcome.RecordGone) {
      return new Trouble(
          Trouble.Kind.NEEDS_PERSON,
          "record-gone",
          "Somebody deleted the record meanwhile, and a deleted record does not come back. Nothing"
              + " is lost: see it with outbox show, add it as a new record, then discard this one.");
    } else if (outcome instanceof OutboxCare.Outcome.OutOfReach) {
      return new Trouble(
          Trouble.Kind.NEEDS_PERSON,
          "out-of-reach",
          "You no longer have access to the record, so the change cannot be sent. Nothing is lost:"
              + " see it with outbox show, let somebody who has access write it, then discard this"
              + " one.");
    } else if (outcome instanceof OutboxCare.Outcome.DecideAgain again) {
      return new Trouble(
          Trouble.Kind.NEEDS_PERSON,
          "decide-again",
          "This was a decision that did not count. See what happened with samsyn review show "
              + again.review()
              + ", decide again if you still want to, then discard this one.");
    } else if (outcome instanceof OutboxCare.Outcome.StillWrong wrong) {
      var sentences = wrong.problems().stream().map(Problem::sentence).toList();
      return new Trouble(
          Trouble.Kind.NEEDS_PERSON,
          "still-wrong",
          "It cannot be sent as it is: "
              + String.join("; ", sentences)
              + ". Correct the record first: samsyn edit",
          wrong.problems());
    }
    throw new IllegalStateException("unknown outcome " + outcome);
  }

  private static Trouble notFound(String mutation) {
    return Trouble.failed(
        "not-found",
        "There is no change "
            + mutation
            + " in the outbox; perhaps the server has it already. See: samsyn outbox list");
  }
}
