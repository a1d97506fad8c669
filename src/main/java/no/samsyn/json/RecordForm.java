package no.samsyn.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A wire record as a JSON object: its members in the order of its constructor, those that are null
 * left out; members that nobody knows are passed over.
 *
 * <p>Goes by Jackson's annotations alone and asks no class whether it is a record, since on a phone
 * none is. Immutable once it is known.
 */
final class RecordForm extends Form {
  private static final Map<Class<?>, RecordForm> KNOWN = new ConcurrentHashMap<>();

  private final Constructor<?> maker;
  private final List<Member> members = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /** One member; its form is found when it is first needed, since records may hold each other. */
  private static final class Member {
    private final String name;
    private final Method getter;
    private final Type type;
    private volatile @Nullable Form form;

    Member(String name, Method getter, Type type) {
      this.name = name;
      this.getter = getter;
      this.type = type;
    }

    Form form() {
      var known = form;
      if (known == null) {
        known = Form.of(type);
        form = known;
      }
      return known;
    }
  }

  private RecordForm(Class<?> type) {
    maker = makerOf(type);
    maker.setAccessible(true);
    var types = maker.getGenericParameterTypes();
    var annotations = maker.getParameterAnnotations();
    for (var at = 0; at < types.length; at++) {
      var name = nameIn(annotations[at], type);
      places.put(name, at);
      members.add(new Member(name, getter(type, name), types[at]));
    }
  }

  static RecordForm of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, RecordForm::new);
  }

  private static Constructor<?> makerOf(Class<?> type) {
    for (var each : type.getDeclaredConstructors()) {
      if (each.isAnnotationPresent(JsonCreator.class)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no JSON form for " + type.getName());
  }

  private static String nameIn(Object[] annotations, Class<?> type) {
    for (var each : annotations) {
      if (each instanceof JsonProperty property) {
        return property.value();
      }
    }
    throw new IllegalArgumentException("a member without a name in " + type.getName());
  }

  private static Method getter(Class<?> type, String name) {
    try {
      var getter = type.getDeclaredMethod(name);
      getter.setAccessible(true);
      return getter;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("nobody can ask for " + name + " of " + type, e);
    }
  }

  @Override
  Object read(JsonParser in) throws IOException {
    expect(in, JsonToken.START_OBJECT);
    var arguments = new @Nullable Object[members.size()];
    var isThere = new boolean[arguments.length];
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      var place = places.get(in.currentName());
      in.nextToken();
      if (place == null) {
        in.skipChildren();
      } else {
        arguments[place] = members.get(place).form().readOrNull(in);
        isThere[place] = true;
      }
    }
    for (var at = 0; at < arguments.length; at++) {
      if (!isThere[at]) {
        arguments[at] = members.get(at).form().whenAbsent();
      }
    }
    return make(arguments);
  }

  private Object make(@Nullable Object[] arguments) {
    try {
      return maker.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw bug(e);
    }
  }

  void write(Object record, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var member : members) {
      var value = valueOf(member, record);
      if (value != null) {
        out.writeFieldName(member.name);
        Written.write(value, out);
      }
    }
    out.writeEndObject();
  }

  private static @Nullable Object valueOf(Member member, Object record) {
    try {
      return member.getter.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw bug(e);
    }
  }

  /** A record's constructor may refuse what it was given; nothing else can go wrong here. */
  private static RuntimeException bug(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException && e.getCause() instanceof RuntimeException own
        ? own
        : new IllegalStateException(e);
  }
}
