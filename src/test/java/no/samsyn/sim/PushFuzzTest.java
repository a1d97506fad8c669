package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.wire.PushJson;

/** Whatever a device or a stranger pushes, the server judges it, and its books agree afterwards. */
class PushFuzzTest {
  private static final Hall HALL = new Hall();
  private static final ServerCore CORE =
      ServerCore.over(HALL.database, new ManualTime(), new SeededChance(2));
  private static final Caller ADMIN = Caller.administrator(ServerCore.ORGANISATION, "admin");
  private static final String SEQ = "select seq from organisation";
  private static final long FIRST = HALL.number(SEQ);

  @FuzzTest(maxDuration = "3m")
  void aPushIsJudgedAndTheBooksAgree(byte[] data) {
    PushJson.Request request;
    try {
      request = Json.read(new String(data, StandardCharsets.UTF_8), PushJson.Request.class);
    } catch (BadJson e) {
      return; // an envelope that is none is refused before anybody looks into it
    }
    try {
      var answer = CORE.push().push(ADMIN, request);
      assertThat(answer.results()).hasSameSizeAs(request.mutations());
    } catch (Refusal e) {
      assertThat(e.status()).isBetween(400, 499);
    }
    assertThat(LastChecks.booksThatDoNotAgree(HALL)).isEmpty();
    if (HALL.number(SEQ) != FIRST) {
      HALL.reset();
    }
  }
}
