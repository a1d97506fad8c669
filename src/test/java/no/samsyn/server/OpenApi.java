package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.wire.Protocol;

/** {@code docs/openapi.yaml}, read; remembers which of its answers were seen. */
final class OpenApi {
  private static final Path FILE = Path.of("docs", "openapi.yaml");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** As strict as the server: nothing behind the end, and no name twice. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final JsonNode document;
  private final SchemaCheck check;
  private final Set<String> seen = new TreeSet<>();

  private OpenApi(JsonNode document) {
    this.document = document;
    this.check = new SchemaCheck(document);
  }

  static OpenApi read() {
    try {
      return new OpenApi(new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode at(String pointer) {
    var node = document.at(pointer);
    assertThat(node.isMissingNode()).as(pointer).isFalse();
    return node;
  }

  JsonNode schema(String name) {
    return at("/components/schemas/" + name);
  }

  List<String> problemsOf(String schema, JsonNode value) {
    return check.problemsOf(schema(schema), value);
  }

  /** Returns each documented call as method and path. */
  Set<String> calls() {
    var calls = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (METHODS.contains(name)) {
                            calls.add(method(name) + " " + path.getKey());
                          }
                        }));
    return calls;
  }

  Set<String> paths() {
    return names(document.get("paths"));
  }

  /** Returns each documented answer as method, path and status. */
  Set<String> answers() {
    var answers = new TreeSet<String>();
    for (var call : calls()) {
      names(operation(call).get("responses")).forEach(status -> answers.add(call + " " + status));
    }
    return answers;
  }

  Set<String> answersSeen() {
    return Set.copyOf(seen);
  }

  /** Checks a request that is meant to be right. */
  void checkRequest(String call, String body) {
    var schema = operation(call).at("/requestBody/content/application~1json/schema");
    assertThat(check.problemsOf(schema, json(body))).as("request of %s", call).isEmpty();
  }

  /** Checks that {@code answer} is one that the document knows, to the last member. */
  void checkAnswer(String call, HttpResponse<?> answer, String body) {
    var name = call + " " + answer.statusCode();
    var response = operation(call).at("/responses/" + answer.statusCode());
    assertThat(response.isMissingNode()).as("%s is documented: %s", name, body).isFalse();
    response = check.resolve(response);
    checkHeaders(name, response, answer);
    var type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    var schema = response.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s has the type %s", name, type).isFalse();
    for (var part : parts(type, body)) {
      assertThat(check.problemsOf(schema, json(part))).as("%s: %s", name, part).isEmpty();
    }
    seen.add(name);
  }

  private void checkHeaders(String name, JsonNode response, HttpResponse<?> answer) {
    assertThat(answer.headers().firstValue("Cache-Control")).as(name).hasValue("no-store");
    for (var header : List.of("Retry-After", "WWW-Authenticate", "Allow")) {
      var value = answer.headers().firstValue(header);
      var documented = response.path("headers").path(header);
      assertThat(value.isPresent())
          .as("%s has %s as documented", name, header)
          .isEqualTo(!documented.isMissingNode());
      if (value.isPresent()) {
        var schema = check.resolve(documented).get("schema");
        var isNumber = schema.path("type").asText().equals("integer");
        var json = json(isNumber ? value.get() : Json.write(Value.text(value.get())));
        assertThat(check.problemsOf(schema, json)).as(name).isEmpty();
      }
    }
  }

  /** One document, the lines of NDJSON, or the data of events. */
  private static List<String> parts(String type, String body) {
    if (type.equals(Protocol.NDJSON)) {
      assertThat(body).endsWith("\n");
      return body.lines().toList();
    }
    if (type.equals(Protocol.EVENT_STREAM)) {
      return body.lines()
          .filter(line -> line.startsWith("data:"))
          .map(line -> line.substring("data:".length()))
          .toList();
    }
    return type.equals(Protocol.ZIP) ? List.of() : List.of(body);
  }

  private JsonNode operation(String call) {
    var words = call.split(" ", -1);
    var operation = document.get("paths").path(words[1]).path(method(words[0]));
    assertThat(operation.isMissingNode()).as("%s is documented", call).isFalse();
    return operation;
  }

  /** From upper case to lower and back; the letters of methods have no dotless i. */
  private static String method(String name) {
    return Character.isUpperCase(name.charAt(0))
        ? name.toLowerCase(java.util.Locale.ROOT)
        : name.toUpperCase(java.util.Locale.ROOT);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  static Set<String> names(JsonNode node) {
    var names = new TreeSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
