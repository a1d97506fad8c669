package no.samsyn.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON value of a record, free of any JSON library.
 *
 * <p>{@link #nothing} is an explicit null, {@link #absent} says that a field is not there at all:
 * the two differ on the wire, because a field that we do not know must come back exactly as it was.
 * Immutable and comparable by content.
 */
public sealed interface Value {
  static Value nothing() {
    return Nothing.IT;
  }

  static Value absent() {
    return Absent.IT;
  }

  static Value text(String text) {
    return new Text(text);
  }

  static Value whole(long number) {
    return new Whole(number);
  }

  static Value flag(boolean flag) {
    return flag ? Flag.YES : Flag.NO;
  }

  /** Returns whether this value tells something: neither an explicit null nor absent. */
  default boolean isPresent() {
    return true;
  }

  /** Returns the text of a {@link Text}, and the empty string for everything else. */
  default String asText() {
    return "";
  }

  record Text(String text) implements Value {
    @Override
    public String asText() {
      return text;
    }
  }

  record Whole(long number) implements Value {}

  /** A number that is not a whole {@code long}. Equal numbers are equal values: 1.50 is 1.5. */
  record Decimal(BigDecimal number) implements Value {
    public Decimal {
      number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
  }

  record Flag(boolean on) implements Value {
    private static final Flag YES = new Flag(true);
    private static final Flag NO = new Flag(false);
  }

  record Items(List<Value> items) implements Value {
    public Items {
      items = Collections.unmodifiableList(new ArrayList<>(items));
    }
  }

  /** A JSON object; its names are kept in order, so that equal objects are written alike. */
  record Structure(Map<String, Value> members) implements Value {
    public Structure {
      members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** Returns the member, or {@link #absent}. */
    public Value member(String name) {
      return members.getOrDefault(name, absent());
    }
  }

  record Nothing() implements Value {
    private static final Nothing IT = new Nothing();

    @Override
    public boolean isPresent() {
      return false;
    }
  }

  record Absent() implements Value {
    private static final Absent IT = new Absent();

    @Override
    public boolean isPresent() {
      return false;
    }
  }
}
