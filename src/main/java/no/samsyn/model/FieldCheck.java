package no.samsyn.model;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Holds one value against one field of a schema. Sentences name the field, never a sensitive value.
 */
final class FieldCheck {
  /** Keeps a body within what every store of ours holds in one column. */
  private static final int TEXT_MAX = 100_000;

  /**
   * An object travels inside a mutation inside a push, and all of it must stay within the depth
   * that is read.
   */
  private static final int OBJECT_DEPTH_MAX = 48;

  private FieldCheck() {}

  static Optional<Problem> problemOf(FieldSchema field, Value value) {
    if (!value.isPresent() || (field.isRequired() && value.equals(Value.text("")))) {
      return field.isRequired() && !field.isSetByServer()
          ? problem(field, "required", "is missing")
          : Optional.empty();
    }
    return switch (field.type()) {
      case TEXT -> text(field, value);
      case REFERENCE ->
          value instanceof Value.Text ? Optional.empty() : wrongType(field, "the key of a record");
      case INTEGER -> integer(field, value);
      case BOOLEAN ->
          value instanceof Value.Flag ? Optional.empty() : wrongType(field, "yes or no");
      case OBJECT -> object(field, value);
      case ENUM -> choice(field, value);
      case DATE ->
          isDate(value.asText()) ? Optional.empty() : wrongType(field, "a date such as 2026-11-20");
      case TIME ->
          isTime(value.asText()) ? Optional.empty() : wrongType(field, "a time such as 18:30");
    };
  }

  private static Optional<Problem> text(FieldSchema field, Value value) {
    if (!(value instanceof Value.Text)) {
      return wrongType(field, "text");
    }
    if (value.asText().length() > TEXT_MAX) {
      return problem(field, "too-long", "is longer than " + TEXT_MAX + " characters");
    }
    return value.asText().indexOf('\0') >= 0 || Unicode.hasLoneSurrogate(value.asText())
        ? problem(field, "bad-text", "holds a character that cannot be stored")
        : Optional.empty();
  }

  private static Optional<Problem> integer(FieldSchema field, Value value) {
    if (!(value instanceof Value.Whole whole)) {
      return wrongType(field, "a whole number");
    }
    var number = whole.number();
    if (number >= field.min() && number <= field.max()) {
      return Optional.empty();
    }
    return problem(field, "out-of-range", "must be from " + field.min() + " to " + field.max());
  }

  private static Optional<Problem> object(FieldSchema field, Value value) {
    if (!(value instanceof Value.Structure)) {
      return wrongType(field, "an object");
    }
    return depthOf(value) > OBJECT_DEPTH_MAX
        ? problem(field, "too-deep", "is nested deeper than " + OBJECT_DEPTH_MAX + " levels")
        : Optional.empty();
  }

  private static int depthOf(Value value) {
    var deepest = 0;
    if (value instanceof Value.Structure structure) {
      for (var member : structure.members().values()) {
        deepest = Math.max(deepest, depthOf(member));
      }
      return deepest + 1;
    }
    if (value instanceof Value.Items list) {
      for (var item : list.items()) {
        deepest = Math.max(deepest, depthOf(item));
      }
      return deepest + 1;
    }
    return 0;
  }

  private static Optional<Problem> choice(FieldSchema field, Value value) {
    return value instanceof Value.Text && field.choices().contains(value.asText())
        ? Optional.empty()
        : problem(field, "not-a-choice", "must be one of " + String.join(", ", field.choices()));
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException notADate) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      LocalTime.parse(text);
      return text.length() == "18:30".length() || text.length() == "18:30:00".length();
    } catch (DateTimeParseException notATime) {
      return false;
    }
  }

  private static Optional<Problem> wrongType(FieldSchema field, String wanted) {
    return problem(field, "wrong-type", "must be " + wanted);
  }

  private static Optional<Problem> problem(FieldSchema field, String code, String rest) {
    return Optional.of(new Problem(field.name(), code, field.name() + " " + rest));
  }
}
