package no.samsyn.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * Reads the members of an object strictly: each is there, of its kind, and there are no others.
 * Throws {@link BadJson} naming the member, never its content.
 */
final class Members {
  /** Clear members hold codes only: nothing that could be a sentence or a name with a space. */
  static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{0,64}");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendInstant(3)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = "2026-11-20T08:00:00.000Z".length();

  private final Map<String, Value> members;

  private Members(Map<String, Value> members) {
    this.members = members;
  }

  static Members of(Value value, Set<String> names) {
    if (!(value instanceof Value.Structure structure)) {
      throw new BadJson("an object was expected");
    }
    if (!structure.members().keySet().equals(names)) {
      throw new BadJson("other members than " + new TreeSet<>(names));
    }
    return new Members(structure.members());
  }

  Value value(String name) {
    return members.getOrDefault(name, Value.absent());
  }

  Map<String, Value> structure(String name) {
    if (value(name) instanceof Value.Structure structure) {
      return structure.members();
    }
    throw new BadJson(name + " is not an object");
  }

  String text(String name) {
    if (value(name) instanceof Value.Text text) {
      return text.text();
    }
    throw new BadJson(name + " is not a text");
  }

  String code(String name) {
    var text = text(name);
    if (!CODE.matcher(text).matches()) {
      throw new BadJson(name + " is not a code");
    }
    return text;
  }

  long count(String name) {
    if (value(name) instanceof Value.Whole whole && whole.number() >= 0) {
      return whole.number();
    }
    throw new BadJson(name + " is not a whole number from 0");
  }

  Bytes32 bytes32(String name) {
    return bytes32(value(name), name);
  }

  static Bytes32 bytes32(Value value, String name) {
    try {
      return Bytes32.ofHex(value.asText());
    } catch (IllegalArgumentException e) {
      throw new BadJson(name + " is not 64 hex digits");
    }
  }

  byte[] hex(String name, int most) {
    var text = text(name);
    try {
      if (text.length() <= 2 * most) {
        return Bytes32.unhex(text);
      }
    } catch (IllegalArgumentException ignored) {
      // said below, together with what is too long
    }
    throw new BadJson(name + " is not hex digits");
  }

  Instant time(String name) {
    return time(text(name), name);
  }

  static Instant time(String text, String name) {
    try {
      var time = Instant.parse(text);
      if (text(time).equals(text)) {
        return time;
      }
    } catch (DateTimeParseException ignored) {
      // said below, together with what is not our form
    }
    throw new BadJson(name + " is not a time in UTC with milliseconds");
  }

  /** Returns the one text of a time: UTC, three digits of a second, years 0000 to 9999. */
  static String text(Instant time) {
    var text = TIME.format(time);
    if (text.length() != TIME_LENGTH) {
      throw new BadJson("a year outside of 0000 to 9999");
    }
    return text;
  }

  static Value hexText(Bytes32 bytes) {
    return Value.text(bytes.hex());
  }
}
