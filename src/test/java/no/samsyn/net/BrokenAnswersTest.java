package no.samsyn.net;

import static no.samsyn.net.NetRig.TIME;
import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.net.NetRig.record;
import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport.Sealed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a server, a middlebox or an attacker answers gets further than this. */
@Timeout(5)
class BrokenAnswersTest {
  private NetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  static Stream<String> brokenChanges() {
    var whole = emptyChanges().replace("[]", "[" + record("k") + "]");
    var deep = "[".repeat(70) + "]".repeat(70);
    return Stream.of(
        "",
        " ",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "garbage",
        "\u0000\u0000\u0000",
        whole.substring(0, whole.length() / 2),
        whole.substring(0, whole.length() - 1),
        whole + "x",
        whole + whole,
        whole.replace("\"more\":false", "\"more\":false,\"more\":true"),
        whole.replace("\"minutes\":45", "\"minutes\":45,\"minutes\":46"),
        whole.replace("\"minutes\":45", "\"minutes\":" + deep),
        whole.replace("\"minutes\":45", "\"minutes\":" + "9".repeat(101)),
        whole.replace("\"minutes\":45", "\"minutes\":1e999999999"),
        whole.replace("\"minutes\":45", "\"minutes\":NaN"),
        whole.replace("\"minutes\":45", "\"x\":\"" + "x".repeat(1_100_000) + "\""),
        whole.replace("\"epoch\":\"e1\"", "\"epoch\":null"),
        whole.replace("\"epoch\":\"e1\"", "\"epoch\":\"\""),
        whole.replace("\"cursor\":\"c2\",", ""),
        whole.replace("\"serverTime\":\"" + TIME + "\",", ""),
        whole.replace("\"serverTime\":\"" + TIME, "\"serverTime\":\"yesterday"),
        whole.replace("\"serverTime\":\"" + TIME, "\"serverTime\":\"+1000000000-01-01T00:00:00Z"),
        whole.replace("\"at\":\"" + TIME, "\"at\":\"+999999999-01-01T00:00:00Z"),
        whole.replace("\"records\":[" + record("k") + "],", ""),
        whole.replace("\"records\":[", "\"records\":[null,"),
        whole.replace("\"version\":2", "\"version\":0"),
        whole.replace("\"version\":2", "\"version\":99999999999999999999"),
        whole.replace("\"key\":\"k\"", "\"key\":\"\""),
        whole.replace("\"serverId\":\"s-k\",", ""),
        whole.replace("\"fields\"", "\"presence\":\"deleted\",\"fields\""),
        whole.replace("\"fields\":{\"minutes\":45,\"later\":[1]},", ""),
        whole.replace("\"fields\"", "\"presence\":\"haunted\",\"fields\""),
        emptyChanges().replace("c2", "c1").replace("false", "true"));
  }

  @ParameterizedTest
  @MethodSource("brokenChanges")
  void aPageThatIsNotWholeCountsForNothing(String body) throws IOException {
    rig.server.reacts(json(body));
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.BAD_ANSWER);
    assertThat(rig.server.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"results\":null",
        "\"results\":[null]",
        "\"results\":{}",
        "\"results\":[{\"status\":\"deferred\"}]",
        "\"results\":[{\"id\":\"1\"}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"merged\"}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"applied\"}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"conflict\"}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"rejected\"}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"rejected\",\"problem\":{}}]",
        "\"results\":[{\"id\":\"1\",\"status\":\"blocked\"}]",
        "\"results\":[],\"commitSeq\":-1",
      })
  void anAnswerToAPushThatContradictsItselfCountsForNothing(String results) throws IOException {
    rig.server.reacts(
        json(
            ("{\"epoch\":\"e1\",\"serverTime\":\"" + TIME + "\"," + results + "}")
                .replace(",}", "}")));
    assertThat(kind(rig.push(new Sealed("1", "{}")))).isEqualTo(RefusalKind.BAD_ANSWER);
  }

  static Stream<String> brokenPages() {
    var end = "{\"epoch\":\"e1\",\"serverTime\":\"" + TIME + "\",\"count\":1,\"next\":\"p2\"}";
    var whole = record("a") + "\n" + end;
    return Stream.of(
        "",
        "\n",
        record("a"),
        record("a") + "\n",
        whole.substring(0, whole.length() - 3),
        end,
        record("a") + "\n" + whole,
        whole + "\n" + end,
        whole + "\n\n",
        whole.replace("\n", "\n\n"),
        whole.replace(",\"next\":\"p2\"", ""),
        whole.replace("\"next\":\"p2\"", "\"next\":\"p2\",\"cursor\":\"c\""),
        whole.replace("p2", "p1"),
        whole.replace(record("a"), "null"),
        whole.replace(record("a"), "[]"));
  }

  @ParameterizedTest
  @MethodSource("brokenPages")
  void aSnapshotPageWithoutItsTrueEndCountsForNothing(String body) throws IOException {
    rig.server.reacts(answer(200, "application/x-ndjson", bytes(body)));
    assertThat(kind(rig.page("p1"))).isEqualTo(RefusalKind.BAD_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson, BAD_ANSWER",
    "application/problem+json, BAD_ANSWER",
    "text/html, NOT_OUR_SERVER",
    "text/plain, NOT_OUR_SERVER",
    "'', NOT_OUR_SERVER",
    "///;;, NOT_OUR_SERVER",
  })
  void theContentTypeMustBeTheOneAskedFor(String type, RefusalKind kind) throws IOException {
    rig.server.reacts(answer(200, type, bytes(emptyChanges())));
    assertThat(kind(rig.pull())).isEqualTo(kind);
  }

  private static RefusalKind kind(Reply<?> reply) {
    return ((Reply.Refusal<?>) reply).kind();
  }
}
