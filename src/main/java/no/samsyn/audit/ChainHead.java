package no.samsyn.audit;

/**
 * How far a chain goes and the hash that stands for all of it. Index 0 with {@link #GENESIS} is the
 * chain before its first entry. Immutable.
 */
public record ChainHead(String tenant, long index, Bytes32 hash) {
  /** The hash before the first entry: 32 zero bytes. */
  public static final Bytes32 GENESIS = Bytes32.of(new byte[Bytes32.LENGTH]);

  public ChainHead {
    if (tenant.isEmpty() || index < 0 || (index == 0 && !hash.equals(GENESIS))) {
      throw new IllegalArgumentException("no head of a chain: index " + index);
    }
  }

  public static ChainHead beforeFirst(String tenant) {
    return new ChainHead(tenant, 0, GENESIS);
  }
}
