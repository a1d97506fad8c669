package no.samsyn.sim;

import no.samsyn.sync.SyncStore;

/** What a device keeps its data on: outlives the processes that use it. */
interface Disk extends AutoCloseable {
  /** A process begins: whatever the one before held in memory is gone. */
  void open();

  SyncStore store();

  /** What was committed and not forced is gone, where the disk can lose it. */
  void powerCut();

  /** Somebody copies it as it is. */
  void copy();

  /** The newest copy takes its place, if there is one. */
  void putCopyBack();

  @Override
  void close();
}
