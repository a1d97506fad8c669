package no.samsyn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import no.samsyn.json.Json;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.ServiceJson;
import no.samsyn.wire.TokenJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The practice server over real HTTP. */
final class HttpApiTest {
  @TempDir static Path directory;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static SamsynServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        SamsynServer.start(
            ServerOptions.practice(directory, 0), new ManualTime(), new SeededChance(1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void healthAndInfoNeedNoSignIn() throws Exception {
    var health = send(get(Protocol.HEALTH));
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Cache-Control")).hasValue("no-store");
    var info = Json.read(send(get(Protocol.INFO)).body(), ServiceJson.Info.class);
    assertThat(info.limits().pushItems()).isEqualTo(500);
  }

  @Test
  void everyOtherCallAsksWhoIsThere() throws Exception {
    for (var path :
        List.of(
            Protocol.CHANGES,
            Protocol.SNAPSHOT,
            Protocol.AUDIT,
            Protocol.DEVICES,
            Protocol.DECIDERS,
            Protocol.EVENTS)) {
      var answer = send(get(path).header("Accept", "text/event-stream"));
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(problem(answer).code()).isEqualTo("sign-in-needed");
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith(Protocol.PROBLEM_JSON));
    }
    var garbled = send(get(Protocol.CHANGES).header("Authorization", "Bearer a.b.c"));
    assertThat(garbled.statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordIsRefusedWithoutSayingMore() throws Exception {
    var wrong = token(TokenJson.PASSWORD, "per", "not this one", null);
    var unknown = token(TokenJson.PASSWORD, "nobody", "not this one", null);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(problem(wrong).code()).isEqualTo("invalid-grant");
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void aSnapshotIsZippedWhereTheClientCanReadIt() throws Exception {
    var access = signIn("ola");
    var answer =
        HTTP.send(
            get(Protocol.SNAPSHOT)
                .header("Authorization", "Bearer " + access)
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    var text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8);
    var lines = text.lines().toList();
    var end = Json.read(lines.get(lines.size() - 1), FeedJson.SnapshotEnd.class);
    assertThat(end.count()).isEqualTo(lines.size() - 1).isGreaterThan(60);
    assertThat(end.cursor()).isNotEmpty();
    assertThat(text).contains("Hjemmebesøk");
  }

  @Test
  void aZippedPushIsReadAndAnOversizedOneIsNot() throws Exception {
    var access = signIn("nora");
    var request = new PushJson.Request(1, 1, "phone-nora", null, null, null, 0, 0, List.of());
    var fine = send(push(access, zipped(Json.write(request).getBytes(UTF_8)), true));
    assertThat(fine.statusCode()).isEqualTo(200);
    var bomb = new byte[20 * 1_048_576];
    Arrays.fill(bomb, (byte) ' ');
    var tooLarge = send(push(access, zipped(bomb), true));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(problem(tooLarge).code()).isEqualTo("too-large");
    var plain = send(push(access, Arrays.copyOf(bomb, 3 * 1_048_576), false));
    assertThat(plain.statusCode()).isEqualTo(413);
  }

  @Test
  void garbageIsABadRequestAndNamesNothingOfIt() throws Exception {
    var access = signIn("nora");
    for (var garbage :
        List.of("", "{", "null", "[]", "\u0000", "{\"protocol\":1}", "{\"mutations\":[null]}")) {
      var answer = send(push(access, garbage.getBytes(UTF_8), false));
      assertThat(answer.statusCode()).as(garbage).isIn(400, 426);
      assertThat(problem(answer).detail()).doesNotContain("Exception");
    }
    var notGzip = send(push(access, "{}".getBytes(UTF_8), true));
    assertThat(notGzip.statusCode()).isEqualTo(400);
    var notUtf8 = send(push(access, new byte[] {(byte) 0xff, (byte) 0xfe}, false));
    assertThat(notUtf8.statusCode()).isEqualTo(400);
  }

  @Test
  void otherAddressesMethodsAndTypesAreRefusedInTheSameForm() throws Exception {
    var nowhere = send(get("/api/v1/nothing"));
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(problem(nowhere).code()).isEqualTo("not-found");
    var wrongMethod = send(get(Protocol.PUSH));
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(problem(wrongMethod).code()).isEqualTo("method-not-allowed");
    var text = send(request(Protocol.TOKEN).POST(BodyPublishers.ofString("{}")));
    assertThat(text.statusCode()).isEqualTo(415);
    var old = send(get(Protocol.HEALTH).header(Protocol.PROTOCOL_HEADER, "0"));
    assertThat(old.statusCode()).isEqualTo(426);
    assertThat(old.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void onlyAdministratorsReadTheAuditTrail() throws Exception {
    assertThat(send(authorised(get(Protocol.AUDIT), signIn("kari"))).statusCode()).isEqualTo(403);
    var trail = send(authorised(get(Protocol.AUDIT + "?limit=5"), signIn("admin")));
    assertThat(trail.statusCode()).isEqualTo(200);
    assertThat(trail.body().lines()).hasSize(5);
  }

  @Test
  void aListenerHearsThatTheFeedGrew() throws Exception {
    var access = signIn("admin");
    var heard = new CompletableFuture<String>();
    var listening =
        HTTP.sendAsync(
            authorised(get(Protocol.EVENTS), access).header("Accept", "text/event-stream").build(),
            BodyHandlers.fromLineSubscriber(new FirstLines(heard)));
    assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("event: feed data: {\"seq\":");
    listening.cancel(true);
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefusedInWords() {
    assertThatThrownBy(
            () ->
                SamsynServer.start(
                    ServerOptions.inDirectory(directory, 0), new ManualTime(), new SeededChance(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Another Samsyn server");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  private static HttpRequest.Builder authorised(HttpRequest.Builder request, String access) {
    return request.header("Authorization", "Bearer " + access);
  }

  private static HttpRequest.Builder push(String access, byte[] body, boolean zipped) {
    var request =
        authorised(request(Protocol.PUSH), access)
            .header("Content-Type", Protocol.JSON)
            .POST(BodyPublishers.ofByteArray(body));
    return zipped ? request.header("Content-Encoding", "gzip") : request;
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static HttpResponse<String> token(
      String grant, String user, String password, String refreshToken) throws Exception {
    var body = Json.write(new TokenJson.Request(grant, user, password, refreshToken, "test"));
    return send(
        request(Protocol.TOKEN)
            .header("Content-Type", Protocol.JSON)
            .POST(BodyPublishers.ofString(body)));
  }

  private static String signIn(String user) throws Exception {
    var answer = token(TokenJson.PASSWORD, user, "practice", null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body(), TokenJson.Answer.class).accessToken();
  }

  private static ProblemJson problem(HttpResponse<String> answer) {
    return Json.read(answer.body(), ProblemJson.class);
  }

  /** Completes with the first two lines of an event stream, the number cut off. */
  private static final class FirstLines implements java.util.concurrent.Flow.Subscriber<String> {
    private final CompletableFuture<String> heard;
    private String event = "";

    FirstLines(CompletableFuture<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith("event:")) {
        event = line;
      } else if (line.startsWith("data:")) {
        heard.complete(event + " " + line.replaceAll("[0-9].*", ""));
      }
    }

    @Override
    public void onError(Throwable error) {
      heard.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      heard.complete("closed");
    }
  }
}
