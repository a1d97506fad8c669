package no.samsyn.mobile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;

/**
 * Fields as the maps that Kotlin, and Flutter's channels, know: strings, numbers, booleans, lists
 * and maps. Pure.
 */
final class FieldMap {
  private FieldMap() {}

  static Fields fields(Map<String, ? extends Object> map) {
    var fields = Fields.NONE;
    for (var entry : map.entrySet()) {
      fields = fields.with(entry.getKey(), value(entry.getValue()));
    }
    return fields;
  }

  private static Value value(Object object) {
    if (object instanceof String text) {
      return Value.text(text);
    } else if (object instanceof Boolean flag) {
      return Value.flag(flag);
    } else if (object instanceof BigDecimal
        || object instanceof Double
        || object instanceof Float) {
      return new Value.Decimal(new BigDecimal(object.toString()));
    } else if (object instanceof Number number) {
      return Value.whole(number.longValue());
    } else if (object instanceof List<?> list) {
      var items = new ArrayList<Value>();
      list.forEach(item -> items.add(value(item)));
      return new Value.Items(items);
    } else if (object instanceof Map<?, ?> map) {
      var members = new TreeMap<String, Value>();
      map.forEach((name, member) -> members.put(String.valueOf(name), value(member)));
      return new Value.Structure(members);
    }
    throw new IllegalArgumentException(
        "a field cannot hold a " + object.getClass().getSimpleName());
  }

  static Map<String, Object> map(Fields fields) {
    return members(fields.values());
  }

  private static Map<String, Object> members(Map<String, Value> values) {
    var map = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> {
          if (value.isPresent()) {
            map.put(name, object(value));
          }
        });
    return map;
  }

  private static Object object(Value value) {
    if (value instanceof Value.Text text) {
      return text.text();
    } else if (value instanceof Value.Whole whole) {
      return whole.number();
    } else if (value instanceof Value.Flag flag) {
      return flag.on();
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.number().toPlainString(); // no channel knows decimals, and a double lies
    } else if (value instanceof Value.Items list) {
      var items = new ArrayList<Object>();
      list.items().stream().filter(Value::isPresent).forEach(item -> items.add(object(item)));
      return items;
    } else if (value instanceof Value.Structure structure) {
      return members(structure.members());
    }
    throw new IllegalStateException("no object for " + value.getClass().getSimpleName());
  }
}
