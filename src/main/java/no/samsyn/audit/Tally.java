package no.samsyn.audit;

/** Counts of an export while it is written or read. Not thread-safe. */
final class Tally {
  private long shown;
  private long leftOut;
  private long undecided;
  private long open;
  private long sealed;

  void shown(ShownEntry entry) {
    shown++;
    var told = entry.pseudonyms().size() + entry.open().size();
    open += told;
    sealed += entry.entry().particulars().commitments().size() - told;
  }

  /** Counts a left-out entry, and whether its clear members match the filter. */
  void leftOut(boolean mayMatch) {
    leftOut++;
    if (mayMatch) {
      undecided++;
    }
  }

  /** Returns how many left-out entries match by all that can be seen of them. */
  long undecided() {
    return undecided;
  }

  Manifest.Counts counts() {
    return new Manifest.Counts(shown + leftOut, shown, leftOut, open, sealed);
  }
}
