package no.samsyn.sync;

import java.util.Set;
import java.util.function.Function;

/**
 * Durable state of the engine on this device. Implemented in SQL for H2 and SQLite and in memory
 * for simulation; all pass {@code SyncStoreContract}.
 *
 * <p>Thread-safe: transactions of different threads run one after the other. After a crash either
 * everything that a transaction did stands, or nothing of it.
 */
public interface SyncStore {

  /** What a commit promises before it returns. */
  enum Durability {
    /**
     * Forced to the disk: survives a power cut. For everything that a user or the server will rely
     * on.
     */
    FORCED,
    /**
     * Survives a crash of the process; a power cut may take it back. For what can be fetched again.
     */
    RELAXED
  }

  /**
   * Commits if {@code work} returns, rolls back if it throws, lets the exception through. Does not
   * nest.
   *
   * @throws StoreException if the disk is full, the store is closed or broken
   */
  <T> T inTransaction(Durability durability, Function<Tx, T> work);

  /**
   * Tells {@code listener} after each commit which entity types it touched; called on the
   * committing thread.
   */
  void onCommit(CommitListener listener);

  /** Must return at once and throw nothing. */
  @FunctionalInterface
  interface CommitListener {
    void committed(Set<String> entities);
  }

  /** The parts of the store, valid until the work returns, on its thread. */
  interface Tx {
    Mirror mirror();

    Staging staging();

    Outbox outbox();

    DeadLetters deadLetters();

    IdMap idMap();

    AckJournal acknowledged();

    AuditTrail audit();

    Eraser eraser();

    Facts facts();

    RunHistory runs();
  }
}
