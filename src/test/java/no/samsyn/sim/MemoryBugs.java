package no.samsyn.sim;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Op;
import no.samsyn.model.Value;
import no.samsyn.sim.Spoiled.Call;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.Facts;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.SyncStore;

/** Mistakes in what a device remembers, and whose words it takes them for. */
final class MemoryBugs {
  private MemoryBugs() {}

  static Map<String, Supplier<Bug>> all() {
    var bugs = new LinkedHashMap<String, Supplier<Bug>>();
    bugs.put(
        "how far the server had come is forgotten",
        StoreBugs.inStore((tx, call) -> isFact(call, "landmark") ? null : call.proceed()));
    bugs.put("dead letters are cleared by a run", StoreBugs.inStore(MemoryBugs::clearLetters));
    bugs.put("a row holds another record's server id", StoreBugs.inStore(MemoryBugs::otherId));
    bugs.put("an edit carries what others typed", StoreBugs.inStore(MemoryBugs::othersWords));
    bugs.put("code ends with a bug, once", ThrowsOnce::new);
    return bugs;
  }

  private static boolean isFact(Call call, String name) {
    return call.is(Facts.class, "set") && call.arguments().get(0).equals(name);
  }

  private static Object clearLetters(SyncStore.Tx tx, Call call) throws Throwable {
    if (isFact(call, "state")) {
      tx.deadLetters().list(99, 0).forEach(l -> tx.deadLetters().remove(l.mutation()));
    }
    return call.proceed();
  }

  private static Object otherId(SyncStore.Tx tx, Call call) throws Throwable {
    if (call.is(Mirror.class, "put")) {
      var row = (MirrorRow) call.arguments().get(0);
      if (row.isOnServer()) {
        return call.with(
            0,
            new MirrorRow(
                row.id(),
                row.serverId() + "0",
                row.version(),
                row.view(),
                row.base(),
                row.state(),
                row.removed(),
                row.last()));
      }
    }
    return call.proceed();
  }

  /**
   * Copies a word from another field into the changes of an edit, as if its author had typed it.
   */
  private static Object othersWords(SyncStore.Tx tx, Call call) throws Throwable {
    if (!call.is(Outbox.class, "append")) {
      return call.proceed();
    }
    var entry = (OutboxEntry) call.arguments().get(0);
    var row = tx.mirror().find(entry.record());
    if (entry.local().target().op() != Op.UPDATE || row.isEmpty() || entry.local().isGrouped()) {
      return call.proceed();
    }
    var changes = new LinkedHashMap<>(entry.local().changes().byName());
    for (var name : row.get().serverFields().names()) {
      var word = row.get().serverFields().text(name);
      if (word.startsWith(Ledger.MARK) && !changes.containsKey("note")) {
        changes.put("note", new FieldChange(Value.absent(), Value.text(word)));
      }
    }
    return call.with(0, entry.with(entry.local().with(new FieldChanges(changes))));
  }

  /** Throws the first time that each device would cut its journal; the next run does it. */
  private static final class ThrowsOnce extends Bug {
    private final Set<String> thrown = new LinkedHashSet<>();

    @Override
    SyncStore store(SyncStore inner, SimDevice device) {
      return Spoiled.store(
          inner,
          (tx, call) -> {
            if (call.is(AckJournal.class, "trim") && thrown.add(device.name())) {
              throw new IllegalStateException("planted");
            }
            return call.proceed();
          });
    }
  }
}
