package no.samsyn.server.push;

import java.util.List;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Problem;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.RecordRow;

/** What becomes of one item. */
sealed interface Verdict {
  /** Done: {@code row} is the record after it, {@code changes} what differs from before it. */
  record Applied(RecordRow row, FieldChanges changes) implements Verdict {}

  /** Its author did not see {@code current}, but version {@code base}. */
  record Conflict(RecordRow current, long base) implements Verdict {}

  /** About a record that was erased: nothing of it is kept, and its sender is to erase it too. */
  record Erased(RecordRow row) implements Verdict {}

  /**
   * Never, as it is.
   *
   * @param forgettable true where the same content would be refused again anyway, or where a
   *     receipt would take the id from its rightful owner
   */
  record Rejected(String code, String sentence, List<Problem> problems, boolean forgettable)
      implements Verdict {
    static Rejected because(String code, String sentence) {
      return new Rejected(code, sentence, List.of(), false);
    }

    static Rejected because(String code, String sentence, List<Problem> problems) {
      return new Rejected(code, sentence, problems, false);
    }

    static Rejected withoutReceipt(String code, String sentence) {
      return new Rejected(code, sentence, List.of(), true);
    }
  }

  /** No time, or what it stands on had none. */
  record Deferred() implements Verdict {}

  record Blocked(String by) implements Verdict {}

  /** It was here before and gets what it got then. */
  record Replayed(Receipts.Receipt receipt) implements Verdict {}

  default boolean isDone() {
    return this instanceof Applied
        || (this instanceof Replayed replayed
            && replayed.receipt.status().equals(Receipts.APPLIED));
  }
}
