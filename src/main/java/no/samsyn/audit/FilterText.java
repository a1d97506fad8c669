package no.samsyn.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import no.samsyn.json.BadJson;

/** The quoting of values in a filter's text: percent signs, as in a URL. */
final class FilterText {
  private static final String PLAIN = "._~-";

  private FilterText() {}

  static String quote(String value) {
    var quoted = new StringBuilder();
    for (var b : value.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xFF);
      if (isPlain(c)) {
        quoted.append(c);
      } else {
        quoted.append('%').append(Bytes32.hex(new byte[] {b}).toUpperCase(Locale.ROOT));
      }
    }
    return quoted.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  static SortedSet<String> values(String text) {
    var values = new TreeSet<String>();
    split(text, ',').forEach(part -> values.add(unquote(part)));
    return values;
  }

  private static String unquote(String quoted) {
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < quoted.length(); i++) {
      var c = quoted.charAt(i);
      if (c == '%' && i + 2 < quoted.length()) {
        var hex = quoted.substring(i + 1, i + 3).toLowerCase(Locale.ROOT);
        bytes.write(Bytes32.unhex(hex)[0]);
        i += 2;
      } else if (c == '%') {
        throw new IllegalArgumentException("not the text of a filter");
      } else {
        bytes.write(c);
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  static List<String> split(String text, char at) {
    var parts = new ArrayList<String>();
    var start = 0;
    for (var end = text.indexOf(at); end >= 0; end = text.indexOf(at, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  static Instant time(String text) {
    try {
      return Members.time(text, "a time");
    } catch (BadJson e) {
      throw new IllegalArgumentException("not the text of a filter", e);
    }
  }
}
