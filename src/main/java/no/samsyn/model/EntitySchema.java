package no.samsyn.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entity type: its name and its named fields. A new type is a new schema and no engine code.
 * Immutable.
 *
 * @param owner the reference field that says whose record it is ({@code peer_mentor} for most);
 *     empty where everybody in the organisation shares the records
 */
public record EntitySchema(String name, String owner, List<FieldSchema> fields) {
  private static final Pattern SAFE_NAME = // becomes part of SQL identifiers
      Pattern.compile("[a-z][a-z_]{0,40}");

  public EntitySchema {
    fields = List.copyOf(fields);
    requireSafe(name);
    fields.forEach(field -> requireSafe(field.name()));
  }

  public Optional<FieldSchema> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
  }

  public boolean isSetByServer(String fieldName) {
    return field(fieldName).map(FieldSchema::isSetByServer).orElse(false);
  }

  /** Returns what a person could have written of {@code body}. */
  public Fields withoutServerFields(Fields body) {
    var result = body;
    for (var name : body.names()) {
      if (isSetByServer(name)) {
        result = result.with(name, Value.absent());
      }
    }
    return result;
  }

  /** Returns whose record {@code body} is; empty where everybody shares it. */
  public String ownerIn(Fields body) {
    return owner.isEmpty() ? "" : body.text(owner);
  }

  /** Returns the fields that screens page, sort and filter by, in schema order. */
  public List<FieldSchema> indexedFields() {
    var indexed = new ArrayList<FieldSchema>();
    for (var field : fields) {
      if (field.isIndexed()) {
        indexed.add(field);
      }
    }
    return indexed;
  }

  /** Returns the references that {@code body} holds: field name to the key that it names. */
  public Map<String, String> references(Fields body) {
    var found = new LinkedHashMap<String, String>();
    for (var field : fields) {
      if (field.type() == FieldType.REFERENCE && !body.text(field.name()).isEmpty()) {
        found.put(field.name(), body.text(field.name()));
      }
    }
    return found;
  }

  /**
   * Says everything that is wrong with {@code body} by this schema alone; whether references lead
   * anywhere is asked elsewhere. Fields that the schema does not know are never wrong.
   */
  public List<Problem> problemsOf(Fields body) {
    var problems = new ArrayList<Problem>();
    for (var field : fields) {
      FieldCheck.problemOf(field, body.get(field.name())).ifPresent(problems::add);
    }
    return problems;
  }

  private static void requireSafe(String identifier) {
    if (!SAFE_NAME.matcher(identifier).matches()) {
      throw new IllegalArgumentException("not a name for an entity or a field: " + identifier);
    }
  }
}
