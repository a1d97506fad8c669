package no.samsyn.store;

import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;

/**
 * The column beside the body in which one indexed field is sorted and filtered. Immutable.
 *
 * <p>The column's prefix says its type, so that a field that changes its type gets another column.
 * A field without a value is stored as the lowest one, never as a null.
 */
record MirrorColumn(FieldSchema field) {
  private static final long NO_NUMBER = Long.MIN_VALUE;
  private static final long NO_FLAG = -1;

  MirrorColumn {
    if (kindOf(field) == Kind.NONE) {
      throw new IllegalArgumentException("an object cannot be indexed: " + field.name());
    }
  }

  private enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    NONE
  }

  private static Kind kindOf(FieldSchema field) {
    return switch (field.type()) {
      case TEXT, DATE, TIME, ENUM, REFERENCE -> Kind.TEXT;
      case INTEGER -> Kind.NUMBER;
      case BOOLEAN -> Kind.FLAG;
      case OBJECT -> Kind.NONE;
    };
  }

  String name() {
    return switch (kindOf(field)) {
      case TEXT -> "f_" + field.name();
      case NUMBER -> "n_" + field.name();
      case FLAG -> "b_" + field.name();
      case NONE -> throw new IllegalStateException(field.name());
    };
  }

  String type() {
    return kindOf(field) == Kind.TEXT ? "varchar" : "bigint";
  }

  /** Returns whether an index that begins with this column would be worth its keep. */
  boolean isSelective() {
    return kindOf(field) != Kind.FLAG;
  }

  Object of(Value value) {
    return switch (kindOf(field)) {
      case TEXT -> value.asText();
      case NUMBER -> value instanceof Value.Whole whole ? whole.number() : NO_NUMBER;
      case FLAG -> value instanceof Value.Flag flag ? (flag.on() ? 1L : 0L) : NO_FLAG;
      case NONE -> throw new IllegalStateException(field.name());
    };
  }

  /** Returns what a filter's text compares with; text that no value has compares with nothing. */
  Object ofText(String text) {
    return switch (kindOf(field)) {
      case TEXT -> text;
      case NUMBER -> text.isEmpty() ? NO_NUMBER : numberOf(text);
      case FLAG -> text.isEmpty() ? NO_FLAG : flagOf(text);
      case NONE -> throw new IllegalStateException(field.name());
    };
  }

  private static long numberOf(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a filter needs a whole number, not: " + text, e);
    }
  }

  private static long flagOf(String text) {
    if (text.equals("true")) {
      return 1;
    }
    if (text.equals("false")) {
      return 0;
    }
    throw new IllegalArgumentException("a filter needs true or false, not: " + text);
  }
}
