package no.samsyn.sync;

import no.samsyn.audit.ChainHead;
import no.samsyn.audit.SealedEntry;

/** What the store holds at one place of the chain. Nothing of it is checked yet. Immutable. */
public sealed interface StoredEntry {
  long index();

  /**
   * An entry.
   *
   * @param head what the store says that the chain's head was after it
   */
  record Whole(SealedEntry sealed, ChainHead head) implements StoredEntry {
    @Override
    public long index() {
      return sealed.entry().index();
    }
  }

  /** Something that no program of ours can have written. */
  record Damaged(long index) implements StoredEntry {}
}
