package no.samsyn.server.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.json.MutationJson;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Journal;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.HistoryJson;
import no.samsyn.wire.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET history}: every accepted change of one record, for whoever may see the record now.
 * About any other record it says nothing, not even that there is none. Thread-safe.
 */
public final class HistoryHandler {
  private static final int STEPS_MAX = 1_000; // a person reads fewer

  private final Database database;
  private final WireRecords wire;

  public HistoryHandler(FeedParts parts) {
    this.database = parts.database();
    this.wire = parts.wire();
  }

  public HistoryJson.Answer history(Caller caller, RecordId id) {
    return database.read(
        tx -> {
          for (var row : Records.named(tx, caller.organisation(), List.of(id.key()))) {
            if (row.names().entity().equals(id.entity())
                && !row.isErased() // then it is everybody's, and its past nobody's
                && caller.scope().covers(row.place())) {
              return new HistoryJson.Answer(steps(tx, caller.organisation(), row));
            }
          }
          return new HistoryJson.Answer(List.of());
        });
  }

  private List<HistoryJson.Step> steps(Tx tx, String organisation, RecordRow row) {
    var changes = Journal.history(tx, organisation, row.id(), STEPS_MAX);
    var names = new HashSet<String>();
    for (var change : changes) {
      names.add(change.step().by().onBehalfOf());
      ChangesText.read(change.step().changes())
          .forEach(
              (field, values) -> {
                if (wire.isReference(row.names().entity(), field)) {
                  addText(names, values.before());
                  addText(names, values.after());
                }
              });
    }
    names.remove("");
    var keys = wire.keysOf(tx, organisation, names);
    var steps = new ArrayList<HistoryJson.Step>();
    changes.forEach(change -> steps.add(step(row.names().entity(), change, keys)));
    return steps;
  }

  private static void addText(Set<String> names, @Nullable Value value) {
    if (value != null) {
      names.add(value.asText());
    }
  }

  private HistoryJson.Step step(String entity, Journal.Change change, Map<String, String> keys) {
    var fields = new ArrayList<HistoryJson.Field>();
    ChangesText.read(change.step().changes())
        .forEach((name, values) -> fields.add(field(entity, name, values, keys)));
    return new HistoryJson.Step(
        change.step().version(),
        change.op(),
        change.mutation(),
        RecordJson.AuthorshipJson.of(wire.withKeys(change.step().by(), keys)),
        change.deviceTime().toString(),
        fields);
  }

  private HistoryJson.Field field(
      String entity, String name, MutationJson.Change values, Map<String, String> keys) {
    var isReference = wire.isReference(entity, name);
    return new HistoryJson.Field(
        name,
        isReference ? byKey(values.before(), keys) : there(values.before()),
        isReference ? byKey(values.after(), keys) : there(values.after()));
  }

  private static @Nullable Value byKey(@Nullable Value value, Map<String, String> keys) {
    var key = value == null ? null : keys.get(value.asText());
    return key == null ? there(value) : Value.text(key);
  }

  /** A value that is not there has no JSON. */
  private static @Nullable Value there(@Nullable Value value) {
    return value instanceof Value.Absent ? null : value;
  }
}
