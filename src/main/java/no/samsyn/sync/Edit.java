package no.samsyn.sync;

import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;

/** What a person wants to save, and what became of it. */
public final class Edit {
  private Edit() {}

  /** The outcome of a save or a delete. */
  public sealed interface Outcome {
    /** Durable: it survives whatever happens next. */
    record Saved(RecordId record, String mutation) implements Outcome {}

    /** There was nothing to change. */
    record Unchanged(RecordId record) implements Outcome {}

    /** Nothing was saved. */
    record Refused(List<Problem> problems) implements Outcome {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    /** There is no such record here. */
    record NotFound(RecordId record) implements Outcome {}

    /** Nobody has signed in to this store yet, so nobody could be the author. */
    record SignInNeeded() implements Outcome {}
  }

  /** The fields to set; an absent value takes the field away. */
  public record Wish(String entity, Fields set, List<String> unset) {
    public Wish {
      unset = List.copyOf(unset);
    }

    public static Wish of(String entity, Fields set) {
      return new Wish(entity, set, List.of());
    }

    Fields applyTo(Fields before) {
      var after = before;
      for (var value : set.values().entrySet()) {
        after = after.with(value.getKey(), value.getValue());
      }
      for (var name : unset) {
        after = after.with(name, Value.absent());
      }
      return after;
    }
  }
}
