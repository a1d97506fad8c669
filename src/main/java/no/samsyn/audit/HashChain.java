package no.samsyn.audit;

import java.security.MessageDigest;

/**
 * Adds links to a chain: {@code h(i) = SHA-256(0x00 || h(i-1) || canonical link i)}, with {@code i}
 * rising by one.
 *
 * <p>Keeps one hash, whatever the length. To verify a chain is to add its links again and to
 * compare heads. Not thread-safe; holds nothing durable: after a crash it starts from the head that
 * the store committed last.
 */
public final class HashChain {
  private final MessageDigest digest = Digests.sha256();
  private ChainHead head;

  private HashChain(ChainHead head) {
    this.head = head;
  }

  public static HashChain from(ChainHead head) {
    return new HashChain(head);
  }

  public static HashChain beginning(String tenant) {
    return from(ChainHead.beforeFirst(tenant));
  }

  public ChainHead head() {
    return head;
  }

  /** Returns whether {@code link} is of this chain's tenant and has the next index. */
  public boolean continuesWith(ChainLink link) {
    return link.index() - 1 == head.index() && link.tenant().equals(head.tenant());
  }

  /** Adds the next link, or throws if it is not the next. Returns the new head. */
  public ChainHead append(ChainLink link) {
    if (!continuesWith(link)) {
      throw new IllegalArgumentException(
          "after entry " + head.index() + " comes the next, not entry " + link.index());
    }
    digest.update(Digests.LINK);
    head.hash().addTo(digest);
    var hash = Bytes32.owning(digest.digest(link.canonical()));
    head = new ChainHead(head.tenant(), link.index(), hash);
    return head;
  }
}
