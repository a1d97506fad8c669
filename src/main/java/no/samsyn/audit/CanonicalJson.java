package no.samsyn.audit;

import java.util.Arrays;
import java.util.Map;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.Value;

/**
 * The one byte string of a value: what is hashed, committed to and written to bundles.
 *
 * <p>As RFC 8785: UTF-8, names in the order of their UTF-16 units, no white space, the short
 * escapes and {@code \}{@code u00xx} in lower case for other control characters only. Unlike it in
 * numbers: whole numbers and decimals are written exactly, in plain notation, without trailing
 * zeros, because doubles would lose digits. Half of a surrogate pair is written as an escape
 * instead of being refused: an audit entry must never fail for what somebody typed. Stored for
 * good; never change.
 */
public final class CanonicalJson {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[512];
  private int length;

  private CanonicalJson() {}

  /** Writes {@code value}, which is not absent and holds nothing absent. */
  public static byte[] of(Value value) {
    var out = new CanonicalJson();
    out.value(value);
    return Arrays.copyOf(out.bytes, out.length);
  }

  /** Reads an object, or throws {@link BadJson} if these are not its canonical bytes. */
  public static Value.Structure read(byte[] bytes) {
    if (Json.read(bytes, Value.class) instanceof Value.Structure structure) {
      var again = new CanonicalJson();
      again.bytes = new byte[bytes.length + 16];
      again.value(structure);
      if (again.isExactly(bytes)) {
        return structure;
      }
      throw new BadJson("not in canonical form");
    }
    throw new BadJson("an object was expected");
  }

  private boolean isExactly(byte[] other) {
    if (length != other.length) {
      return false;
    }
    for (var i = 0; i < length; i++) {
      if (bytes[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private void value(Value value) {
    if (value instanceof Value.Text text) {
      text(text.text());
    } else if (value instanceof Value.Whole whole) {
      ascii(Long.toString(whole.number()));
    } else if (value instanceof Value.Decimal decimal) {
      ascii(decimal.number().toPlainString());
    } else if (value instanceof Value.Flag flag) {
      ascii(flag.on() ? "true" : "false");
    } else if (value instanceof Value.Nothing) {
      ascii("null");
    } else if (value instanceof Value.Items items) {
      items(items);
    } else if (value instanceof Value.Structure structure) {
      structure(structure.members());
    } else {
      throw new IllegalArgumentException("no form for " + value.getClass().getSimpleName());
    }
  }

  private void items(Value.Items items) {
    put('[');
    var first = true;
    for (var item : items.items()) {
      if (!first) {
        put(',');
      }
      first = false;
      value(item);
    }
    put(']');
  }

  private void structure(Map<String, Value> members) {
    put('{');
    var first = true;
    for (var member : members.entrySet()) {
      if (!first) {
        put(',');
      }
      first = false;
      text(member.getKey());
      put(':');
      value(member.getValue());
    }
    put('}');
  }

  private void text(String text) {
    put('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x20 && c < 0x80) {
        if (c == '"' || c == '\\') {
          put('\\');
        }
        put(c);
      } else if (c < 0x20) {
        control(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        utf8(Character.toCodePoint(c, text.charAt(i)));
      } else if (Character.isSurrogate(c)) {
        escape(c);
      } else {
        utf8(c);
      }
    }
    put('"');
  }

  private void control(char c) {
    switch (c) {
      case '\b' -> ascii("\\b");
      case '\t' -> ascii("\\t");
      case '\n' -> ascii("\\n");
      case '\f' -> ascii("\\f");
      case '\r' -> ascii("\\r");
      default -> escape(c);
    }
  }

  private void escape(char c) {
    ascii("\\u");
    for (var shift = 12; shift >= 0; shift -= 4) {
      put(HEX[(c >> shift) & 0xF]);
    }
  }

  private void utf8(int point) {
    if (point < 0x800) {
      put(0xC0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        put(0xE0 | (point >> 12));
      } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
      }
      put(0x80 | ((point >> 6) & 0x3F));
    }
    put(0x80 | (point & 0x3F));
  }

  private void ascii(String text) {
    for (var i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void put(int b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) b;
  }
}
