package no.samsyn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.PushJson;
import org.junit.jupiter.api.Test;

/**
 * Wire records as Jackson's own data binding would read and write them, which phones do without:
 * devices hold texts, and servers hashes, that were made by it.
 */
class WireFormTest {
  private static final ObjectMapper BINDING = binding();
  private static final int ROUNDS = 60;

  @Test
  void everyWireRecordStandsAsJacksonsDataBindingWritesAndReadsIt() throws Exception {
    var types = wireRecords();
    assertThat(types).hasSizeGreaterThan(25);
    for (var type : types) {
      var random = new Random(type.getName().hashCode());
      for (var round = 0; round < ROUNDS; round++) {
        var record = any(type, random, 0);
        var text = Json.write(record);
        assertThat(text).as(type.getName()).isEqualTo(BINDING.writeValueAsString(record));
        assertThat(Json.read(text, type)).isEqualTo(BINDING.readValue(text, type));
        assertThat(Json.write(Json.read(text, type))).isEqualTo(text);
      }
    }
  }

  @Test
  void aMemberThatIsNullOrMissingIsTakenAsJacksonsDataBindingTakesIt() throws Exception {
    for (var type : wireRecords()) {
      var nulls =
          Arrays.stream(type.getRecordComponents())
              .map(part -> "\"" + part.getName() + "\":null")
              .toList();
      for (var text :
          List.of("{}", "{" + String.join(",", nulls) + "}", "{\"fromTheFuture\":[{\"a\":{}}]}")) {
        assertThat(Json.read(text, type)).as(text).isEqualTo(BINDING.readValue(text, type));
      }
    }
  }

  /** Numbers in quotes, texts without, and what is cut off, twice or followed by more. */
  @Test
  void whatIsOfAnotherKindIsRefused() {
    for (var bad :
        List.of(
            "",
            "null",
            "[]",
            "7",
            "{",
            "{} {}",
            "{\"cursor\":1}",
            "{\"cursor\":[]}",
            "{\"cursor\":true}",
            "{\"more\":1}",
            "{\"more\":\"true\"}",
            "{\"records\":{}}",
            "{\"records\":[7]}",
            "{\"records\":[{\"version\":\"7\"}]}",
            "{\"records\":[{\"version\":1.5}]}",
            "{\"records\":[{\"version\":92233720368547758080}]}",
            "{\"records\":[{\"fields\":[]}]}",
            "{\"more\":true,\"more\":true}",
            "{\"fromTheFuture\":{\"a\":1,\"a\":2}}",
            "{\"landmark\":{\"at\":1}")) {
      assertThatThrownBy(() -> Json.read(bad, FeedJson.Changes.class))
          .as(bad)
          .isInstanceOf(BadJson.class);
    }
    assertThatThrownBy(() -> Json.read("{\"protocol\":2147483648}", PushJson.Request.class))
        .isInstanceOf(BadJson.class);
  }

  @Test
  void mapsAndListsOfTextsAreReadAndWritten() {
    assertThat(Json.readList("[\"a\",\"b\"]", String.class)).containsExactly("a", "b");
    var changes = Json.readMap("{\"n\":{\"after\":null}}", MutationJson.Change.class);
    assertThat(changes)
        .containsExactly(Map.entry("n", new MutationJson.Change(Value.absent(), Value.nothing())));
    var told = new LinkedHashMap<String, Object>();
    told.put("b", List.of(1, 2L, true, "x", Value.whole(3)));
    told.put("a", null);
    assertThat(Json.write(told)).isEqualTo("{\"b\":[1,2,true,\"x\",3],\"a\":null}");
    assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.read("{}", Object.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Class<?>> wireRecords() {
    var types = new ArrayList<Class<?>>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("no.samsyn.wire", "no.samsyn.json")) {
      var type = each.reflect();
      if (Arrays.stream(type.getDeclaredConstructors())
          .anyMatch(maker -> maker.isAnnotationPresent(JsonCreator.class))) {
        types.add(type);
      }
    }
    return types;
  }

  private static Object any(Type type, Random random, int depth) throws Exception {
    if (type instanceof ParameterizedType generic) {
      var inner = generic.getActualTypeArguments();
      var count = depth > 3 ? 0 : random.nextInt(4);
      if (generic.getRawType() == List.class) {
        var items = new ArrayList<>();
        for (var i = 0; i < count; i++) {
          items.add(any(inner[0], random, depth + 1));
        }
        return items;
      }
      var members = new LinkedHashMap<String, Object>();
      for (var i = 0; i < count; i++) {
        members.put("m" + i, any(inner[1], random, depth + 1));
      }
      return members;
    }
    var simple = (Class<?>) type;
    if (!simple.isPrimitive() && depth > 0 && simple != Value.class && random.nextInt(4) == 0) {
      return null;
    }
    return plain(simple, random, depth);
  }

  private static Object plain(Class<?> type, Random random, int depth) throws Exception {
    if (type == String.class) {
      return List.of("", "Ærlig \" \\ \u0001 \u2028 </", "😀", "x").get(random.nextInt(4));
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong();
    }
    if (type == int.class) {
      return random.nextInt();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Value.class) {
      return value(random);
    }
    if (type == Fields.class) {
      return Fields.of("note", value(random)).with("ö", value(random));
    }
    var parts = type.getRecordComponents();
    var maker =
        type.getDeclaredConstructor(
            Arrays.stream(parts).map(part -> part.getType()).toArray(Class<?>[]::new));
    var arguments = new Object[parts.length];
    for (var at = 0; at < parts.length; at++) {
      arguments[at] = any(parts[at].getGenericType(), random, depth + 1);
    }
    return maker.newInstance(arguments);
  }

  private static Value value(Random random) {
    return List.of(
            Value.nothing(),
            Value.text("Åse"),
            Value.whole(random.nextLong()),
            new Value.Decimal(java.math.BigDecimal.valueOf(random.nextInt(), 2)),
            new Value.Items(List.of(Value.flag(true), Value.nothing())),
            new Value.Structure(Collections.singletonMap("a", Value.text(""))))
        .get(random.nextInt(6));
  }

  private static ObjectMapper binding() {
    var values = new SimpleModule("values");
    values.addSerializer(Value.class, new ValueWriter());
    values.addSerializer(Fields.class, new FieldsWriter());
    values.addDeserializer(Value.class, new ValueReader());
    values.addDeserializer(Fields.class, new FieldsReader());
    return JsonMapper.builder()
        .addModule(values)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }

  private static final class ValueWriter extends StdSerializer<Value> {
    ValueWriter() {
      super(Value.class);
    }

    @Override
    public void serialize(Value value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ValueJson.write(value, out);
    }
  }

  private static final class FieldsWriter extends StdSerializer<Fields> {
    FieldsWriter() {
      super(Fields.class);
    }

    @Override
    public void serialize(Fields fields, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ValueJson.writeMembers(fields.values(), out);
    }
  }

  private static final class ValueReader extends StdDeserializer<Value> {
    ValueReader() {
      super(Value.class);
    }

    @Override
    public Value deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return ValueJson.read(in);
    }

    @Override
    public Value getNullValue(DeserializationContext context) {
      return Value.nothing();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Value.absent();
    }
  }

  private static final class FieldsReader extends StdDeserializer<Fields> {
    FieldsReader() {
      super(Fields.class);
    }

    @Override
    public Fields deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return new Fields(ValueJson.readMembers(in));
    }
  }
}
