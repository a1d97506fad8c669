package no.samsyn.server.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
import no.samsyn.server.feed.ChangesText;
import no.samsyn.server.feed.WireRecords;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Journal;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.Receipts.Receipt;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * Puts verdicts into the words of the wire. Lives for one batch, within its transaction, before
 * anything is written.
 */
final class Results {
  private static final int UNPROCESSABLE = 422;

  private final Tx tx;
  private final Caller caller;
  private final WireRecords wire;
  private final Loaded loaded;
  private final Map<String, Verdict> verdicts;
  private final Map<String, List<Journal.Step>> stepsByRecord = new HashMap<>();
  private Map<String, String> keys = Map.of();

  Results(Tx tx, Caller caller, WireRecords wire, Loaded loaded, Map<String, Verdict> verdicts) {
    this.tx = tx;
    this.caller = caller;
    this.wire = wire;
    this.loaded = loaded;
    this.verdicts = verdicts;
  }

  /** Returns the result for each mutation id, in the order of the verdicts. */
  Map<String, PushJson.Result> all() {
    loadSteps();
    keys = keys();
    var results = new LinkedHashMap<String, PushJson.Result>();
    verdicts.forEach(
        (id, verdict) -> {
          results.put(id, result(id, verdict));
          if (verdict instanceof Verdict.Applied applied) {
            stepsByRecord
                .computeIfAbsent(applied.row().id(), record -> new ArrayList<>())
                .add(step(applied));
          }
        });
    return results;
  }

  /** Returns the key of what {@code name} names, be it a server id or a key. */
  String keyOf(String name) {
    var key = keys.get(name);
    if (key != null) {
      return key;
    }
    var row = loaded.rowsById().get(name);
    return row == null ? name : row.names().key();
  }

  /** Returns a stored value as devices know it: a reference by its key. */
  Value onTheWire(String entity, String field, Value stored) {
    return stored instanceof Value.Text reference && wire.isReference(entity, field)
        ? Value.text(keyOf(reference.text()))
        : stored;
  }

  private static Journal.Step step(Verdict.Applied applied) {
    var row = applied.row();
    return new Journal.Step(
        row.id(), row.version(), Journal.textOf(applied.changes()), row.last().by());
  }

  private void loadSteps() {
    var records = new LinkedHashSet<String>();
    var oldest = Long.MAX_VALUE;
    for (var verdict : verdicts.values()) {
      if (verdict instanceof Verdict.Conflict conflict && !conflict.current().isDeleted()) {
        records.add(conflict.current().id());
        oldest = Math.min(oldest, conflict.base());
      }
    }
    if (!records.isEmpty()) {
      for (var step : Journal.since(tx, caller.organisation(), records, oldest)) {
        stepsByRecord.computeIfAbsent(step.record(), record -> new ArrayList<>()).add(step);
      }
    }
  }

  private Map<String, String> keys() {
    var rows = new ArrayList<RecordRow>(loaded.rowsById().values());
    for (var verdict : verdicts.values()) {
      if (verdict instanceof Verdict.Applied applied) {
        rows.add(applied.row());
      }
    }
    var known = new HashMap<>(wire.keysFor(tx, caller.organisation(), rows));
    var more = new HashSet<String>();
    for (var steps : stepsByRecord.values()) {
      for (var step : steps) {
        more.add(step.by().onBehalfOf());
        changesOf(step).values().forEach(change -> addText(more, change));
      }
    }
    more.remove("");
    more.removeIf(name -> known.containsKey(name) || !name.startsWith("s-"));
    known.putAll(wire.keysOf(tx, caller.organisation(), more));
    return known;
  }

  private static void addText(Set<String> names, MutationJson.Change change) {
    if (change.before() != null) {
      names.add(change.before().asText());
    }
    if (change.after() != null) {
      names.add(change.after().asText());
    }
  }

  private PushJson.Result result(String id, Verdict verdict) {
    if (verdict instanceof Verdict.Applied applied) {
      return applied(id, wire.of(applied.row(), keys));
    } else if (verdict instanceof Verdict.Conflict conflict) {
      return conflict(id, conflict);
    } else if (verdict instanceof Verdict.Erased erased) {
      return new PushJson.Result(
          id, Receipts.CONFLICT, null, wire.of(erased.row(), keys), List.of(), null, null);
    } else if (verdict instanceof Verdict.Rejected rejected) {
      return rejected(id, rejected.code(), rejected.sentence(), rejected.problems());
    } else if (verdict instanceof Verdict.Blocked blocked) {
      return new PushJson.Result(id, "blocked", null, null, null, null, blocked.by());
    } else if (verdict instanceof Verdict.Deferred) {
      return new PushJson.Result(id, "deferred", null, null, null, null, null);
    } else if (verdict instanceof Verdict.Replayed replayed) {
      return replayed(replayed.receipt());
    }
    throw new IllegalStateException("unknown verdict: " + verdict.getClass());
  }

  private static PushJson.Result applied(String id, RecordJson record) {
    return new PushJson.Result(id, Receipts.APPLIED, null, record, null, null, null);
  }

  private PushJson.Result conflict(String id, Verdict.Conflict conflict) {
    var row = conflict.current();
    var since = new TreeMap<String, PushJson.Since>();
    if (!row.isDeleted()) {
      for (var step : stepsByRecord.getOrDefault(row.id(), List.of())) {
        if (step.version() > conflict.base() && step.version() <= row.version()) {
          var by = RecordJson.AuthorshipJson.of(wire.withKeys(step.by(), keys));
          changesOf(step)
              .forEach(
                  (field, change) -> {
                    var earlier = since.get(field);
                    var before =
                        earlier == null ? onTheWire(row, field, change.before()) : earlier.before();
                    var value = onTheWire(row, field, change.after());
                    since.put(field, new PushJson.Since(field, before, value, step.version(), by));
                  });
        }
      }
    }
    return new PushJson.Result(
        id, Receipts.CONFLICT, null, wire.of(row, keys), List.copyOf(since.values()), null, null);
  }

  private @Nullable Value onTheWire(RecordRow row, String field, @Nullable Value stored) {
    var value = orNull(stored);
    return value == null ? null : onTheWire(row.names().entity(), field, value);
  }

  private static PushJson.Result rejected(
      String id, String code, String sentence, List<Problem> problems) {
    var errors = new ArrayList<ProblemJson.FieldError>();
    for (var problem : problems) {
      errors.add(
          new ProblemJson.FieldError(
              pointerTo(problem.field()), problem.code(), problem.sentence()));
    }
    var problem =
        new ProblemJson(
            "about:blank", code, UNPROCESSABLE, code, sentence, errors.isEmpty() ? null : errors);
    return new PushJson.Result(id, Receipts.REJECTED, null, null, null, problem, null);
  }

  /** Returns a JSON pointer to the field; to the whole of the fields where none is named. */
  private static String pointerTo(String field) {
    return field.isEmpty() ? "" : "/" + field.replace("~", "~0").replace("/", "~1");
  }

  private PushJson.Result replayed(Receipt receipt) {
    var id = receipt.sender().mutation();
    if (!receipt.result().isEmpty()) {
      var first = Json.read(receipt.result(), PushJson.Result.class);
      return new PushJson.Result(
          id,
          first.status(),
          true,
          isGone(receipt) ? current(receipt) : first.record(),
          readBack(first.since()),
          first.problem(),
          null);
    }
    if (receipt.status().equals(Receipts.REJECTED)) {
      var again = rejected(id, receipt.code(), "This change was refused before.", List.of());
      return new PushJson.Result(id, again.status(), true, null, null, again.problem(), null);
    }
    var since = receipt.status().equals(Receipts.CONFLICT) ? List.<PushJson.Since>of() : null;
    return new PushJson.Result(id, receipt.status(), true, current(receipt), since, null, null);
  }

  /**
   * Returns whether the record that the first answer shows is not there any more. The feed may have
   * told the device so already and will not tell it again: the first answer would bring the record
   * back.
   */
  private boolean isGone(Receipt receipt) {
    var row = loaded.rowsById().get(receipt.record());
    var showsRecord =
        receipt.status().equals(Receipts.APPLIED) || receipt.status().equals(Receipts.CONFLICT);
    return showsRecord && row != null && (row.isDeleted() || !caller.scope().covers(row.place()));
  }

  private RecordJson current(Receipt receipt) {
    var row = loaded.rowsById().get(receipt.record());
    if (row == null) {
      throw new IllegalStateException("a receipt without its record: " + receipt);
    }
    return caller.scope().covers(row.place())
        ? wire.of(row, keys)
        : WireRecords.outOfScope(row.names(), row.version(), row.last().by().at());
  }

  /** A value that is not there has no JSON; what was read back says so by an object. */
  private static @Nullable Value orNull(@Nullable Value value) {
    return value instanceof Value.Absent ? null : value;
  }

  private static @Nullable List<PushJson.Since> readBack(@Nullable List<PushJson.Since> since) {
    return since == null
        ? null
        : since.stream()
            .map(
                s ->
                    new PushJson.Since(
                        s.field(), orNull(s.before()), orNull(s.value()), s.version(), s.by()))
            .toList();
  }

  private static Map<String, MutationJson.Change> changesOf(Journal.Step step) {
    return ChangesText.read(step.changes());
  }
}
