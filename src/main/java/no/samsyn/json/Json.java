package no.samsyn.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;

/**
 * Reads and writes JSON with limits: depth 64, one string 1 MiB, one name 256 characters, one
 * number 100 characters, one document 8 MiB, no name twice.
 *
 * <p>Thread-safe. A {@link BadJson} never repeats the text that it choked on, because the text may
 * be personal.
 */
public final class Json {
  public static final int DEPTH_MAX = 64;
  public static final int STRING_MAX = 1_048_576;
  public static final int NAME_MAX = 256;
  public static final int NUMBER_CHARACTERS_MAX = 100;
  public static final long DOCUMENT_MAX = 8L * 1_048_576;

  private static final ObjectMapper MAPPER = newMapper();

  private Json() {}

  /** The mapper for wire records; share it, never configure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static Value parse(String text) {
    return read(text, Value.class);
  }

  public static Fields parseFields(String text) {
    return read(text, Fields.class);
  }

  public static String write(Value value) {
    return write((Object) value);
  }

  public static String write(Fields fields) {
    return write((Object) fields);
  }

  public static <T> T read(String text, Class<T> type) {
    try {
      T result = MAPPER.readValue(text, type);
      if (result == null) {
        throw new BadJson("the document is null");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw BadJson.from(e);
    }
  }

  /** Reads UTF-8 text that is already in memory; what is wrong with it is never an I/O failure. */
  public static <T> T read(byte[] utf8, Class<T> type) {
    try {
      T result = MAPPER.readValue(utf8, type);
      if (result == null) {
        throw new BadJson("the document is null");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw BadJson.from(e);
    } catch (IOException e) {
      throw new BadJson("not text in UTF-8");
    }
  }

  public static String write(Object wireRecord) {
    try {
      return MAPPER.writeValueAsString(wireRecord);
    } catch (JsonProcessingException e) {
      throw BadJson.from(e);
    }
  }

  private static ObjectMapper newMapper() {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_MAX)
                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                    .maxNameLength(NAME_MAX)
                    .maxDocumentLength(DOCUMENT_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    var values = new SimpleModule("samsyn");
    values.addSerializer(Value.class, new ValueJson.Writer());
    values.addDeserializer(Value.class, new ValueJson.Reader());
    values.addSerializer(Fields.class, new FieldsJson.Writer());
    values.addDeserializer(Fields.class, new FieldsJson.Reader());
    return JsonMapper.builder(factory)
        .addModule(values)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }
}
