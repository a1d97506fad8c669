package no.samsyn.sync.conflict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;

/** What a person decides about a review. */
public sealed interface Decision {
  /** How a decision is remembered. Stored and shown; never rename. */
  String MINE = "mine";

  String THEIRS = "theirs";
  String MERGED = "merged";
  String BOTH = "both";
  String SAME = "duplicate";

  /**
   * Returns how the review remembers it.
   *
   * @param current what the record holds when it is decided
   */
  String outcome(ReviewCase review, Fields current);

  /**
   * The record takes these values and loses the fields that are named; with neither, what stands
   * stays.
   */
  record SetFields(Fields values, Set<String> unset) implements Decision {
    public SetFields {
      unset = Collections.unmodifiableSet(new TreeSet<>(unset));
    }

    public SetFields(Fields values) {
      this(values, Collections.emptySet());
    }

    public Fields applyTo(Fields current) {
      var result = current;
      for (var value : values.values().entrySet()) {
        result = result.with(value.getKey(), value.getValue());
      }
      for (var name : unset) {
        result = result.with(name, Value.absent());
      }
      return result;
    }

    @Override
    public String outcome(ReviewCase review, Fields current) {
      var result = applyTo(current);
      if (result.equals(current)) {
        return THEIRS;
      }
      return isAllMine(review, result) ? MINE : MERGED;
    }

    private static boolean isAllMine(ReviewCase review, Fields result) {
      for (var field : review.sides().contested()) {
        Value mine = review.sides().mine().get(field);
        var chosen = result.get(field);
        if (!mine.equals(chosen) && (mine.isPresent() || chosen.isPresent())) {
          return false;
        }
      }
      return true;
    }
  }

  /** One side deleted the record, and it is to go. */
  record Delete() implements Decision {
    @Override
    public String outcome(ReviewCase review, Fields current) {
      return review.sides().mine().values().isEmpty() ? MINE : THEIRS;
    }
  }

  /** One side deleted the record, and what the other made of it is to stay. */
  record KeepEdit() implements Decision {
    @Override
    public String outcome(ReviewCase review, Fields current) {
      return review.sides().mine().values().isEmpty() ? THEIRS : MINE;
    }
  }

  /** Both are true: what stands stays, and the other becomes a record of its own. */
  record KeepBoth() implements Decision {
    @Override
    public String outcome(ReviewCase review, Fields current) {
      return BOTH;
    }
  }

  /** Two records are one thing told twice: the one with the key {@code goes} goes. */
  record OneGoes(String goes) implements Decision {
    @Override
    public String outcome(ReviewCase review, Fields current) {
      return SAME;
    }
  }
}
