package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.server.api.Call;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.RecordJson;
import no.samsyn.wire.TokenJson;

/** Goes through all calls of a practice server and holds each answer against the document. */
final class OpenApiTrip {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final SamsynServer server;
  private final ManualTime time;
  private final OpenApi document;
  private final Set<String> statuses = new TreeSet<>();
  private final Set<String> problems = new TreeSet<>();
  private final Set<String> fieldErrors = new TreeSet<>();
  private final TestDevice device; // makes mutations; they travel through HTTP
  private final String admin;
  private final String kari;
  private final String per;
  private final String nora;
  private final String mentor; // the key of Nora's record

  OpenApiTrip(SamsynServer server, ManualTime time, OpenApi document) throws Exception {
    this.server = server;
    this.time = time;
    this.document = document;
    this.admin = signIn("admin").get("accessToken").asText();
    this.kari = signIn("kari").get("accessToken").asText();
    this.per = signIn("per").get("accessToken").asText();
    var signedIn = signIn("nora");
    this.nora = signedIn.get("accessToken").asText();
    this.mentor = signedIn.at("/account/peerMentor").asText();
    var caller = Caller.mentor(ServerCore.ORGANISATION, "nora", "");
    this.device = new TestDevice(server.core(), time, caller, mentor);
  }

  Set<String> statusesSeen() {
    return statuses;
  }

  Set<String> problemsSeen() {
    return problems;
  }

  Set<String> fieldErrorsSeen() {
    return fieldErrors;
  }

  void service() throws Exception {
    answered(Call.HEALTH, 200, get(Protocol.HEALTH, ""));
    answered(Call.INFO, 200, get(Protocol.INFO, ""));
  }

  void tokens() throws Exception {
    var first = signIn("maja").get("refreshToken").asText();
    answered(Call.TOKEN, 200, token(new TokenJson.Request("refresh", null, null, first, null)));
    answered(Call.TOKEN, 200, token(new TokenJson.Request("revoke", null, null, first, null)));
    answered(Call.TOKEN, 401, token(new TokenJson.Request("refresh", null, null, first, null)));
    var wrong = new TokenJson.Request("password", "nobody", "wrong", null, "phone");
    for (var i = 0; i < 5; i++) {
      answered(Call.TOKEN, 401, token(wrong));
    }
    answered(Call.TOKEN, 429, token(wrong));
  }

  void oversight() throws Exception {
    get(Protocol.CHANGES + "?cursor=" + cursor(nora), nora);
    var all = answered(Call.DEVICES, 200, get(Protocol.DEVICES, admin));
    assertThat(all.at("/devices/0/device").asText()).isEqualTo("phone-1");
    assertThat(all.at("/devices/0/unsent").asInt()).isEqualTo(7);
    answered(Call.DEVICES, 200, get(Protocol.DEVICES, kari));
    answered(Call.DEVICES, 403, get(Protocol.DEVICES, nora));
    var deciders = answered(Call.DECIDERS, 200, get(Protocol.DECIDERS, kari)).at("/deciders");
    assertThat(deciders.findValuesAsText("user")).contains("kari").doesNotContain("nora");
    answered(Call.DECIDERS, 403, get(Protocol.DECIDERS, nora));
    var known = Protocol.HISTORY + "?entity=peer_mentor&key=" + mentor;
    var steps = answered(Call.HISTORY, 200, get(known, nora)).at("/steps");
    assertThat(steps.at("/0/version").asLong()).isEqualTo(1);
    assertThat(steps.at("/0/fields").toString()).contains("display_name");
    var unknown = Protocol.HISTORY + "?entity=contact&key=" + mentor;
    assertThat(answered(Call.HISTORY, 200, get(unknown, nora)).at("/steps")).isEmpty();
    answered(Call.AUDIT_LINKS, 200, get(Protocol.AUDIT_LINKS, nora));
    exported("?profile=control");
    exported("?profile=full&reason=control&zone=Europe/Oslo&actor=nora&actor=ola&after=1");
    answered(Call.AUDIT_EXPORT, 403, get(Protocol.AUDIT_EXPORT, kari));
    var bad =
        List.of("", "?profile=full", "?profile=control&zone=x", "?profile=control&after=1000000");
    for (var query : bad) {
      answered(Call.AUDIT_EXPORT, 400, get(Protocol.AUDIT_EXPORT + query, admin));
    }
    answered(Call.AUDIT_LINKS, 400, get(Protocol.AUDIT_LINKS + "?after=x", nora));
    answered(Call.AUDIT, 200, get(Protocol.AUDIT, admin));
    var some =
        Protocol.AUDIT + "?limit=3&after=2&action=applied&action=theirs&from=2020-01-01T00:00:00Z";
    answered(Call.AUDIT, 200, get(some, admin));
    answered(Call.AUDIT, 403, get(Protocol.AUDIT, kari));
    for (var wrong : List.of("from=yesterday", "until=%2B999999999-01-01T00:00:00Z", "limit=-1")) {
      answered(Call.AUDIT, 400, get(Protocol.AUDIT + "?" + wrong, admin));
    }
  }

  private void exported(String query) throws Exception {
    var answer = get(Protocol.AUDIT_EXPORT + query, admin);
    document.checkAnswer(name(Call.AUDIT_EXPORT), answer, "");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .endsWith(".samsyn-audit.zip\"");
  }

  void pushes() throws Exception {
    settled();
    refused();
    refusedForTheirFields();
    heldBack();
    time.stepOnEachLook(Duration.ofSeconds(9));
    var late = push(item(contact(device.key())));
    time.stepOnEachLook(Duration.ZERO);
    assertThat(late.get("budgetExhausted").asBoolean()).isTrue();
    assertThat(status(late, 0)).isEqualTo("deferred");
  }

  private void settled() throws Exception {
    var key = device.key();
    var create = item(contact(key));
    var answer = push(create);
    var seen = recordOf(answer, 0);
    var changed = item(device.update(seen, "phone", Value.text("40000000")));
    var stale = item(device.update(seen, "note", Value.nothing()));
    push(changed);
    var conflict = push(stale);
    assertThat(status(conflict, 0)).isEqualTo("conflict");
    assertThat(conflict.at("/results/0/since/0/field").asText()).isEqualTo("phone");
    var away = item(device.update(recordOf(conflict, 0), "phone", Value.absent()));
    assertThat(status(push(away), 0)).isEqualTo("applied");
    var afterwards = push(item(device.update(seen, "note", Value.text("x"))));
    assertThat(afterwards.at("/results/0/since/0").has("value")).isFalse();
    var current = recordOf(afterwards, 0);
    var delete = item(device.delete(current));
    var deleted = push(delete, item(device.update(current, "note", Value.text("y"))));
    assertThat(deleted.at("/results/0/record/presence").asText()).isEqualTo("deleted");
    // Again, before and after the device has settled them: in full, and from the journal.
    var again = List.of(create, stale, delete);
    assertThat(push(0, again).at("/results/0/replayed").asBoolean()).isTrue();
    push(1_000, List.of());
    var journal = push(1_000, again);
    assertThat(journal.at("/results/0/record/version").asInt()).isGreaterThan(1);
    assertThat(journal.at("/results/1/since").size()).isZero();
    var broken = device.create("contact", device.key(), Fields.NONE);
    var blocked = push(item(broken), item(device.follow(broken, "note", Value.text("z"))));
    assertThat(status(blocked, 1)).isEqualTo("blocked");
  }

  private void refused() throws Exception {
    var mine = contact(device.key());
    push(item(mine));
    var theirs = foreignContact();
    var group = new ArrayList<ObjectNode>();
    for (var i = 0; i <= Protocol.GROUP_MAX; i++) {
      group.add(item(TestDevice.inGroup(contact(device.key()), "group")));
    }
    push(0, group);
    var text = item(contact(device.key()));
    change(text, "unknown", "half of a character");
    var large = item(contact(device.key()));
    change(large, "unknown", "a".repeat(1_000_000));
    push(large);
    var refused =
        push(
            item(mine).put("op", "update"),
            with(item(contact(device.key())), "author", "kari"),
            with(item(contact(device.key())), "entity", "rocket"),
            item(device.update(changedKey(theirs, device.key()), "note", Value.text("x"))),
            item(device.update(theirs, "note", Value.text("x"))),
            with(item(contact(device.key())), "record", theirs.serverId()),
            item(contact(theirs.key())),
            item(device.create("activity_type", device.key(), TestOrganisation.typeFields())));
    assertThat(refused.at("/results/7/problem/errors/0/pointer").asText("none")).isEmpty();
    // What the reference server takes for unreadable is no request that the document allows.
    var unreadable = item(contact(device.key()));
    unreadable.remove("deviceTime");
    var body = request(0, List.of(unreadable, text)).toString();
    settle(send(body.replace("half of a character", "\\ud83d")));
  }

  private void refusedForTheirFields() throws Exception {
    var fields =
        Fields.of("peer_mentor", Value.text(mentor))
            .with("type", "nowhere")
            .with("contact", foreignContact().key())
            .with("date", "tomorrow")
            .with("minutes", 0)
            .with("place", "a".repeat(100_001))
            .with("theme", "a\0");
    push(item(device.create("activity", device.key(), fields)));
    push(
        item(device.create("expense", device.key(), Fields.of("kind", Value.text("rocket")))),
        item(device.create("expense", device.key(), Fields.of("activity", Value.text("nowhere")))),
        item(
            device.create(
                "activity",
                device.key(),
                fields.with("type", Value.absent()).with("contact", Value.absent()))));
  }

  private void heldBack() throws Exception {
    var key = device.key();
    var seen = recordOf(push(item(contact(key))), 0);
    var review =
        Fields.of("peer_mentor", Value.text(mentor))
            .with("entity", "contact")
            .with("record", key)
            .with("kind", "two_versions")
            .with("status", "open")
            .with("contested", new Value.Structure(Map.of("phone", Value.flag(true))))
            .with("mine_by", new Value.Structure(Map.of("author", Value.text("nora"))));
    push(item(device.create("review", device.key(), review)));
    var held = push(item(device.update(seen, "phone", Value.text("40000001"))));
    assertThat(held.at("/results/0/problem/code").asText()).isEqualTo("needs-decision");
  }

  void feed() throws Exception {
    var start = cursor(nora);
    push(item(contact(device.key())), item(contact(device.key())));
    var page =
        answered(Call.CHANGES, 200, get(Protocol.CHANGES + "?limit=1&cursor=" + start, nora));
    assertThat(page.get("more").asBoolean()).isTrue();
    var types = Protocol.CHANGES + "?types=activity,rocket&cursor=" + start;
    assertThat(answered(Call.CHANGES, 200, get(types, nora)).get("records")).isEmpty();
    var snapshot = get(Protocol.SNAPSHOT + "?limit=2", nora);
    var next = answered(Call.SNAPSHOT, 200, snapshot).get("next").asText();
    answered(Call.SNAPSHOT, 200, get(Protocol.SNAPSHOT + "?page=" + next, nora));
    answered(Call.CHANGES, 410, get(Protocol.CHANGES, nora));
    answered(Call.SNAPSHOT, 410, get(Protocol.SNAPSHOT + "?page=x", nora));
    var other = answered(Call.CHANGES, 410, get(Protocol.CHANGES + "?cursor=" + start, per));
    assertThat(other.get("code").asText()).isEqualTo("scope-changed");
    moveMentorAway();
    server.core().epochs().restored(ServerCore.ORGANISATION, "operator");
    var changed = answered(Call.CHANGES, 410, get(Protocol.CHANGES + "?cursor=" + start, nora));
    assertThat(changed.get("code").asText()).isEqualTo("epoch-changed");
  }

  /** What a coordinator sees of a mentor who moves: tombstones of another kind. */
  private void moveMentorAway() throws Exception {
    var before = cursor(kari);
    var boss = Caller.administrator(ServerCore.ORGANISATION, "admin");
    var maker = new TestDevice(server.core(), time, boss, "");
    var answer = get(Protocol.SNAPSHOT + "?limit=1000", kari);
    var record = records(answer).stream().filter(r -> r.entity().equals("peer_mentor")).findFirst();
    maker.push(maker.update(record.orElseThrow(), "unit", Value.text("elsewhere"))).allApplied();
    var told = answered(Call.CHANGES, 200, get(Protocol.CHANGES + "?cursor=" + before, kari));
    assertThat(told.at("/records/0/presence").asText()).isEqualTo("out-of-scope");
  }

  void events() throws Exception {
    answered(Call.EVENTS, 406, get(Protocol.EVENTS, nora));
    var several =
        authorised(Protocol.EVENTS, nora).header("Accept", "text/event-stream, */*;q=0.1").build();
    var answer = HTTP.send(several, BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: " + Protocol.FEED_EVENT);
      var data = lines.readLine();
      assertThat(data).startsWith("data:");
      document.checkAnswer(name(Call.EVENTS), answer, data);
    }
  }

  /** Each call with an envelope that is wrong in each way that the document tells of. */
  void brokenEnvelopes() throws Exception {
    for (var call : Call.values()) {
      for (var protocol : List.of("0", "new")) {
        var request = authorised(call.path(), "none").header(Protocol.PROTOCOL_HEADER, protocol);
        request.method(call.method(), BodyPublishers.ofString("{}"));
        answered(call, protocol.equals("0") ? 426 : 400, text(request));
      }
      if (call.method().equals("POST")) {
        answered(call, 415, post(call, "{}", "text/plain"));
        answered(call, 400, post(call, "{", Protocol.JSON));
        answered(call, 413, post(call, " ".repeat(Protocol.PUSH_BYTES_MAX + 1), Protocol.JSON));
      } else if (document.answers().contains(name(call) + " 401")) {
        answered(call, 401, get(call.path(), "none"));
      }
    }
    var stranger = authorised(Protocol.PUSH, "none").header("Content-Type", Protocol.JSON);
    answered(Call.PUSH, 401, text(stranger.POST(BodyPublishers.ofString("{}"))));
    for (var path : List.of(Protocol.CHANGES, Protocol.SNAPSHOT)) {
      var request = authorised(path, nora).setHeader(Protocol.UNSENT_HEADER, "many");
      answered(path.equals(Protocol.CHANGES) ? Call.CHANGES : Call.SNAPSHOT, 400, text(request));
    }
    for (var bad : List.of("unsent", "ackedThrough", "protocol")) {
      var request = request(0, List.of()).put(bad, -1).toString();
      answered(
          Call.PUSH,
          bad.equals("protocol") ? 426 : 400,
          post(Call.PUSH, request, "application/json"));
    }
    var tooMany = new ArrayList<ObjectNode>();
    for (var i = 0; i <= Protocol.PUSH_ITEMS_MAX; i++) {
      tooMany.add(JsonNodeFactory.instance.objectNode().put("id", "m" + i));
    }
    answered(Call.PUSH, 413, post(Call.PUSH, request(0, tooMany).toString(), Protocol.JSON));
  }

  private Mutation contact(String key) {
    return device.create(
        "contact",
        key,
        Fields.of("peer_mentor", Value.text(mentor)).with("display_name", "Ærlend Øst"));
  }

  /** A contact of somebody else, as an administrator sees it. */
  private RecordJson foreignContact() throws Exception {
    return records(get(Protocol.SNAPSHOT + "?limit=1000", per)).stream()
        .filter(record -> record.entity().equals("contact"))
        .findFirst()
        .orElseThrow();
  }

  private static List<RecordJson> records(HttpResponse<String> snapshot) {
    return snapshot
        .body()
        .lines()
        .filter(line -> line.contains("\"serverId\""))
        .map(line -> Json.read(line, RecordJson.class))
        .toList();
  }

  private static RecordJson changedKey(RecordJson record, String key) {
    return new RecordJson(
        record.entity(), key, record.serverId(), 1, null, record.fields(), record.last());
  }

  private static RecordJson recordOf(JsonNode answer, int result) {
    return Json.read(answer.at("/results/" + result + "/record").toString(), RecordJson.class);
  }

  private static String status(JsonNode answer, int result) {
    return answer.at("/results/" + result + "/status").asText();
  }

  private static ObjectNode item(Mutation mutation) {
    return (ObjectNode) OpenApi.json(Json.write(MutationJson.of(mutation)));
  }

  private static ObjectNode with(ObjectNode item, String member, String value) {
    return item.put(member, value);
  }

  private static void change(ObjectNode item, String field, String after) {
    ((ObjectNode) item.get("changes")).putObject(field).put("after", after);
  }

  private ObjectNode request(long ackedThrough, List<ObjectNode> items) {
    var request = JsonNodeFactory.instance.objectNode();
    request.put("protocol", Protocol.VERSION).put("schema", 1).put("device", device.id());
    request.put("ackedThrough", ackedThrough).put("unsent", items.size());
    request.putArray("mutations").addAll(items);
    return request;
  }

  private JsonNode push(ObjectNode... items) throws Exception {
    return push(0, List.of(items));
  }

  private JsonNode push(long ackedThrough, List<ObjectNode> items) throws Exception {
    var body = request(ackedThrough, items).put("cursor", cursor(nora)).toString();
    document.checkRequest(name(Call.PUSH), body);
    return settle(send(body));
  }

  private HttpResponse<String> send(String body) throws Exception {
    return post(Call.PUSH, body, Protocol.JSON);
  }

  private JsonNode settle(HttpResponse<String> response) {
    var answer = answered(Call.PUSH, 200, response);
    for (var result : answer.get("results")) {
      statuses.add(result.get("status").asText());
      if (result.has("problem")) {
        problems.add(result.at("/problem/code").asText());
        result.at("/problem/errors").forEach(e -> fieldErrors.add(e.get("code").asText()));
      }
    }
    return answer;
  }

  private String cursor(String access) throws Exception {
    var answer = get(Protocol.SNAPSHOT + "?limit=1000", access);
    var end = answered(Call.SNAPSHOT, 200, answer);
    while (end.has("next")) {
      answer = get(Protocol.SNAPSHOT + "?page=" + end.get("next").asText(), access);
      end = answered(Call.SNAPSHOT, 200, answer);
    }
    return end.get("cursor").asText();
  }

  private JsonNode signIn(String user) throws Exception {
    var request = new TokenJson.Request("password", user, "practice", null, "phone-1");
    return answered(Call.TOKEN, 200, token(request));
  }

  private HttpResponse<String> token(TokenJson.Request request) throws Exception {
    var body = Json.write(request);
    document.checkRequest(name(Call.TOKEN), body);
    return post(Call.TOKEN, body, Protocol.JSON);
  }

  /** Holds the answer against the document and returns it, or its last line. */
  private JsonNode answered(Call call, int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", name(call), answer.body()).isEqualTo(status);
    document.checkAnswer(name(call), answer, answer.body());
    var lines = answer.body().lines().toList();
    return OpenApi.json(lines.get(lines.size() - 1));
  }

  private static String name(Call call) {
    return call.method() + " " + call.path();
  }

  private HttpResponse<String> get(String path, String access) throws Exception {
    return text(authorised(path, access).GET());
  }

  private HttpResponse<String> post(Call call, String body, String type) throws Exception {
    return text(
        authorised(call.path(), nora)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> text(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder authorised(String path, String access) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + access)
        .header(Protocol.DEVICE_HEADER, "phone-1")
        .header(Protocol.UNSENT_HEADER, "7");
  }
}
