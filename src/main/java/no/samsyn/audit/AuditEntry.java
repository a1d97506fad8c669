package no.samsyn.audit;

/**
 * One entry of the chain: the link that is hashed, and the particulars that its {@code rest} stands
 * for. Holds codes, times and commitments, never a value and nobody's name, so it is kept for good.
 * Immutable; an entry whose two halves do not belong together cannot be made.
 */
public record AuditEntry(ChainLink link, Particulars particulars) {
  public AuditEntry {
    if (!particulars.digest().equals(link.rest())) {
      throw new IllegalArgumentException(
          "entry " + link.index() + " was written with other particulars");
    }
  }

  public long index() {
    return link.index();
  }
}
