package no.samsyn.sync;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the one item that makes the server fail: after three failures of the same batch it is
 * halved, until the culprit stands alone and is put aside, so that all others go on. As long as
 * nothing else succeeds no item is blamed: then it is an outage.
 *
 * <p>Lives for one run, on its thread.
 */
final class Suspicion {
  static final int SAME_BATCH_FAILURES_MAX = 3;
  static final int ALONE_FAILURES_MAX =
      3; // so many single items in a row, and nothing succeeding: an outage

  /** What to do after a failure. */
  enum Verdict {
    TRY_AGAIN,
    TRY_LESS,
    PUT_ASIDE,
    OUTAGE
  }

  private final int itemsMax;
  private final Set<String> suspects = new LinkedHashSet<>();
  private int limit;
  private int failures;
  private int aloneInARow;

  Suspicion(int itemsMax) {
    this.itemsMax = itemsMax;
    this.limit = itemsMax;
  }

  int limit() {
    return limit;
  }

  /** Tells that the envelope was too large, or the way too slow for it. */
  void halve(int size) {
    limit = Math.max(1, size / 2);
  }

  Verdict failed(Batch batch) {
    failures++;
    var isolating = limit < itemsMax;
    if (!isolating && failures < SAME_BATCH_FAILURES_MAX) {
      return Verdict.TRY_AGAIN;
    }
    if (!batch.isOneItem()) {
      halve(batch.size());
      return Verdict.TRY_LESS;
    }
    limit = 1;
    suspects.addAll(batch.entries().keySet());
    aloneInARow++;
    return aloneInARow >= ALONE_FAILURES_MAX ? Verdict.OUTAGE : Verdict.PUT_ASIDE;
  }

  /** Tells that a batch got through; returns the items that are to blame for earlier failures. */
  Set<String> succeeded() {
    failures = 0;
    aloneInARow = 0;
    limit = Math.min(itemsMax, limit * 2);
    var blamed = new LinkedHashSet<>(suspects);
    suspects.clear();
    return blamed;
  }

  /** Returns the items that were put aside and are not blamed yet. */
  Set<String> suspects() {
    return new LinkedHashSet<>(suspects);
  }
}
