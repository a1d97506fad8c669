package no.samsyn.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.TokenVault;
import no.samsyn.testkit.TestDevice;
import no.samsyn.wire.Protocol;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server, a middlebox or an attacker answers: a run ends in words and never with a bug,
 * what waits goes on waiting unless it was answered for, and a wait is never out of bounds.
 */
class AnswersFuzzTest {
  private static final String END =
      "{\"epoch\":\"e1\",\"serverTime\":\"" + NetRig.TIME + "\",\"count\":0,\"cursor\":\"c1\"}";

  /** Stands in inputs for the id of what waits. */
  private static final String SENT = "SENT";

  private static final Logger OURS = Logger.getLogger("no.samsyn");
  private static Level before;

  @BeforeAll
  static void aMillionRunsHaveNothingToTell() {
    before = OURS.getLevel();
    OURS.setLevel(Level.OFF);
  }

  @AfterAll
  static void othersDo() {
    OURS.setLevel(before);
  }

  /** What is answered where nothing is fuzzed; what waits is refused, and needs a person then. */
  private static String usual(String path, String mutation) {
    return switch (path) {
      case Protocol.SNAPSHOT -> END;
      case Protocol.CHANGES -> NetRig.emptyChanges();
      case Protocol.PUSH ->
          "{\"epoch\":\"e1\",\"serverTime\":\""
              + NetRig.TIME
              + "\",\"results\":[{\"id\":\""
              + mutation
              + "\",\"status\":\"rejected\","
              + "\"problem\":{\"type\":\"x\",\"title\":\"no\",\"status\":403,\"code\":\"forbidden\"}}]}";
      default -> "";
    };
  }

  @FuzzTest(maxDuration = "3m")
  void aPageOfChangesNeverBreaksARun(byte[] data) {
    run(Protocol.CHANGES, Protocol.JSON, data);
  }

  @FuzzTest(maxDuration = "3m")
  void aPageOfASnapshotNeverBreaksARun(byte[] data) {
    run(Protocol.SNAPSHOT, Protocol.NDJSON, data);
  }

  @FuzzTest(maxDuration = "3m")
  void anAnswerToAPushNeverBreaksARun(byte[] data) {
    run(Protocol.PUSH, Protocol.JSON, data);
  }

  /** The canary: what is fuzzed is really read, and what is right in it is taken over. */
  @Test
  void whatIsRightIsTakenOver() {
    var page = NetRig.emptyChanges().replace("[]", "[" + NetRig.record("k") + "]").getBytes(UTF_8);
    var told = run(Protocol.CHANGES, Protocol.JSON, page);
    assertThat(told.counts().pulled()).as("%s", told).isEqualTo(1);
    var snapshot = (NetRig.record("k") + "\n" + END.replace(":0,", ":1,")).getBytes(UTF_8);
    assertThat(run(Protocol.SNAPSHOT, Protocol.NDJSON, snapshot).counts().pulled()).isEqualTo(1);
  }

  private static SyncReport run(String path, String type, byte[] data) {
    var device = TestDevice.ofOla(1);
    var own = device.addContact("waits");
    var mutation = device.queued().get(0).mutation();
    var transport =
        link(device, path, type, named(data, mutation), mutation).session(signedIn()).transport(7);
    var report =
        device
            .engine(transport)
            .run(new RunBudget(Duration.ofSeconds(5), () -> false), SyncEngine.Trigger.NOW);
    assertThat(report.stop()).isNotEqualTo(SyncReport.Stop.ERROR);
    if (!path.equals(Protocol.PUSH)) {
      assertThat(device.letters()).as("what needs a person stays").isNotEmpty();
      assertThat(device.find(own)).as("and is seen").isPresent();
    }
    return report;
  }

  /** An answer for what was sent must name it, and nobody guesses such names. */
  private static byte[] named(byte[] data, String mutation) {
    var text = new String(data, StandardCharsets.ISO_8859_1);
    return text.contains(SENT)
        ? text.replace(SENT, mutation).getBytes(StandardCharsets.ISO_8859_1)
        : data;
  }

  private static NetRig.MemoryVault signedIn() {
    var vault = new NetRig.MemoryVault();
    vault.keep(NetRig.tokens(1));
    return vault;
  }

  @FuzzTest(maxDuration = "3m")
  void anAnswerOfTokensIsTakenWholeOrNotAtAll(byte[] data) {
    var device = TestDevice.ofOla(1);
    var vault = new NetRig.MemoryVault();
    var result =
        link(device, Protocol.TOKEN, Protocol.JSON, data, "")
            .signIn("device-1")
            .signIn("ola", "password", account -> Optional.<TokenVault>of(vault));
    assertThat(vault.current().isPresent()).isEqualTo(result instanceof SignIn.Result.SignedIn);
    vault
        .current()
        .ifPresent(
            kept -> {
              assertThat(List.of(kept.access(), kept.refresh())).allMatch(t -> !t.isBlank());
              assertThat(kept.access()).matches("[\\x21-\\x7e]+");
            });
  }

  @FuzzTest(maxDuration = "3m")
  void aWishToWaitIsNoneOrWithinAnHour(byte[] data) {
    var text = new String(data, UTF_8);
    for (var date : new String[] {null, "Fri, 20 Nov 2026 08:00:00 GMT", text}) {
      var wait = RetryAfter.parse(text, date);
      assertThat(wait.isZero() || wait.compareTo(RetryAfter.MIN) >= 0).isTrue();
      assertThat(wait).isLessThanOrEqualTo(RetryAfter.MAX);
    }
  }

  private static ServerLink link(
      TestDevice device, String path, String type, byte[] data, String mutation) {
    var clients =
        new HttpClients.Builder()
            .way(chain -> answer(chain.request(), path, type, data, mutation))
            .build();
    return new ServerLink(
        clients, ServerAddress.of("http://127.0.0.1:1"), device.time, device.chance);
  }

  private static Response answer(
      Request request, String path, String type, byte[] data, String mutation) {
    var asked = request.url().encodedPath();
    var isIt = asked.equals(path);
    var usual = usual(asked, mutation);
    var usualType = asked.equals(Protocol.SNAPSHOT) ? Protocol.NDJSON : Protocol.JSON;
    return new Response.Builder()
        .request(request)
        .protocol(okhttp3.Protocol.HTTP_1_1)
        .code(isIt || !usual.isEmpty() ? 200 : 404)
        .message("")
        .header("Content-Type", isIt ? type : usualType)
        .body(
            ResponseBody.create(
                isIt ? data : usual.getBytes(UTF_8), MediaType.parse(isIt ? type : usualType)))
        .build();
  }
}
