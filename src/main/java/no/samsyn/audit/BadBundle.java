package no.samsyn.audit;

/** An export that says something untrue. Never leaves the package. */
final class BadBundle extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long index;
  private final String reason;

  /** Names the first entry that cannot be trusted; 0 where it is none in particular. */
  BadBundle(long index, String reason) {
    super(reason, null, false, false); // an answer, not a failure: no trace to fill in
    this.index = index;
    this.reason = reason;
  }

  BundleVerdict.Bad verdict() {
    return new BundleVerdict.Bad(index, reason);
  }
}
