package no.samsyn.sim;

import java.lang.reflect.Method;
import java.util.function.Function;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.DeadLetters;
import no.samsyn.sync.Facts;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.Staging;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore;

/**
 * A device's store as one process sees it: every call of every part is a place where the process
 * may die or the disk be full, and what a transaction did is told to the judge when it stands.
 */
final class WatchedStore implements SyncStore {
  private static final int CALLS_MAX = 40;

  private final SimDevice.Life process;
  private final SyncStore inner;
  private Committed open;
  private int callsToDeath;
  private int callsToFull;

  WatchedStore(SimDevice.Life process, SyncStore inner) {
    this.process = process;
    this.inner = inner;
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
    process.requireAlive();
    var dies = process.strikes(Fault.KILLED) || process.strikes(Fault.POWER_CUT);
    callsToDeath = dies ? 1 + process.draw("call", CALLS_MAX) : 0;
    callsToFull = process.strikes(Fault.DISK_FULL) ? 1 + process.draw("full", CALLS_MAX) : 0;
    process.beforeTransaction();
    var log = new Committed(process.isPersonActing());
    open = log;
    T result;
    try {
      result = inner.inTransaction(durability, tx -> work.apply(new Parts(tx, this::call)));
    } finally {
      open = null;
    }
    process.committed(log);
    process.mayDie("after a commit");
    if (dies) {
      throw process.die("after a commit");
    }
    return result;
  }

  @Override
  public void onCommit(CommitListener listener) {
    inner.onCommit(listener);
  }

  private Object call(Object part, Method method, Object[] arguments) throws Throwable {
    process.mayDie("in " + method.getName());
    if (process.isFullHere()) {
      throw new StoreException(StoreException.Kind.DISK_FULL, "the disk is full", null);
    }
    if (callsToDeath > 0) {
      callsToDeath--;
      if (callsToDeath == 0) {
        throw process.die("in " + method.getName());
      }
    }
    if (callsToFull > 0) {
      callsToFull--;
      if (callsToFull == 0) {
        throw new StoreException(StoreException.Kind.DISK_FULL, "the disk is full", null);
      }
    }
    note(part, method.getName(), arguments);
    return Parts.proceed(part, method, arguments);
  }

  private void note(Object part, String what, Object[] arguments) {
    if (part instanceof Mirror) {
      noteMirror(what, arguments);
    } else if (part instanceof Outbox outbox) {
      noteOutbox(outbox, what, arguments);
    } else if (part instanceof DeadLetters letters) {
      noteLetters(letters, what, arguments);
    } else if (part instanceof AuditTrail && what.equals("record")) {
      open.told.add(new Committed.Told((AuditEvent) arguments[0], (FieldChanges) arguments[1]));
    } else if (part instanceof Facts && what.equals("set")) {
      open.facts.put((String) arguments[0], (String) arguments[1]);
    } else if (part instanceof Staging && what.equals("swap")) {
      open.swapped = true;
    }
  }

  private void noteMirror(String what, Object[] arguments) {
    if (what.equals("put")) {
      var row = (MirrorRow) arguments[0];
      open.rows.add(row);
      open.touched.add(row.id());
    } else if (what.equals("remove")) {
      open.touched.add((RecordId) arguments[0]);
    }
  }

  private void noteOutbox(Outbox outbox, String what, Object[] arguments) {
    if (what.equals("append")) {
      var entry = (OutboxEntry) arguments[0];
      open.appended.add(entry);
      open.touched.add(entry.record());
    } else if (what.equals("rewrite")) {
      open.touched.add(((OutboxEntry) arguments[0]).record());
    } else if (what.equals("remove")) {
      outbox
          .find((String) arguments[0])
          .ifPresent(
              entry -> {
                open.removed.add(entry.mutation());
                open.touched.add(entry.record());
              });
    } else if (what.equals("reoffer")) {
      open.reoffered = true;
    }
  }

  private void noteLetters(DeadLetters letters, String what, Object[] arguments) {
    if (what.equals("add")) {
      open.touched.add(((DeadLetter) arguments[0]).record());
    } else if (what.equals("remove") || what.equals("discard")) {
      letters
          .find((String) arguments[0])
          .ifPresent(
              letter -> {
                open.touched.add(letter.record());
                open.lettersGone.add(letter.mutation());
              });
    }
  }
}
