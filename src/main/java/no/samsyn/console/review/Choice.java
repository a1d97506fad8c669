package no.samsyn.console.review;

import java.util.List;

/** What somebody chooses for a review, as typed. */
public sealed interface Choice {
  /**
   * Field by field.
   *
   * @param all {@code mine} or {@code theirs}: the whole version of one side, before the others
   *     count; else empty
   * @param takes {@code field=mine|theirs|base}; anything else is the value itself
   * @param sets {@code field=value}
   */
  record ByField(String all, List<String> takes, List<String> sets) implements Choice {
    public ByField {
      takes = List.copyOf(takes);
      sets = List.copyOf(sets);
    }

    @Override
    public String toString() {
      return "ByField[hidden]"; // values are personal
    }
  }

  /** Two records: what stands, and the other version as one of its own. */
  record Both() implements Choice {}

  /** Of an edit and a delete, the edit. */
  record KeepEdit() implements Choice {}

  /** Of an edit and a delete, the delete. */
  record Delete() implements Choice {}

  /** Of two records that are one, this one stays: {@code mine} or {@code theirs}. */
  record KeepOne(String side) implements Choice {}
}
