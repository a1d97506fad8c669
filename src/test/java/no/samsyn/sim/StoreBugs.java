package no.samsyn.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Value;
import no.samsyn.sim.Spoiled.Call;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeadLetters;
import no.samsyn.sync.Facts;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RowState;
import no.samsyn.sync.Staging;
import no.samsyn.sync.SyncStore;

/** Mistakes in what an engine reads from its store and writes to it. */
final class StoreBugs {
  private StoreBugs() {}

  static Map<String, Supplier<Bug>> all() {
    var bugs = new LinkedHashMap<String, Supplier<Bug>>();
    stores(bugs);
    trails(bugs);
    waits(bugs);
    return bugs;
  }

  /** A bug in what reaches the store. */
  static Supplier<Bug> inStore(Spoiled.Spoiler spoiler) {
    return () ->
        new Bug() {
          @Override
          SyncStore store(SyncStore inner, SimDevice device) {
            return Spoiled.store(inner, spoiler);
          }
        };
  }

  private static void stores(Map<String, Supplier<Bug>> bugs) {
    bugs.put(
        "a failed send throws its entries away",
        inStore(
            (tx, call) -> {
              if (call.is(Outbox.class, "postpone")) {
                tx.outbox().remove((String) call.arguments().get(0));
                return null;
              }
              return call.proceed();
            }));
    bugs.put(
        "dead letters are not written",
        inStore((tx, call) -> call.is(DeadLetters.class, "add") ? null : call.proceed()));
    bugs.put(
        "a snapshot clears the outbox",
        inStore(
            (tx, call) -> {
              if (call.is(Staging.class, "swap")) {
                tx.outbox().list(10_000, 0).forEach(e -> tx.outbox().remove(e.mutation()));
              }
              return call.proceed();
            }));
    bugs.put(
        "a snapshot clears the dead letters",
        inStore(
            (tx, call) -> {
              if (call.is(Staging.class, "swap")) {
                tx.deadLetters().list(99, 0).forEach(l -> tx.deadLetters().remove(l.mutation()));
              }
              return call.proceed();
            }));
    bugs.put("a pull overwrites what waits", inStore(StoreBugs::showServerSide));
    bugs.put("a field that nobody knows is dropped", inStore(StoreBugs::dropStrange));
    bugs.put("the first send freezes nothing", inStore(StoreBugs::thaw));
    bugs.put(
        "a tombstone is not taken over",
        inStore((tx, call) -> call.is(Mirror.class, "remove") ? null : call.proceed()));
    bugs.put(
        "the screen shows the server's side",
        () ->
            new Bug() {
              @Override
              SyncStore screen(SyncStore inner) {
                return Spoiled.store(inner, StoreBugs::screenShowsBase);
              }
            });
    bugs.put(
        "the status counts nothing",
        () ->
            new Bug() {
              @Override
              SyncStore screen(SyncStore inner) {
                return Spoiled.store(
                    inner,
                    (tx, call) -> call.is(Outbox.class, "size") ? (Object) 0L : call.proceed());
              }
            });
  }

  private static Object showServerSide(SyncStore.Tx tx, Call call) throws Throwable {
    if (call.is(Mirror.class, "put")) {
      var row = (MirrorRow) call.arguments().get(0);
      if (row.state() == RowState.UNSENT && row.isOnServer()) {
        return call.with(0, withView(row, row.base()));
      }
    }
    return call.proceed();
  }

  private static Object screenShowsBase(SyncStore.Tx tx, Call call) throws Throwable {
    var result = call.proceed();
    if (call.is(Mirror.class, "find") && result instanceof Optional<?> found) {
      return found.map(row -> withView((MirrorRow) row, ((MirrorRow) row).serverFields()));
    }
    return result;
  }

  static MirrorRow withView(MirrorRow row, Fields view) {
    return new MirrorRow(
        row.id(),
        row.serverId(),
        row.version(),
        view,
        row.base(),
        row.state(),
        row.removed(),
        row.last());
  }

  private static Object dropStrange(SyncStore.Tx tx, Call call) throws Throwable {
    if (call.is(Outbox.class, "append")) {
      var entry = (OutboxEntry) call.arguments().get(0);
      if (entry.local().target().op() == Op.UPDATE) {
        var changes = new LinkedHashMap<>(entry.local().changes().byName());
        var row = tx.mirror().find(entry.record());
        if (row.map(r -> r.view().names().contains(Hall.STRANGE)).orElse(false)) {
          changes.put(
              Hall.STRANGE, new FieldChange(Value.text(Hall.STRANGE_VALUE), Value.absent()));
        }
        return call.with(0, entry.with(entry.local().with(new FieldChanges(changes))));
      }
    }
    return call.proceed();
  }

  private static Object thaw(SyncStore.Tx tx, Call call) throws Throwable {
    if (call.is(Outbox.class, "freeze")) {
      var entry = tx.outbox().find((String) call.arguments().get(0)).orElseThrow();
      var frozen = (String) call.proceed();
      return entry.wasSent() ? frozen.replace("\"deviceTime\":\"2", "\"deviceTime\":\"1") : frozen;
    }
    return call.proceed();
  }

  private static void trails(Map<String, Supplier<Bug>> bugs) {
    bugs.put("joined edits leave no trace", untold(AuditAction.COALESCED));
    bugs.put("the other side of a conflict is not told", untold(AuditAction.THEIRS));
    bugs.put(
        "values stand in the log",
        inStore(
            (tx, call) -> {
              if (call.is(AuditTrail.class, "record")) {
                var changes = (FieldChanges) call.arguments().get(1);
                var told = Logger.getLogger("no.samsyn.sync");
                changes.byName().values().forEach(c -> told.info(c.after().asText()));
              }
              return call.proceed();
            }));
  }

  private static Supplier<Bug> untold(AuditAction action) {
    return inStore(
        (tx, call) ->
            call.is(AuditTrail.class, "record")
                    && ((AuditEvent) call.arguments().get(0)).action() == action
                ? null
                : call.proceed());
  }

  private static void waits(Map<String, Supplier<Bug>> bugs) {
    bugs.put(
        "what waits for a record is never let go",
        inStore((tx, call) -> call.is(Outbox.class, "release") ? null : call.proceed()));
    bugs.put("who stands behind is never let go", inStore(StoreBugs::keepBehind));
    bugs.put(
        "the next run is planned for next month",
        inStore(
            (tx, call) ->
                call.is(Facts.class, "set") && call.arguments().get(0).equals("next-run")
                    ? call.with(1, Long.toString(4_000_000_000_000L))
                    : call.proceed()));
    bugs.put(
        "the cursor goes back now and then",
        () ->
            new Bug() {
              private final List<String> cursors = new ArrayList<>();

              @Override
              SyncStore store(SyncStore inner, SimDevice device) {
                return Spoiled.store(
                    inner,
                    (tx, call) -> {
                      if (call.is(Facts.class, "set")
                          && call.arguments().get(0).equals("cursor")
                          && device.name().equals("d0")) {
                        cursors.add((String) call.arguments().get(1));
                        return cursors.size() % 5 == 0
                            ? call.with(1, cursors.get(cursors.size() - 3))
                            : call.proceed();
                      }
                      return call.proceed();
                    });
              }
            });
  }

  private static Object keepBehind(SyncStore.Tx tx, Call call) throws Throwable {
    if (!call.is(Outbox.class, "remove")) {
      return call.proceed();
    }
    var entry = tx.outbox().find((String) call.arguments().get(0));
    var result = call.proceed();
    if (entry.isPresent()) {
      for (var next : tx.outbox().of(entry.get().record())) {
        tx.outbox()
            .hold(next.mutation(), OutboxEntry.Hold.BEHIND_PREDECESSOR, entry.get().mutation());
      }
    }
    return result;
  }
}
