package no.samsyn.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Chance;
import no.samsyn.model.RecordId;
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
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore;

/**
 * The store in memory: the same promises as the ones in SQL, held by the same contract, thousands
 * of times faster. Not for several threads at once.
 */
public final class InMemoryStore implements SyncStore {
  private final UndoMap.Log log = new UndoMap.Log();
  private final List<CommitListener> listeners = new ArrayList<>();
  private final TreeSet<String> touched = new TreeSet<>();
  private final InMemoryMirror mirror;
  private final InMemoryOutbox outbox;
  private final InMemoryLetters letters;
  private final InMemoryIds ids;
  private final UndoMap<Long, StoredEntry.Whole> audit = new UndoMap<>(log);
  private final Chance chance = new SeededChance(20_261_120);
  private final UndoMap<String, String> facts = new UndoMap<>(log);
  private final UndoMap<Long, SyncReport> runs = new UndoMap<>(log);
  private final UndoMap<Long, AckJournal.Acknowledged> journal = new UndoMap<>(log);
  private boolean open;

  public InMemoryStore(Schemas schemas) {
    mirror = new InMemoryMirror(log, touched);
    outbox = new InMemoryOutbox(log, schemas, touched);
    letters = new InMemoryLetters(log);
    ids = new InMemoryIds(log);
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
    if (open) {
      throw new IllegalStateException("transactions do not nest");
    }
    open = true;
    T result;
    var before = new TreeSet<>(touched);
    try {
      result = work.apply(new MemoryTx());
      log.commit(durability == Durability.FORCED);
    } catch (RuntimeException | Error e) {
      log.rollBack();
      touched.clear();
      touched.addAll(before);
      throw e;
    } finally {
      open = false;
    }
    var entities = new TreeSet<>(touched);
    touched.clear();
    if (!entities.isEmpty()) {
      listeners.forEach(listener -> listener.committed(entities));
    }
    return result;
  }

  /** The power goes: what was committed without being forced to the disk is gone. */
  public void loseUnforced() {
    log.loseUnforced();
  }

  /** Somebody copies it, behind the program's back. */
  public void copy() {
    log.copy();
  }

  /** The copy takes its place. */
  public void putCopyBack() {
    log.putCopyBack();
  }

  @Override
  public void onCommit(CommitListener listener) {
    listeners.add(listener);
  }

  private final class MemoryTx implements Tx {
    @Override
    public Mirror mirror() {
      return mirror;
    }

    @Override
    public Staging staging() {
      return mirror.staging();
    }

    @Override
    public Outbox outbox() {
      return outbox;
    }

    @Override
    public DeadLetters deadLetters() {
      return letters;
    }

    @Override
    public IdMap idMap() {
      return ids;
    }

    @Override
    public AckJournal acknowledged() {
      return new Journal();
    }

    @Override
    public AuditTrail audit() {
      return new InMemoryTrail(audit, new MemoryFacts(), chance);
    }

    @Override
    public Eraser eraser() {
      return new Erasing();
    }

    @Override
    public Facts facts() {
      return new MemoryFacts();
    }

    @Override
    public RunHistory runs() {
      return new Runs();
    }
  }

  private final class Journal implements AckJournal {
    @Override
    public void add(Acknowledged acknowledged) {
      journal.put(acknowledged.local().seq(), acknowledged);
    }

    @Override
    public Optional<Acknowledged> find(String mutation) {
      return journal.values().stream()
          .filter(each -> each.local().id().equals(mutation))
          .findFirst();
    }

    @Override
    public List<Acknowledged> all() {
      return new ArrayList<>(journal.values());
    }

    @Override
    public void trim(Instant before, int max) {
      for (var each : all()) {
        if (journal.size() > max || each.at().isBefore(before)) {
          journal.remove(each.local().seq());
        }
      }
    }
  }

  private final class Erasing implements Eraser {
    @Override
    public Gone erase(Set<RecordId> records) {
      var unsent = 0L;
      var forgotten = 0L;
      var removed = 0L;
      for (var id : records) {
        mirror.removeStaged(id);
        for (var entry : outbox.of(id)) {
          outbox.remove(entry.mutation());
          unsent++;
        }
        removed += letters.erase(id);
      }
      for (var each : new ArrayList<>(journal.values())) {
        var target = each.local().target();
        if (records.contains(new RecordId(target.entity(), target.record()))) {
          journal.remove(each.local().seq());
          forgotten++;
        }
      }
      var keys = records.stream().map(RecordId::key).toList();
      var audited =
          new InMemoryTrail(audit, new MemoryFacts(), chance)
              .empty(
                  event ->
                      (keys.contains(event.key()) && event.action() != AuditAction.ERASED)
                          || keys.contains(event.onBehalfOf()));
      return new Gone(unsent, removed, forgotten, audited);
    }

    @Override
    public long eraseActor(String user) {
      return new InMemoryTrail(audit, new MemoryFacts(), chance)
          .empty(event -> event.actor().equals(user));
    }
  }

  private final class MemoryFacts implements Facts {
    @Override
    public Optional<String> get(String name) {
      return facts.get(name);
    }

    @Override
    public void set(String name, String value) {
      if (value.isEmpty()) {
        facts.remove(name);
      } else {
        facts.put(name, value);
      }
    }
  }

  private final class Runs implements RunHistory {
    @Override
    public void add(SyncReport report) {
      var next = runs.size() == 0 ? 1L : runs.view().lastKey() + 1;
      runs.put(next, report);
      if (runs.size() > KEPT_MAX) {
        runs.remove(runs.view().firstKey());
      }
    }

    @Override
    public List<SyncReport> latest(int max) {
      return runs.view().descendingMap().values().stream().limit(max).toList();
    }
  }
}
