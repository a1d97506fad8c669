package no.samsyn.sim;

import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.SyncStore;
import no.samsyn.testkit.InMemoryStore;

/** The store in memory, which forgets at a power cut what was not forced. */
final class MemoryDisk implements Disk {
  private final InMemoryStore memory = new InMemoryStore(PeerSupport.schemas());

  @Override
  public void open() {
    // It has nothing that a process could lose.
  }

  @Override
  public SyncStore store() {
    return memory;
  }

  @Override
  public void powerCut() {
    memory.loseUnforced();
  }

  @Override
  public void copy() {
    memory.copy();
  }

  @Override
  public void putCopyBack() {
    memory.putCopyBack();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
