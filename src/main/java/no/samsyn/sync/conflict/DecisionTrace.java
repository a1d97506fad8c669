package no.samsyn.sync.conflict;

import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a decision did, or what an undo brought back under another key, kept in its review, so that
 * whoever may decide can also undo it, on any device. Immutable.
 *
 * @param batch the bulk decision that it was part of; empty where it was made alone
 * @param changes what it changed of the record
 * @param created the key of a record that it made; empty where it made none
 * @param deleted the key of a record that it deleted; empty where it deleted none
 * @param content what that record held
 */
public record DecisionTrace(
    String batch, FieldChanges changes, String created, String deleted, Fields content) {
  public static final DecisionTrace NONE =
      new DecisionTrace("", FieldChanges.NONE, "", "", Fields.NONE);

  public DecisionTrace inBatch(String name) {
    return new DecisionTrace(name, changes, created, deleted, content);
  }

  public boolean isNothing() {
    return equals(NONE);
  }

  /** Returns the value of the review's field; an absent side of a change has no member. */
  public Value toValue() {
    var replaced = new TreeMap<String, Value>();
    var made = new TreeMap<String, Value>();
    changes
        .byName()
        .forEach(
            (field, change) -> {
              put(replaced, field, change.before());
              put(made, field, change.after());
            });
    var members = new TreeMap<String, Value>();
    members.put("replaced", new Value.Structure(replaced));
    members.put("made", new Value.Structure(made));
    put(members, "batch", text(batch));
    put(members, "created", text(created));
    put(members, "deleted", text(deleted));
    if (!deleted.isEmpty()) {
      members.put("content", new Value.Structure(content.values()));
    }
    return new Value.Structure(members);
  }

  private static Value text(String text) {
    return text.isEmpty() ? Value.absent() : Value.text(text);
  }

  private static void put(Map<String, Value> members, String name, Value value) {
    if (!(value instanceof Value.Absent)) {
      members.put(name, value);
    }
  }

  static DecisionTrace of(Value value) {
    if (!(value instanceof Value.Structure members)) {
      return NONE;
    }
    var replaced = members(members.member("replaced"));
    var made = members(members.member("made"));
    var changes = new TreeMap<String, FieldChange>();
    replaced.forEach((field, before) -> changes.put(field, change(before, made.get(field))));
    made.forEach((field, after) -> changes.putIfAbsent(field, change(null, after)));
    return new DecisionTrace(
        members.member("batch").asText(),
        new FieldChanges(changes),
        members.member("created").asText(),
        members.member("deleted").asText(),
        new Fields(members(members.member("content"))));
  }

  private static FieldChange change(@Nullable Value before, @Nullable Value after) {
    return new FieldChange(
        before == null ? Value.absent() : before, after == null ? Value.absent() : after);
  }

  private static Map<String, Value> members(Value value) {
    return value instanceof Value.Structure structure ? structure.members() : Map.of();
  }

  @Override
  public String toString() {
    return "DecisionTrace[" + changes.names() + "]"; // the rest is personal
  }
}
