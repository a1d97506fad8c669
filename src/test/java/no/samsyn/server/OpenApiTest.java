package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.samsyn.audit.AuditAction;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Op;
import no.samsyn.server.api.Call;
import no.samsyn.server.push.ReviewRule;
import no.samsyn.server.scope.Role;
import no.samsyn.server.trail.AuditKeys;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.HistoryJson;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import no.samsyn.wire.ServiceJson;
import no.samsyn.wire.TokenJson;
import no.samsyn.wire.TrailJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/openapi.yaml} against the wire records, the limits and the running server. */
final class OpenApiTest {
  private static final OpenApi DOCUMENT = OpenApi.read();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Map<Class<?>, String> SCHEMAS =
      Map.ofEntries(
          Map.entry(FeedJson.Changes.class, "Changes"),
          Map.entry(FeedJson.SnapshotEnd.class, "SnapshotEnd"),
          Map.entry(FeedJson.Landmark.class, "Landmark"),
          Map.entry(MutationJson.class, "Mutation"),
          Map.entry(MutationJson.Change.class, "Change"),
          Map.entry(ProblemJson.class, "Problem"),
          Map.entry(ProblemJson.FieldError.class, "FieldError"),
          Map.entry(PushJson.Request.class, "PushRequest"),
          Map.entry(PushJson.Answer.class, "PushAnswer"),
          Map.entry(PushJson.Result.class, "PushResult"),
          Map.entry(PushJson.Since.class, "PushSince"),
          Map.entry(RecordJson.class, "Record"),
          Map.entry(RecordJson.AuthorshipJson.class, "Authorship"),
          Map.entry(TrailJson.Links.class, "TrailLinks"),
          Map.entry(HistoryJson.Answer.class, "History"),
          Map.entry(HistoryJson.Step.class, "HistoryStep"),
          Map.entry(HistoryJson.Field.class, "HistoryField"),
          Map.entry(ServiceJson.Health.class, "Health"),
          Map.entry(ServiceJson.Info.class, "Info"),
          Map.entry(ServiceJson.Range.class, "Range"),
          Map.entry(ServiceJson.Limits.class, "Limits"),
          Map.entry(ServiceJson.Deciders.class, "Deciders"),
          Map.entry(ServiceJson.Decider.class, "Decider"),
          Map.entry(ServiceJson.Devices.class, "Devices"),
          Map.entry(ServiceJson.Device.class, "Device"),
          Map.entry(TokenJson.Request.class, "TokenRequest"),
          Map.entry(TokenJson.Answer.class, "TokenAnswer"),
          Map.entry(TokenJson.AccountJson.class, "Account"));

  /** Written by hand, without a record. */
  private static final Set<String> WITHOUT_RECORD =
      Set.of("FeedEvent", "Checkpoint", "ChainLink", "Particulars", "SaltedValue", "AuditEntry");

  @TempDir static Path directory;

  private static final ManualTime TIME = new ManualTime();
  private static SamsynServer server;

  @BeforeAll
  static void start() throws IOException {
    var insisting =
        new ServerOptions.Oversight(Optional.empty(), AuditKeys.Wish.KEEP, ReviewRule.INSIST);
    var options = ServerOptions.practice(directory, 0).with(insisting);
    server = SamsynServer.start(options, TIME, new SeededChance(1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void exactlyTheRoutesOfTheServerAreDocumented() {
    var routes = new TreeSet<String>();
    Arrays.stream(Call.values()).forEach(call -> routes.add(call.method() + " " + call.path()));
    assertThat(DOCUMENT.calls()).isEqualTo(routes);
    assertThat(DOCUMENT.paths()).isEqualTo(new HashSet<>(constants("/api/")));
  }

  @Test
  void documentedMethodsAreAnsweredAndAllOthersAreNot() throws Exception {
    for (var path : DOCUMENT.paths()) {
      for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
        var call = method + " " + path;
        var answer = send(request(path).method(method, BodyPublishers.noBody()));
        if (DOCUMENT.calls().contains(call)) {
          assertThat(answer.statusCode()).as(call).isNotIn(404, 405, 500);
          DOCUMENT.checkAnswer(call, answer, answer.body());
        } else {
          assertThat(answer.statusCode()).as(call).isEqualTo(405);
          assertThat(DOCUMENT.calls()).contains(allowed(answer) + " " + path);
          if (!method.equals("HEAD")) {
            assertIsProblem(answer, "method-not-allowed");
          }
        }
      }
    }
    var nowhere = send(request("/api/v1/nothing"));
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertIsProblem(nowhere, "not-found");
    assertThat(
            send(request("/api/v1/nothing").method("HEAD", BodyPublishers.noBody())).statusCode())
        .isEqualTo(404);
  }

  @Test
  void everyWireRecordHasASchemaWithItsMembersAndNoOthers() throws Exception {
    assertThat(SCHEMAS.keySet()).isEqualTo(wireRecords());
    SCHEMAS.forEach(
        (type, name) -> {
          var members = new TreeSet<String>();
          for (var component : type.getRecordComponents()) {
            var property = component.getAccessor().getAnnotation(JsonProperty.class);
            assertThat(property).as("%s of %s", component.getName(), type).isNotNull();
            members.add(property.value());
          }
          var schema = DOCUMENT.schema(name);
          assertThat(OpenApi.names(schema.get("properties"))).as(name).isEqualTo(members);
          assertThat(members).as(name).containsAll(OpenApi.texts(schema.path("required")));
          assertThat(schema.path("additionalProperties").toString()).as(name).isEqualTo("false");
        });
    var documented = new TreeSet<String>();
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              if (schema.getValue().has("properties")) {
                documented.add(schema.getKey());
              }
            });
    documented.removeAll(WITHOUT_RECORD);
    assertThat(documented).isEqualTo(new TreeSet<>(SCHEMAS.values()));
  }

  @Test
  void limitsAndWordsAreThoseOfTheProgram() throws Exception {
    var limits = new TreeMap<String, Long>();
    for (var type : List.of(Protocol.class, Json.class)) {
      for (var field : type.getFields()) {
        if (field.getName().endsWith("_MAX")) {
          limits.put(field.getName(), ((Number) field.get(null)).longValue());
        }
      }
    }
    var documented = new TreeMap<String, Long>();
    DOCUMENT
        .at("/x-limits")
        .properties()
        .forEach(limit -> documented.put(limit.getKey(), limit.getValue().asLong()));
    assertThat(documented).isEqualTo(limits);
    assertNumber("PushRequest/properties/mutations/maxItems", Protocol.PUSH_ITEMS_MAX);
    assertNumber("PushAnswer/properties/results/maxItems", Protocol.PUSH_ITEMS_MAX);
    assertNumber("PushRequest/properties/protocol/minimum", Protocol.VERSION);
    assertNumber("Changes/properties/records/maxItems", Protocol.PAGE_RECORDS_MAX);
    assertNumber("SnapshotEnd/properties/count/maximum", Protocol.PAGE_RECORDS_MAX);
    assertNumber("TrailLinks/properties/links/maxItems", Protocol.LINKS_MAX);
    assertNumber("Limits/properties/pushItems/maximum", Protocol.PUSH_ITEMS_MAX);
    assertNumber("Limits/properties/pushBytes/maximum", Protocol.PUSH_BYTES_MAX);
    assertNumber("Limits/properties/group/maximum", Protocol.GROUP_MAX);
    assertNumber("Limits/properties/pageRecords/maximum", Protocol.PAGE_RECORDS_MAX);
    assertThat(DOCUMENT.at("/components/parameters/PageLimit/schema/default").asInt())
        .isEqualTo(Protocol.PAGE_RECORDS_MAX);
    assertThat(DOCUMENT.at("/components/parameters/Protocol/schema/minimum").asInt())
        .isEqualTo(Protocol.VERSION);
    assertThat(DOCUMENT.at("/info/version").asText()).isEqualTo("" + Protocol.VERSION);
    assertThat(DOCUMENT.schema("PlainName").get("pattern").asText())
        .isEqualTo("^" + Protocol.PLAIN_NAME + "$");
    assertWords("Mutation/properties/op", Arrays.stream(Op.values()).map(Op::wireName));
    assertWords("Account/properties/role", Arrays.stream(Role.values()).map(Role::wireName));
    assertWords("AuditAction", Arrays.stream(AuditAction.values()).map(AuditAction::code));
    assertWords(
        "TokenRequest/properties/grant",
        Stream.of(TokenJson.PASSWORD, TokenJson.REFRESH, TokenJson.REVOKE));
    var headers = new HashSet<String>();
    DOCUMENT
        .at("/components/parameters")
        .forEach(
            parameter -> {
              if (parameter.get("in").asText().equals("header")) {
                headers.add(parameter.get("name").asText());
              }
            });
    assertThat(headers).isEqualTo(new HashSet<>(constants("Samsyn-")));
  }

  @Test
  void everyAnswerOfATripThroughAllCallsIsAsDocumented() throws Exception {
    var trip = new OpenApiTrip(server, TIME, DOCUMENT);
    trip.service();
    trip.tokens();
    trip.oversight();
    trip.pushes();
    trip.feed();
    trip.events();
    trip.brokenEnvelopes();
    // Those of a server that fails or has no room cannot be asked for.
    var documented = new TreeSet<>(DOCUMENT.answers());
    documented.removeIf(answer -> answer.endsWith(" 500") || answer.endsWith(" 503"));
    assertThat(DOCUMENT.answersSeen()).containsAll(documented);
    assertThat(trip.statusesSeen())
        .containsExactlyInAnyOrderElementsOf(words("PushResult/properties/status"));
    assertThat(trip.problemsSeen())
        .containsExactlyInAnyOrderElementsOf(
            words("PushResult/oneOf/2/properties/problem/properties/code"));
    assertThat(trip.fieldErrorsSeen())
        .containsExactlyInAnyOrderElementsOf(words("FieldError/properties/code"));
  }

  @Test
  void aPlantedFaultIsFound() {
    var right =
        """
        {"entity":"contact","key":"k1","serverId":"s-1","version":3,"fields":{"any":[null,{}]},
         "last":{"author":"nora","device":"phone","at":"2026-11-20T08:00:00Z"}}""";
    assertThat(DOCUMENT.problemsOf("Record", OpenApi.json(right))).isEmpty();
    assertFound("Record", without(right, "serverId"), "serverId");
    assertFound("Record", with(right, "version", "\"3\""), "/version is no");
    assertFound("Record", with(right, "version", "0"), "/version breaks minimum");
    assertFound("Record", with(right, "colour", "1"), "/colour may not be there");
    assertFound("Record", with(right, "key", "\"å/1\""), "/key breaks pattern");
    assertFound("Record", with(right, "presence", "\"lost\""), "/presence is none of");
    assertFound("Record", with(right, "presence", "\"deleted\""), "matches 0 of one");
    assertFound("Record", right.replace("T08:00:00Z", ""), "/last/at breaks format");
    assertFound("Record", with(right, "serverId", "null"), "/serverId is no");
    var result = "{\"id\":\"m1\",\"status\":\"applied\",\"record\":" + right + "}";
    assertThat(DOCUMENT.problemsOf("PushResult", OpenApi.json(result))).isEmpty();
    assertFound("PushResult", with(result, "status", "\"conflict\""), "matches 0 of one");
    assertFound("PushResult", with(result, "replayed", "false"), "/replayed is not true");
    assertFound("PushResult", with(result, "record", "{}"), "/record lacks");
    var unread = OpenApi.json("{\"minProperties\":1}");
    assertThatThrownBy(() -> new SchemaCheck(unread).problemsOf(unread, OpenApi.json("{}")))
        .hasMessageContaining("unknown keyword: minProperties");
  }

  private static void assertFound(String schema, String wrong, String problem) {
    assertThat(DOCUMENT.problemsOf(schema, OpenApi.json(wrong)))
        .as(wrong)
        .anySatisfy(found -> assertThat(found).contains(problem));
  }

  private static String with(String json, String member, String value) {
    ObjectNode node = OpenApi.json(json).deepCopy();
    return node.set(member, OpenApi.json(value)).toString();
  }

  private static String without(String json, String member) {
    ObjectNode node = OpenApi.json(json).deepCopy();
    return node.without(member).toString();
  }

  private static void assertNumber(String place, long number) {
    assertThat(DOCUMENT.at("/components/schemas/" + place).asLong()).as(place).isEqualTo(number);
  }

  private static void assertWords(String place, Stream<String> words) {
    assertThat(words(place)).as(place).containsExactlyInAnyOrderElementsOf(words.toList());
  }

  private static List<String> words(String place) {
    return OpenApi.texts(DOCUMENT.at("/components/schemas/" + place + "/enum"));
  }

  private static void assertIsProblem(HttpResponse<String> answer, String code) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Protocol.PROBLEM_JSON);
    JsonNode problem = OpenApi.json(answer.body());
    assertThat(DOCUMENT.problemsOf("Problem", problem)).isEmpty();
    assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
    assertThat(problem.get("code").asText()).isEqualTo(code);
  }

  private static String allowed(HttpResponse<String> answer) {
    return answer.headers().firstValue("Allow").orElse("nothing");
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Returns the texts of {@link Protocol} that begin so. */
  private static List<String> constants(String prefix) {
    return Arrays.stream(Protocol.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
        .map(
            field -> {
              try {
                return (String) field.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            })
        .filter(text -> text.startsWith(prefix))
        .toList();
  }

  /** Returns every record that is made of JSON members, found where the classes lie. */
  private static Set<Class<?>> wireRecords() throws IOException, URISyntaxException {
    var classes =
        Path.of(Protocol.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var records = new HashSet<Class<?>>();
    for (var folder : List.of("no/samsyn/wire", "no/samsyn/json")) {
      try (var files = Files.list(classes.resolve(folder))) {
        for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          var name = classes.relativize(file).toString().replaceAll("\\.class$", "");
          var type = classOf(name.replace('/', '.').replace('\\', '.'));
          if (type.isRecord()) {
            records.add(type);
          }
        }
      }
    }
    return records;
  }

  private static Class<?> classOf(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
