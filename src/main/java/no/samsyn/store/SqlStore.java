package no.samsyn.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeadLetters;
import no.samsyn.sync.Eraser;
import no.samsyn.sync.Facts;
import no.samsyn.sync.IdMap;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.RunHistory;
import no.samsyn.sync.Staging;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device's store in SQL, for H2 and SQLite alike.
 *
 * <p>Thread-safe: transactions run one after the other, in the order in which they came. Commit
 * listeners are called on the committing thread after the transaction's lock is given up. After a
 * crash either everything that a transaction did stands, or nothing of it. It must be the only
 * owner of its database, because it keeps numbers at hand between transactions.
 */
public final class SqlStore implements SyncStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

  private final Sql sql;
  private final MirrorTables tables;
  private final Chance chance;
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock(true); // fair: a screen never starves
  private final Memory memory = new Memory(); // guarded by lock
  private boolean unsettled; // guarded by lock

  private SqlStore(Sql sql, MirrorTables tables, Chance chance) {
    this.sql = sql;
    this.tables = tables;
    this.chance = chance;
  }

  /**
   * Opens the store in {@code sql}, creates or upgrades its tables, and owns {@code sql} from then
   * on.
   *
   * @param chance one that nobody can predict: it salts what the audit trail commits to
   * @throws no.samsyn.sync.StoreException if a newer program wrote it; {@code sql} is closed then
   */
  public static SqlStore open(Sql sql, Schemas schemas, Chance chance) {
    try {
      new Migrations(Migrations.SCRIPTS).run(sql);
      var tables = new MirrorTables(schemas);
      tables.open(sql);
      sql.inTransaction(Durability.FORCED, s -> OutboxRanks.refresh(s, schemas));
      var store = new SqlStore(sql, tables, chance);
      store.sealOldEvents();
      return store;
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  /** A kill in between is no harm: what is sealed is gone from the old table, and no more. */
  private void sealOldEvents() {
    var left = true;
    while (left) {
      left =
          sql.inTransaction(
              Durability.FORCED,
              s -> new OldAuditEvents(new Session(s, tables, memory, chance)).sealSome());
    }
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("transactions do not nest");
    }
    Committed<T> committed;
    lock.lock();
    try {
      settleIfSwapped();
      committed = runLocked(durability, work);
      unsettled |= committed.session.hasSwapped();
      settleIfSwapped();
    } finally {
      lock.unlock();
    }
    if (!committed.session.touched().isEmpty()) {
      tell(Set.copyOf(committed.session.touched()));
    }
    return committed.result;
  }

  private record Committed<T>(T result, Session session) {}

  private <T> Committed<T> runLocked(Durability durability, Function<Tx, T> work) {
    var stands = false;
    try {
      var committed =
          sql.inTransaction(
              durability,
              statements -> {
                var session = new Session(statements, tables, memory, chance);
                return new Committed<>(work.apply(new SqlTx(session)), session);
              });
      stands = true;
      return committed;
    } finally {
      if (!stands) {
        memory.forget();
      }
    }
  }

  /** The swap stands whether or not this succeeds, so what fails here is tried again later. */
  private void settleIfSwapped() {
    if (unsettled) {
      try {
        tables.settle(sql);
        unsettled = false;
      } catch (StoreException e) {
        LOG.warn("The new mirror has no indexes yet; the next transaction tries again", e);
      }
    }
  }

  @Override
  public void onCommit(CommitListener listener) {
    listeners.add(listener);
  }

  private void tell(Set<String> entities) {
    for (var listener : listeners) {
      try {
        listener.committed(entities);
      } catch (RuntimeException e) {
        LOG.warn("A commit listener failed for {}; the commit stands", entities, e);
      }
    }
  }

  @Override
  public void close() {
    sql.close();
  }

  /** The parts of one transaction, made when they are first asked for. */
  private static final class SqlTx implements Tx {
    private final Session session;
    private final SqlMirror mirror;
    private final SqlOutbox outbox;

    SqlTx(Session session) {
      this.session = session;
      this.mirror = new SqlMirror(session);
      this.outbox = new SqlOutbox(session);
    }

    @Override
    public Mirror mirror() {
      return mirror;
    }

    @Override
    public Staging staging() {
      return new SqlStaging(session, mirror);
    }

    @Override
    public Outbox outbox() {
      return outbox;
    }

    @Override
    public DeadLetters deadLetters() {
      return new SqlDeadLetters(session);
    }

    @Override
    public IdMap idMap() {
      return new SqlIdMap(session.sql());
    }

    @Override
    public AckJournal acknowledged() {
      return new SqlAckJournal(session);
    }

    @Override
    public AuditTrail audit() {
      return new SqlAuditTrail(session);
    }

    @Override
    public Eraser eraser() {
      return new SqlEraser(session);
    }

    @Override
    public Facts facts() {
      return session.facts();
    }

    @Override
    public RunHistory runs() {
      return new SqlRunHistory(session);
    }
  }
}
