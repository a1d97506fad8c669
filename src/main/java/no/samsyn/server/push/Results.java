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
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
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
    var keys = keys();
    var results = new LinkedHashMap<String, PushJson.Result>();
    verdicts.forEach(
        (id, verdict) -> {
          results.put(id, result(id, verdict, keys));
          if (verdict instanceof Verdict.Applied applied) {
            stepsByRecord
                .computeIfAbsent(applied.row().id(), record -> new ArrayList<>())
                .add(step(applied));
          }
        });
    return results;
  }

  /** Returns the changes as the journal keeps them: what each field became. */
  static String changesText(FieldChanges changes) {
    var after = new TreeMap<String, MutationJson.Change>();
    changes
        .byName()
        .forEach(
            (name, change) ->
                after.put(
                    name,
                    new MutationJson.Change(
                        null, change.after() instanceof Value.Absent ? null : change.after())));
    return Json.write(after);
  }

  private static Journal.Step step(Verdict.Applied applied) {
    var row = applied.row();
    return new Journal.Step(
        row.id(), row.version(), changesText(applied.changes()), row.last().by());
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
    var keys = new HashMap<>(wire.keysFor(tx, caller.organisation(), rows));
    var more = new HashSet<String>();
    for (var steps : stepsByRecord.values()) {
      for (var step : steps) {
        more.add(step.by().onBehalfOf());
        changesOf(step).values().forEach(change -> addText(more, change));
      }
    }
    more.remove("");
    more.removeIf(name -> keys.containsKey(name) || !name.startsWith("s-"));
    keys.putAll(wire.keysOf(tx, caller.organisation(), more));
    return keys;
  }

  private static void addText(Set<String> names, MutationJson.Change change) {
    if (change.after() != null) {
      names.add(change.after().asText());
    }
  }

  private PushJson.Result result(String id, Verdict verdict, Map<String, String> keys) {
    if (verdict instanceof Verdict.Applied applied) {
      return applied(id, wire.of(applied.row(), keys));
    } else if (verdict instanceof Verdict.Conflict conflict) {
      return conflict(id, conflict, keys);
    } else if (verdict instanceof Verdict.Rejected rejected) {
      return rejected(id, rejected.code(), rejected.sentence(), rejected.problems());
    } else if (verdict instanceof Verdict.Blocked blocked) {
      return new PushJson.Result(id, "blocked", null, null, null, null, blocked.by());
    } else if (verdict instanceof Verdict.Deferred) {
      return new PushJson.Result(id, "deferred", null, null, null, null, null);
    } else if (verdict instanceof Verdict.Replayed replayed) {
      return replayed(replayed.receipt(), keys);
    }
    throw new IllegalStateException("unknown verdict: " + verdict.getClass());
  }

  private static PushJson.Result applied(String id, RecordJson record) {
    return new PushJson.Result(id, Receipts.APPLIED, null, record, null, null, null);
  }

  private PushJson.Result conflict(String id, Verdict.Conflict conflict, Map<String, String> keys) {
    var row = conflict.current();
    var since = new TreeMap<String, PushJson.Since>();
    if (!row.isDeleted()) {
      for (var step : stepsByRecord.getOrDefault(row.id(), List.of())) {
        if (step.version() > conflict.base() && step.version() <= row.version()) {
          var by = RecordJson.AuthorshipJson.of(wire.withKeys(step.by(), keys));
          changesOf(step)
              .forEach(
                  (field, change) -> since.put(field, since(row, field, change, step, by, keys)));
        }
      }
    }
    return new PushJson.Result(
        id, Receipts.CONFLICT, null, wire.of(row, keys), List.copyOf(since.values()), null, null);
  }

  private PushJson.Since since(
      RecordRow row,
      String field,
      MutationJson.Change change,
      Journal.Step step,
      RecordJson.AuthorshipJson by,
      Map<String, String> keys) {
    var value = orNull(change.after());
    if (value != null && wire.isReference(row.names().entity(), field)) {
      var key = keys.get(value.asText());
      value = key == null ? value : Value.text(key);
    }
    return new PushJson.Since(field, value, step.version(), by);
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

  private PushJson.Result replayed(Receipt receipt, Map<String, String> keys) {
    var id = receipt.sender().mutation();
    if (!receipt.result().isEmpty()) {
      var first = Json.read(receipt.result(), PushJson.Result.class);
      return new PushJson.Result(
          id, first.status(), true, first.record(), readBack(first.since()), first.problem(), null);
    }
    if (receipt.status().equals(Receipts.REJECTED)) {
      var again = rejected(id, receipt.code(), "This change was refused before.", List.of());
      return new PushJson.Result(id, again.status(), true, null, null, again.problem(), null);
    }
    var row = loaded.rowsById().get(receipt.record());
    if (row == null) {
      throw new IllegalStateException("a receipt without its record: " + receipt);
    }
    var record =
        caller.scope().covers(row.place())
            ? wire.of(row, keys)
            : WireRecords.outOfScope(row.names(), row.version(), row.last().by().at());
    var since = receipt.status().equals(Receipts.CONFLICT) ? List.<PushJson.Since>of() : null;
    return new PushJson.Result(id, receipt.status(), true, record, since, null, null);
  }

  /** A value that is not there has no JSON; what was read back says so by an object. */
  private static @Nullable Value orNull(@Nullable Value value) {
    return value instanceof Value.Absent ? null : value;
  }

  private static @Nullable List<PushJson.Since> readBack(@Nullable List<PushJson.Since> since) {
    return since == null
        ? null
        : since.stream()
            .map(s -> new PushJson.Since(s.field(), orNull(s.value()), s.version(), s.by()))
            .toList();
  }

  private static Map<String, MutationJson.Change> changesOf(Journal.Step step) {
    return Json.read(step.changes(), ChangesText.class);
  }

  /** A name for the generic map, which the JSON reader asks for. */
  private static final class ChangesText extends TreeMap<String, MutationJson.Change> {
    private static final long serialVersionUID = 1;
  }
}
