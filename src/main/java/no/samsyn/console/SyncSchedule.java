package no.samsyn.console;

/**
 * What starts runs while a workplace is open. Implemented where threads are. Thread-safe; every
 * method returns at once but {@link #finish} and {@link #close}.
 */
public interface SyncSchedule extends AutoCloseable {
  /** Begins with a run now; {@code watcher} hears of each run, on the schedule's thread. */
  void start(SyncDesk.Watcher watcher);

  /** A person asks for a run. */
  void now();

  /** Something was saved: a run follows when nothing more was saved for a moment. */
  void soon();

  /** The plan in the store has changed: asks it again when to run. Reads the store. */
  void replan();

  /**
   * Sends what can still go, within ten seconds, and starts nothing more. Returns how many changes
   * are left; they are in the store, and the next start sends them. Blocks.
   */
  long finish();

  /** Lets the running step end, within ten seconds, and starts nothing more. Blocks. */
  @Override
  void close();
}
