package no.samsyn.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;

/**
 * Reads and writes JSON with limits: depth 64, one string 1 MiB, one name 256 characters, one
 * number 100 characters, one document 8 MiB, no name twice.
 *
 * <p>Thread-safe. A {@link BadJson} never repeats the text that it choked on, because the text may
 * be personal. Stands on Jackson's streams alone: its data binding would be the largest part of
 * what a phone loads.
 */
public final class Json {
  public static final int DEPTH_MAX = 64;
  public static final int STRING_MAX = 1_048_576;
  public static final int NAME_MAX = 256;
  public static final int NUMBER_CHARACTERS_MAX = 100;
  public static final long DOCUMENT_MAX = 8L * 1_048_576;

  private static final JsonFactory FACTORY = newFactory();

  private Json() {}

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
    return type.cast(read(text, Form.of(type)));
  }

  /** Reads UTF-8 text that is already in memory; what is wrong with it is never an I/O failure. */
  public static <T> T read(byte[] utf8, Class<T> type) {
    try (var in = FACTORY.createParser(utf8)) {
      return type.cast(whole(in, Form.of(type)));
    } catch (JsonProcessingException e) {
      throw BadJson.from(e);
    } catch (IOException e) {
      throw new BadJson("not text in UTF-8");
    }
  }

  @SuppressWarnings("unchecked") // that is what the form of a list reads
  public static <T> List<T> readList(String text, Class<T> type) {
    return (List<T>) read(text, Form.listOf(Form.of(type)));
  }

  @SuppressWarnings("unchecked") // that is what the form of a map reads
  public static <T> Map<String, T> readMap(String text, Class<T> type) {
    return (Map<String, T>) read(text, Form.mapOf(Form.of(type)));
  }

  private static Object read(String text, Form form) {
    try (var in = FACTORY.createParser(text)) {
      return whole(in, form);
    } catch (JsonProcessingException e) {
      throw BadJson.from(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
  }

  private static Object whole(JsonParser in, Form form) throws IOException {
    if (in.nextToken() == null) {
      throw new BadJson("the document is empty");
    }
    var result = form.readOrNull(in);
    if (result == null) {
      throw new BadJson("the document is null");
    }
    if (in.nextToken() != null) {
      throw BadJson.at(in);
    }
    return result;
  }

  /** Writes a wire record, or maps, lists, texts, numbers and values. */
  public static String write(Object thing) {
    var text = new StringWriter();
    try (var out = generator(text)) {
      Written.write(thing, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has none
    }
    return text.toString();
  }

  /** For documents that are too long to stand in memory. */
  public static JsonGenerator generator(Writer out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  private static JsonFactory newFactory() {
    return JsonFactory.builder()
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
  }
}
