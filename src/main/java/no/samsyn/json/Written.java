package no.samsyn.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** Writes wire records, and the maps and lists that others make of what is told to machines. */
final class Written {
  private Written() {}

  static void write(@Nullable Object thing, JsonGenerator out) throws IOException {
    if (thing == null) {
      out.writeNull();
    } else if (thing instanceof Value value) {
      ValueJson.write(value, out);
    } else if (thing instanceof Fields fields) {
      ValueJson.writeMembers(fields.values(), out);
    } else if (thing instanceof String text) {
      out.writeString(text);
    } else if (thing instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (thing instanceof Number number) {
      writeNumber(number, out);
    } else if (thing instanceof Map<?, ?> members) {
      writeMembers(members, out);
    } else if (thing instanceof Iterable<?> items) {
      out.writeStartArray();
      for (var item : items) {
        write(item, out);
      }
      out.writeEndArray();
    } else {
      RecordForm.of(thing.getClass()).write(thing, out);
    }
  }

  private static void writeNumber(Number number, JsonGenerator out) throws IOException {
    if (number instanceof Integer || number instanceof Long) {
      out.writeNumber(number.longValue());
    } else if (number instanceof BigDecimal exact) {
      out.writeNumber(exact);
    } else if (number instanceof Double rough) {
      out.writeNumber(rough);
    } else {
      throw new IllegalArgumentException("no JSON for " + number.getClass().getSimpleName());
    }
  }

  /** A member that is null is written: whoever put it there wants it told. */
  private static void writeMembers(Map<?, ?> members, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var member : members.entrySet()) {
      out.writeFieldName((String) member.getKey());
      write(member.getValue(), out);
    }
    out.writeEndObject();
  }
}
