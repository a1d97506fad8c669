package no.samsyn.sync.conflict;

import no.samsyn.model.Fields;

/**
 * Decides from the three versions alone. An organisation's own policy implements {@link Custom} and
 * is registered by name; it must be as pure as these: no clock, no I/O, no chance, or devices will
 * disagree.
 */
public sealed interface ConflictPolicy {

  Resolution resolve(Conflict conflict);

  /** The server's side stays. */
  record ServerWins() implements ConflictPolicy {
    @Override
    public Resolution resolve(Conflict conflict) {
      return conflict.mine().equals(conflict.theirs())
          ? new Resolution.NothingLeft()
          : new Resolution.KeepTheirs();
    }
  }

  /**
   * The later in the server's commit order wins, field by field that was changed: that is the
   * arriving change.
   */
  record LastWriteWins() implements ConflictPolicy {
    @Override
    public Resolution resolve(Conflict conflict) {
      var comparison = conflict.compare();
      return sendAgain(
          conflict,
          comparison.mergeTakingMine(conflict.mine(), conflict.theirs()),
          !comparison.contested().isEmpty());
    }
  }

  /**
   * Takes each field from the side that changed it; where both did, {@code contested} decides about
   * the whole change.
   */
  record MergeFields(ConflictPolicy contested) implements ConflictPolicy {
    @Override
    public Resolution resolve(Conflict conflict) {
      var comparison = conflict.compare();
      return comparison.contested().isEmpty()
          ? sendAgain(conflict, comparison.merge(conflict.mine(), conflict.theirs()), false)
          : contested.resolve(conflict);
    }
  }

  /** Never guesses. */
  record Review() implements ConflictPolicy {
    @Override
    public Resolution resolve(Conflict conflict) {
      return conflict.mine().equals(conflict.theirs())
          ? new Resolution.NothingLeft()
          : new Resolution.AskPerson(conflict.compare().contested());
    }
  }

  /** One policy where a side was reported by proxy, another where both spoke for themselves. */
  record WhereByProxy(ConflictPolicy byProxy, ConflictPolicy otherwise) implements ConflictPolicy {
    @Override
    public Resolution resolve(Conflict conflict) {
      return (conflict.byProxy() ? byProxy : otherwise).resolve(conflict);
    }
  }

  /** An organisation's own. */
  non-sealed interface Custom extends ConflictPolicy {}

  private static Resolution sendAgain(Conflict conflict, Fields result, boolean overwrites) {
    return result.equals(conflict.theirs())
        ? new Resolution.NothingLeft()
        : new Resolution.SendAgain(result, overwrites);
  }
}
