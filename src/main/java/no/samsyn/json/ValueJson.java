package no.samsyn.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.model.Value;

/** Values as JSON and back. An absent value has no JSON; asking for it is a bug. */
final class ValueJson {
  /**
   * Beyond this many digits on either side of the point a number is refused instead of filling
   * memory.
   */
  private static final int SCALE_MAX = 100;

  private ValueJson() {}

  static void write(Value value, JsonGenerator out) throws IOException {
    if (value instanceof Value.Text text) {
      out.writeString(text.text());
    } else if (value instanceof Value.Whole whole) {
      out.writeNumber(whole.number());
    } else if (value instanceof Value.Decimal decimal) {
      out.writeNumber(decimal.number().toPlainString());
    } else if (value instanceof Value.Flag flag) {
      out.writeBoolean(flag.on());
    } else if (value instanceof Value.Nothing) {
      out.writeNull();
    } else if (value instanceof Value.Items list) {
      out.writeStartArray();
      for (var item : list.items()) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Value.Structure structure) {
      writeMembers(structure.members(), out);
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass().getSimpleName());
    }
  }

  static void writeMembers(Map<String, Value> members, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var member : members.entrySet()) {
      out.writeFieldName(member.getKey());
      write(member.getValue(), out);
    }
    out.writeEndObject();
  }

  static Value read(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_STRING -> Value.text(in.getText());
      case VALUE_NUMBER_INT -> whole(in);
      case VALUE_NUMBER_FLOAT -> number(in);
      case VALUE_TRUE -> Value.flag(true);
      case VALUE_FALSE -> Value.flag(false);
      case VALUE_NULL -> Value.nothing();
      case START_ARRAY -> items(in);
      case START_OBJECT -> new Value.Structure(readMembers(in));
      default -> throw new BadJson("a value was expected");
    };
  }

  private static Value whole(JsonParser in) throws IOException {
    return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new Value.Decimal(new BigDecimal(in.getBigIntegerValue()))
        : Value.whole(in.getLongValue());
  }

  private static Value items(JsonParser in) throws IOException {
    var items = new ArrayList<Value>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(in));
    }
    return new Value.Items(items);
  }

  static Map<String, Value> readMembers(JsonParser in) throws IOException {
    var members = new LinkedHashMap<String, Value>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      var name = in.currentName();
      in.nextToken();
      members.put(name, read(in));
    }
    return members;
  }

  private static Value number(JsonParser in) throws IOException {
    var decimal = in.getDecimalValue();
    if (Math.abs((long) decimal.scale()) > SCALE_MAX || decimal.precision() > SCALE_MAX) {
      throw new BadJson("a number has too many digits");
    }
    return new Value.Decimal(decimal);
  }
}
