package no.samsyn.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.json.Json;
import org.jspecify.annotations.Nullable;

/** One JSON object on its way to stdout, its members in the order in which they were put. */
final class Document {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  Document with(String name, Object value) {
    members.put(name, value instanceof Document inner ? inner.members : value);
    return this;
  }

  /** Puts the text, and null where there is none. */
  Document withText(String name, String text) {
    members.put(name, text.isEmpty() ? null : text);
    return this;
  }

  /** Puts the time in ISO 8601, and null for never. */
  Document withTime(String name, Instant at) {
    members.put(name, at.equals(Instant.EPOCH) ? null : at.toString());
    return this;
  }

  Map<String, @Nullable Object> members() {
    return members;
  }

  String text() {
    return Json.write(members);
  }
}
