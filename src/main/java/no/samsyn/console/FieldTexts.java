package no.samsyn.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.sync.Edit;

/**
 * Reads {@code field=value} as a person types it into typed values of a schema, and writes values
 * as text. A plain {@code field=} takes the field away. Pure; a problem never repeats a value.
 */
public final class FieldTexts {
  private FieldTexts() {}

  /** What was typed, and everything that is wrong with it. */
  public record Read(Edit.Wish wish, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /** One {@code name=text}, cut at the first equals sign. */
  record Assignment(String name, String text) {}

  /** Returns the schema, or throws a {@link Trouble} that says which entity types there are. */
  public static EntitySchema schema(Schemas schemas, String entity) {
    var names = schemas.all().stream().map(EntitySchema::name).toList();
    return schemas
        .find(entity)
        .orElseThrow(
            () ->
                Trouble.wrongUse(
                    "unknown-entity",
                    "There is no entity type called "
                        + entity
                        + "."
                        + Near.question(entity, names)
                        + " There are: "
                        + String.join(", ", names)
                        + "."));
  }

  public static Read read(EntitySchema schema, List<String> assignments) {
    var set = Fields.NONE;
    var unset = new ArrayList<String>();
    var problems = new ArrayList<Problem>();
    for (var typed : assignments) {
      var assignment = cut(typed);
      var field = field(schema, assignment.name());
      if (assignment.text().isEmpty()) {
        unset.add(field.name());
        set = set.with(field.name(), Value.absent());
      } else {
        unset.remove(field.name()); // of two wishes for one field the last counts
        var value = value(field, assignment.text(), problems);
        set = set.with(field.name(), value);
      }
    }
    return new Read(new Edit.Wish(schema.name(), set, unset), problems);
  }

  static Assignment cut(String typed) {
    var at = typed.indexOf('=');
    if (at < 1) {
      throw Trouble.wrongUse(
          "not-an-assignment",
          "Write field=value, for example date=2026-11-20; field= takes a field away.");
    }
    return new Assignment(typed.substring(0, at).trim(), typed.substring(at + 1));
  }

  /** Returns the field, or throws a {@link Trouble} that says which fields there are. */
  public static FieldSchema field(EntitySchema schema, String name) {
    var names = schema.fields().stream().map(FieldSchema::name).toList();
    return schema
        .field(name)
        .orElseThrow(
            () ->
                Trouble.wrongUse(
                    "unknown-field",
                    schema.name()
                        + " has no field called "
                        + name
                        + "."
                        + Near.question(name, names)
                        + " It has: "
                        + String.join(", ", names)
                        + "."));
  }

  private static Value value(FieldSchema field, String text, List<Problem> problems) {
    return switch (field.type()) {
      case TEXT, DATE, TIME, ENUM, REFERENCE -> Value.text(text);
      case INTEGER -> whole(field, text, problems);
      case BOOLEAN -> flag(field, text, problems);
      case OBJECT -> object(field, text, problems);
    };
  }

  private static Value whole(FieldSchema field, String text, List<Problem> problems) {
    try {
      return Value.whole(Long.parseLong(text.trim()));
    } catch (NumberFormatException e) {
      return wrong(field, "a whole number", problems);
    }
  }

  private static Value flag(FieldSchema field, String text, List<Problem> problems) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "ja" -> Value.flag(true);
      case "false", "no", "nei" -> Value.flag(false);
      default -> wrong(field, "yes or no", problems);
    };
  }

  private static Value object(FieldSchema field, String text, List<Problem> problems) {
    try {
      var value = Json.parse(text);
      if (value instanceof Value.Structure) {
        return value;
      }
    } catch (BadJson e) {
      // The sentence below says it all; the text itself may be personal.
    }
    return wrong(field, "a JSON object such as {\"a\":1}", problems);
  }

  private static Value wrong(FieldSchema field, String wanted, List<Problem> problems) {
    problems.add(new Problem(field.name(), "wrong-type", field.name() + " must be " + wanted));
    return Value.absent();
  }

  /** Writes {@code value} as a person would type it; empty where there is none. */
  public static String write(Value value) {
    if (value instanceof Value.Text text) {
      return text.text();
    } else if (value instanceof Value.Whole whole) {
      return Long.toString(whole.number());
    } else if (value instanceof Value.Flag flag) {
      return flag.on() ? "yes" : "no";
    } else if (!value.isPresent()) {
      return "";
    }
    return Json.write(value);
  }
}
