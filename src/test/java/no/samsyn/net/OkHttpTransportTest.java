package no.samsyn.net;

import static no.samsyn.net.NetRig.TIME;
import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.net.NetRig.record;
import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.gzip;
import static no.samsyn.testkit.RawServer.json;
import static no.samsyn.testkit.RawServer.problem;
import static no.samsyn.testkit.RawServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Value;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport.ChangesPage;
import no.samsyn.sync.Transport.ChangesRequest;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.Transport.PushAnswer;
import no.samsyn.sync.Transport.Sealed;
import no.samsyn.sync.Transport.SnapshotPage;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkHttpTransportTest {
  private NetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void aPushCarriesTheWireFormsAsTheyAre() throws IOException {
    rig.server.reacts(json(pushAnswer("")));
    var odd = "{\"id\" : \"m1\",\t\"n\":1.50e0,\"s\":\"\\u00e6 ø\"}";
    rig.push(new Sealed("m1", odd), new Sealed("m2", "{\"id\":\"m2\"}"));
    var request = rig.server.received().get(0);
    assertThat(request.text())
        .isEqualTo(
            "{\"protocol\":1,\"schema\":7,\"device\":\"device-1\",\"epoch\":\"e1\","
                + "\"cursor\":\"c1\",\"landmark\":\"l1\",\"ackedThrough\":41,\"unsent\":3,\"mutations\":["
                + odd
                + ",{\"id\":\"m2\"}]}");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/api/v1/push");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Content-Encoding")).isEmpty();
    assertThat(request.header("Authorization")).isEqualTo("Bearer access-1");
    assertThat(request.header("Samsyn-Device")).isEqualTo("device-1");
    assertThat(request.header("Samsyn-Unsent")).isEqualTo("3");
    assertThat(request.header("Samsyn-Protocol")).isEqualTo("1");
    assertThat(request.header("Samsyn-Request")).hasSize(36);
    assertThat(request.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aLargePushIsPackedAndStillTheSameBytes() throws IOException {
    rig.server.reacts(json(pushAnswer("")));
    var form = "{\"id\":\"m1\",\"text\":\"" + "grå himmel ".repeat(1_000) + "\"}";
    rig.push(new Sealed("m1", form));
    rig.push(new Sealed("m1", form));
    var requests = rig.server.received();
    assertThat(requests.get(0).header("Content-Encoding")).isEqualTo("gzip");
    assertThat(requests.get(0).raw().length).isLessThan(1_500);
    assertThat(requests.get(0).text()).contains(form);
    assertThat(requests.get(1).raw()).isEqualTo(requests.get(0).raw());
    assertThat(requests.get(1).header("Samsyn-Request"))
        .isNotEqualTo(requests.get(0).header("Samsyn-Request"));
  }

  @Test
  void aDeviceThatKnowsNoEpochYetDoesNotNameOne() throws IOException {
    rig.server.reacts(json(emptyChanges()));
    rig.transport.changes(new ChangesRequest(NetRig.SENDER, "", 500));
    assertThat(rig.server.received().get(0).target()).isEqualTo("/api/v1/changes?limit=500");
  }

  @Test
  void allFiveResultsReachTheModel() throws IOException {
    var by = "{\"author\":\"ola\",\"onBehalfOf\":\"pm\",\"device\":\"d\",\"at\":\"" + TIME + "\"}";
    rig.server.reacts(
        json(
            pushAnswer(
                "{\"id\":\"1\",\"status\":\"applied\",\"replayed\":true,\"record\":"
                    + record("k1")
                    + "},{\"id\":\"2\",\"status\":\"conflict\",\"record\":"
                    + record("k2")
                    + ",\"since\":[{\"field\":\"minutes\",\"before\":null,\"value\":45,\"version\":2,\"by\":"
                    + by
                    + "},{\"field\":\"note\",\"version\":2,\"by\":"
                    + by
                    + "}]},{\"id\":\"3\",\"status\":\"rejected\",\"problem\":{\"code\":\"invalid\","
                    + "\"detail\":\"No.\",\"errors\":[{\"pointer\":\"/minutes\",\"code\":\"range\","
                    + "\"detail\":\"Too many.\"}]}},{\"id\":\"4\",\"status\":\"deferred\"},"
                    + "{\"id\":\"5\",\"status\":\"blocked\",\"blockedBy\":\"3\",\"new\":[{}]}")));
    var answer = ((Reply.Answer<PushAnswer>) rig.push(new Sealed("1", "{}"))).body();
    assertThat(answer.epoch()).isEqualTo("e1");
    assertThat(answer.commitSeq()).isEqualTo(90);
    assertThat(answer.cursor()).isEmpty();
    assertThat(answer.serverTime()).isEqualTo(Instant.parse(TIME));
    var results = answer.results();
    assertThat(results).hasSize(5);
    var applied = (ItemResult.Applied) results.get(0);
    assertThat(applied.replayed()).isTrue();
    assertThat(applied.record().id()).isEqualTo(new RecordId("activity", "k1"));
    assertThat(applied.record().fields().names()).containsExactly("later", "minutes");
    var conflict = (ItemResult.Conflict) results.get(1);
    assertThat(conflict.since().get(0).before()).as("an explicit null").isEqualTo(Value.nothing());
    assertThat(conflict.since().get(0).value()).isEqualTo(Value.whole(45));
    assertThat(conflict.since().get(0).authorship().isByProxy()).isTrue();
    assertThat(conflict.since().get(1).before()).as("not there").isEqualTo(Value.absent());
    assertThat(conflict.since().get(1).value()).isEqualTo(Value.absent());
    assertThat(results.get(2))
        .isInstanceOfSatisfying(
            ItemResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("invalid");
              assertThat(rejected.problems())
                  .containsExactly(new Problem("minutes", "range", "Too many."));
            });
    assertThat(results.get(3)).isEqualTo(new ItemResult.Deferred("4"));
    assertThat(results.get(4)).isEqualTo(new ItemResult.Blocked("5", "3"));
  }

  @Test
  void aPageOfTheFeedMayBePackedAndHoldTombstones() throws IOException {
    var tombstone =
        record("k2")
            .replace("\"fields\":{\"minutes\":45,\"later\":[1]}", "\"presence\":\"deleted\"");
    var body = emptyChanges().replace("[]", "[" + record("k1") + "," + tombstone + "]");
    rig.server.reacts(
        answer(
            200, "Application/JSON; charset=utf-8", gzip(bytes(body)), "Content-Encoding", "gzip"));
    var page = ((Reply.Answer<ChangesPage>) rig.pull()).body();
    assertThat(page.records()).hasSize(2);
    assertThat(page.records().get(1).presence()).isEqualTo(Presence.DELETED);
    assertThat(page.cursor()).isEqualTo("c2");
    assertThat(page.more()).isFalse();
    assertThat(rig.server.received().get(0).header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(rig.link.clock().offsetMillis()).isZero();
  }

  @Test
  void pagesOfASnapshotEndInTheirLastLine() throws IOException {
    rig.server.reacts(
        ndjson(record("a") + "\n" + record("b") + "\n" + end(2, "\"next\":\"p2\"") + "\n"));
    var first = ((Reply.Answer<SnapshotPage>) rig.page("")).body();
    rig.server.reacts(ndjson(end(0, "\"cursor\":\"c9\"")));
    var last = ((Reply.Answer<SnapshotPage>) rig.page("p2")).body();
    assertThat(first.records()).hasSize(2);
    assertThat(first.isLast()).isFalse();
    assertThat(last.isLast()).isTrue();
    assertThat(last.cursor()).isEqualTo("c9");
    assertThat(rig.server.received().get(1).target())
        .isEqualTo("/api/v1/snapshot?page=p2&limit=10");
  }

  @Test
  void aRefusalKeepsItsCodeAndTheClampedWait() throws IOException {
    rig.server.reacts(problem(429, "too-many", "Retry-After", "90"));
    assertThat(rig.pull())
        .isEqualTo(new Reply.Refusal<>(RefusalKind.BUSY, Duration.ofSeconds(90), "too-many"));
    rig.server.reacts(status(502, "Retry-After", "99999"));
    assertThat(rig.pull())
        .isEqualTo(new Reply.Refusal<>(RefusalKind.SERVER_FAILED, Duration.ofHours(1), "http-502"));
    rig.server.reacts(problem(410, "Bad Code\\u000a"));
    assertThat(rig.pull())
        .isEqualTo(new Reply.Refusal<>(RefusalKind.RESET_NEEDED, Duration.ZERO, "http-410"));
  }

  @Test
  void aLoginPageIsNotOurServerWhateverItsStatus() throws IOException {
    for (var status : new int[] {200, 400, 401, 403, 404, 410, 426, 511}) {
      rig.server.reacts(
          (request, socket) ->
              socket
                  .getOutputStream()
                  .write(
                      RawServer.message(
                          status, "text/html", bytes("<html>Sign in</html>"), "Retry-After", "9")));
      assertThat(rig.pull())
          .as("status %s", status)
          .isInstanceOfSatisfying(
              Reply.Refusal.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(RefusalKind.NOT_OUR_SERVER);
                assertThat(refusal.retryAfter()).isEqualTo(Duration.ZERO);
              });
    }
    assertThat(rig.vault.current()).as("a portal signs nobody out").contains(NetRig.tokens(1));
  }

  @Test
  void aRedirectIsNotFollowedAndTheOtherHostSeesNothing() throws IOException {
    try (var other = RawServer.start()) {
      other.reacts(json(emptyChanges()));
      for (var status : new int[] {301, 302, 303, 307, 308}) {
        rig.server.reacts(status(status, "Location", other.address() + "api/v1/changes"));
        assertThat(((Reply.Refusal<?>) rig.pull()).kind()).isEqualTo(RefusalKind.NOT_OUR_SERVER);
        assertThat(((Reply.Refusal<?>) rig.push(new Sealed("m", "{}"))).kind())
            .isEqualTo(RefusalKind.NOT_OUR_SERVER);
      }
      assertThat(other.received()).isEmpty();
      assertThat(rig.server.received()).hasSize(10);
    }
  }

  private static RawServer.Reaction ndjson(String body) {
    return answer(200, "application/x-ndjson", bytes(body));
  }

  private static String end(int count, String more) {
    return "{\"epoch\":\"e1\",\"serverTime\":\""
        + TIME
        + "\",\"count\":"
        + count
        + ","
        + more
        + "}";
  }

  private static String pushAnswer(String results) {
    return "{\"epoch\":\"e1\",\"serverTime\":\""
        + TIME
        + "\",\"commitSeq\":90,\"unknown\":{\"a\":1},\"results\":["
        + results
        + "]}";
  }
}
