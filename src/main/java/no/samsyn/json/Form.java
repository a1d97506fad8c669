package no.samsyn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * How one type stands in JSON, for the few types that wire records are made of. Stricter than most:
 * a number is no text, and a text no number.
 */
abstract class Form {
  private static final Form TEXT =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_STRING);
          return in.getText();
        }
      };

  private static final Form LONG =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_NUMBER_INT);
          return in.getLongValue();
        }
      };

  private static final Form INT =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_NUMBER_INT);
          return in.getIntValue();
        }
      };

  private static final Form FLAG =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          if (in.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
          }
          expect(in, JsonToken.VALUE_FALSE);
          return false;
        }
      };

  private static final Form FIELDS =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new BadJson("the body of a record must be an object");
          }
          return new Fields(ValueJson.readMembers(in));
        }
      };

  /** An explicit null is a value like any other, and differs from one that is not there. */
  private static final Form VALUE =
      new Form() {
        @Override
        Object read(JsonParser in) throws IOException {
          return ValueJson.read(in);
        }

        @Override
        Object whenNull() {
          return Value.nothing();
        }

        @Override
        Object whenAbsent() {
          return Value.absent();
        }
      };

  private static final Map<Class<?>, Form> KNOWN =
      Map.of(
          String.class,
          TEXT,
          Long.class,
          LONG,
          Boolean.class,
          FLAG,
          long.class,
          orElse(LONG, 0L),
          int.class,
          orElse(INT, 0),
          boolean.class,
          orElse(FLAG, false),
          Value.class,
          VALUE,
          Fields.class,
          FIELDS);

  /** Reads what begins at the current token, which is no null, and leaves the parser at its end. */
  abstract Object read(JsonParser in) throws IOException;

  /** Returns what an explicit null stands for. */
  @Nullable Object whenNull() {
    return null;
  }

  /** Returns what a member that is not there stands for. */
  @Nullable Object whenAbsent() {
    return whenNull();
  }

  final @Nullable Object readOrNull(JsonParser in) throws IOException {
    return in.currentToken() == JsonToken.VALUE_NULL ? whenNull() : read(in);
  }

  static Form of(Type type) {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return listOf(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return mapOf(of(arguments[1]));
      }
    } else if (type instanceof Class<?> simple) {
      var known = KNOWN.get(simple);
      return known == null ? RecordForm.of(simple) : known;
    }
    throw new IllegalArgumentException("no JSON form for " + type);
  }

  static Form listOf(Form item) {
    return new Form() {
      @Override
      Object read(JsonParser in) throws IOException {
        expect(in, JsonToken.START_ARRAY);
        var items = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          items.add(item.readOrNull(in));
        }
        return items;
      }
    };
  }

  static Form mapOf(Form value) {
    return new Form() {
      @Override
      Object read(JsonParser in) throws IOException {
        expect(in, JsonToken.START_OBJECT);
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          var name = in.currentName();
          in.nextToken();
          members.put(name, value.readOrNull(in));
        }
        return members;
      }
    };
  }

  private static Form orElse(Form form, Object missing) {
    return new Form() {
      @Override
      Object read(JsonParser in) throws IOException {
        return form.read(in);
      }

      @Override
      Object whenNull() {
        return missing;
      }
    };
  }

  static void expect(JsonParser in, JsonToken token) {
    if (in.currentToken() != token) {
      throw BadJson.at(in);
    }
  }
}
