package no.samsyn.audit;

import java.util.Map;

/**
 * An entry that only lacks its place in the chain. All salting and hashing of values is done, so
 * that whoever holds the lock on a chain holds it for as short as possible. Immutable.
 */
public final class PreparedEntry {
  private final AuditFact fact;
  private final Particulars particulars;
  private final Bytes32 rest;
  private final Map<String, SaltedValue> open;

  PreparedEntry(AuditFact fact, Particulars particulars, Map<String, SaltedValue> open) {
    this.fact = fact;
    this.particulars = particulars;
    this.rest = particulars.digest();
    this.open = open;
  }

  /** Returns the fact in clear, for those who must find the entry again by names. */
  public AuditFact fact() {
    return fact;
  }

  public SealedEntry at(long index) {
    var link =
        new ChainLink(
            fact.tenant(),
            index,
            fact.at(),
            fact.action(),
            AuditFact.code(fact.about().entity()),
            AuditFact.code(fact.result().outcome()),
            rest);
    return new SealedEntry(new AuditEntry(link, particulars), open);
  }

  @Override
  public String toString() {
    return "PreparedEntry[hidden]"; // values are personal
  }
}
