package no.samsyn.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The body of a record: named values, known and unknown ones alike. Immutable; the names are kept
 * in order.
 *
 * <p>{@link #toString} names the fields and hides their values, because bodies hold health data.
 */
public record Fields(Map<String, Value> values) {
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    if (values.containsValue(Value.absent())) {
      throw new IllegalArgumentException("an absent value cannot be stored: " + values.keySet());
    }
  }

  public static Fields of(String name, Value value) {
    return NONE.with(name, value);
  }

  /** Returns the value, or {@link Value#absent}. */
  public Value get(String name) {
    return values.getOrDefault(name, Value.absent());
  }

  /** Returns the text of the field, or the empty string where there is none. */
  public String text(String name) {
    return get(name).asText();
  }

  public Set<String> names() {
    return values.keySet();
  }

  /**
   * Returns a copy with {@code name} set, or removed where {@code value} is {@link Value#absent}.
   */
  public Fields with(String name, Value value) {
    var copy = new TreeMap<>(values);
    if (value instanceof Value.Absent) {
      copy.remove(name);
    } else {
      copy.put(name, value);
    }
    return new Fields(copy);
  }

  public Fields with(String name, String text) {
    return with(name, Value.text(text));
  }

  public Fields with(String name, long number) {
    return with(name, Value.whole(number));
  }

  @Override
  public String toString() {
    return "Fields" + values.keySet();
  }
}
