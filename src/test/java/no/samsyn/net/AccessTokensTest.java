package no.samsyn.net;

import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.net.NetRig.grants;
import static no.samsyn.net.NetRig.tokens;
import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.json;
import static no.samsyn.testkit.RawServer.problem;
import static no.samsyn.testkit.RawServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport.ChangesPage;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AccessTokensTest {
  private static final String TOKEN_PATH = "/api/v1/token";
  private static final String CHANGES_PATH = "/api/v1/changes";

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
  void anExpiredTokenIsRenewedAndTheCallRepeatedOnce() throws IOException {
    rig.server.reacts(takesOnly("access-2", grants(2)));
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
    assertThat(rig.vault.current()).contains(tokens(2));
    assertThat(rig.server.received(CHANGES_PATH)).hasSize(2);
    var refresh = rig.server.received(TOKEN_PATH).get(0);
    assertThat(refresh.text()).isEqualTo("{\"grant\":\"refresh\",\"refreshToken\":\"refresh-1\"}");
    assertThat(refresh.header("Authorization")).isEmpty();
  }

  @Test
  void theNewPairIsDurableBeforeItIsUsed() throws IOException {
    rig.server.reacts(
        (request, socket) -> {
          if (request.header("Authorization").equals("Bearer access-2")) {
            assertThat(rig.vault.deeds()).contains("keep access-2");
          }
          takesOnly("access-2", grants(2)).to(request, socket);
        });
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void tenThreadsWithTheSameDeadTokenMakeOneRefresh() throws Exception {
    var all = new CountDownLatch(10);
    rig.server.reacts(
        (request, socket) -> {
          if (request.path().equals(CHANGES_PATH)
              && request.header("Authorization").endsWith("access-1")) {
            all.countDown();
            await(all); // nobody hears "401" before all have asked
          }
          takesOnly("access-2", grants(2)).to(request, socket);
        });
    for (var reply : tenAtOnce()) {
      assertThat(reply.get(5, TimeUnit.SECONDS)).isInstanceOf(Reply.Answer.class);
    }
    assertThat(rig.server.received(TOKEN_PATH)).hasSize(1);
    assertThat(rig.server.received(CHANGES_PATH)).hasSize(20);
  }

  @Test
  void tenThreadsShareAFailedRefreshToo() throws Exception {
    var all = new CountDownLatch(10);
    rig.server.reacts(
        (request, socket) -> {
          if (request.path().equals(TOKEN_PATH)) {
            rig.server.isOverWithin(300);
            status(500).to(request, socket);
          } else {
            all.countDown();
            await(all);
            problem(401, "expired").to(request, socket);
          }
        });
    for (var reply : tenAtOnce()) {
      assertThat(kind(reply.get(5, TimeUnit.SECONDS))).isEqualTo(RefusalKind.SERVER_FAILED);
    }
    assertThat(rig.server.received(TOKEN_PATH)).hasSize(1);
    assertThat(rig.vault.current()).contains(tokens(1));
  }

  @Test
  void aTokenThatSomebodyElseRenewedIsTakenWithoutARefresh() throws IOException {
    rig.server.reacts(
        (request, socket) -> {
          if (request.header("Authorization").endsWith("access-1")) {
            rig.vault.keep(tokens(2));
          }
          takesOnly("access-2", grants(9)).to(request, socket);
        });
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
    assertThat(rig.server.received(TOKEN_PATH)).isEmpty();
  }

  @Test
  void afterFourFifthsOfItsLifeATokenIsRenewedBeforeItFails() throws IOException {
    rig.server.reacts(takesOnly("access-1", grants(2)));
    rig.pull();
    rig.time.advance(Duration.ofSeconds(719));
    rig.pull();
    assertThat(rig.server.received(TOKEN_PATH)).isEmpty();
    rig.time.advance(Duration.ofSeconds(1));
    rig.server.reacts(takesOnly("access-2", grants(2)));
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
    assertThat(rig.server.received(TOKEN_PATH)).hasSize(1);
    assertThat(rig.server.received(CHANGES_PATH)).hasSize(3);
    rig.time.advance(Duration.ofSeconds(719));
    rig.pull();
    assertThat(rig.server.received(TOKEN_PATH)).as("the new one's life counts anew").hasSize(1);
  }

  @Test
  void anEarlyRenewalThatFailsIsTriedOnceAndTheOldTokenServesOn() throws IOException {
    rig.server.reacts(takesOnly("access-1", status(503)));
    rig.pull();
    rig.time.advance(Duration.ofSeconds(800));
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
    assertThat(rig.pull()).isInstanceOf(Reply.Answer.class);
    assertThat(rig.server.received(TOKEN_PATH)).hasSize(1);
  }

  @Test
  void onlyInvalidGrantMakesAPersonSignInAndForgetsTheDeadTokens() throws IOException {
    rig.server.reacts(takesOnly("none", problem(401, "invalid-grant")));
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.SIGN_IN_NEEDED);
    assertThat(rig.vault.current()).isEmpty();
    var before = rig.server.received().size();
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.SIGN_IN_NEEDED);
    assertThat(rig.server.received()).as("without tokens nothing is asked").hasSize(before);
  }

  @Test
  void everyOtherFailureOfARefreshKeepsTheTokens() throws IOException {
    assertRefreshGives(status(500), RefusalKind.SERVER_FAILED);
    assertRefreshGives(problem(503, "busy"), RefusalKind.BUSY);
    assertRefreshGives(problem(429, "busy"), RefusalKind.BUSY);
    assertRefreshGives(problem(401, "clock"), RefusalKind.BAD_ANSWER);
    assertRefreshGives(problem(403, "locked"), RefusalKind.FORBIDDEN);
    assertRefreshGives(problem(426, "old"), RefusalKind.UPGRADE_NEEDED);
    assertRefreshGives(
        answer(401, "text/html", bytes("invalid-grant")), RefusalKind.NOT_OUR_SERVER);
    assertRefreshGives(json("{}"), RefusalKind.BAD_ANSWER);
    assertRefreshGives(
        json("{\"accessToken\":\"a b\",\"refreshToken\":\"r\",\"expiresIn\":9}"),
        RefusalKind.BAD_ANSWER);
    assertRefreshGives(
        json("{\"accessToken\":\"a\\r\\nX: y\",\"refreshToken\":\"r\",\"expiresIn\":9}"),
        RefusalKind.BAD_ANSWER);
    assertRefreshGives(
        json("{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresIn\":0}"),
        RefusalKind.BAD_ANSWER);
    assertRefreshGives(
        json("{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresIn\":9223372036854775807}"),
        RefusalKind.BAD_ANSWER);
    rig.server.reacts(
        takesOnly("none", (request, socket) -> rig.server.isOverWithin(3_000))); // says nothing
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
    assertThat(rig.vault.current()).contains(tokens(1));
  }

  @Test
  void aServerThatAlwaysSays401GetsOneRefreshForEachCall() throws IOException {
    rig.server.reacts(
        (request, socket) -> {
          var generation = rig.server.received(TOKEN_PATH).size() + 1;
          takesOnly("none", grants(generation)).to(request, socket);
        });
    for (var i = 1; i <= 3; i++) {
      assertThat(kind(rig.pull())).isEqualTo(RefusalKind.SIGN_IN_NEEDED);
      assertThat(rig.server.received(TOKEN_PATH)).hasSize(i);
      assertThat(rig.server.received(CHANGES_PATH)).hasSize(2 * i);
    }
    rig.time.advance(Duration.ofSeconds(800));
    rig.pull();
    assertThat(rig.server.received(TOKEN_PATH)).as("an early one counts too").hasSize(4);
    assertThat(rig.vault.current()).as("the tokens are not what is wrong").isPresent();
  }

  @Test
  void signingOutRevokesAndForgets() throws IOException {
    rig.server.reacts(status(204));
    rig.session.signOut();
    assertThat(rig.vault.current()).isEmpty();
    assertThat(rig.server.received(TOKEN_PATH).get(0).text())
        .isEqualTo("{\"grant\":\"revoke\",\"refreshToken\":\"refresh-1\"}");
  }

  @Test
  void signingOutWithoutTheServerForgetsAllTheSame() throws IOException {
    rig.server.close();
    rig.session.signOut();
    assertThat(rig.vault.current()).isEmpty();
  }

  @Test
  void aRefreshThatEndsAfterSigningOutIsNotKept() throws IOException {
    rig.server.reacts(
        (request, socket) -> {
          if (request.path().equals(TOKEN_PATH)) {
            rig.vault.forget();
          }
          takesOnly("access-2", grants(2)).to(request, socket);
        });
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.SIGN_IN_NEEDED);
    assertThat(rig.vault.current()).isEmpty();
  }

  private void assertRefreshGives(RawServer.Reaction refresh, RefusalKind kind) throws IOException {
    rig.server.reacts(takesOnly("none", refresh));
    assertThat(kind(rig.pull())).isEqualTo(kind);
    assertThat(rig.vault.current()).contains(tokens(1));
  }

  /** A server that knows one access token and answers {@code refresh} to a token call. */
  private static RawServer.Reaction takesOnly(String access, RawServer.Reaction refresh) {
    return (request, socket) -> {
      if (request.path().equals(TOKEN_PATH)) {
        refresh.to(request, socket);
      } else if (request.header("Authorization").equals("Bearer " + access)) {
        json(emptyChanges()).to(request, socket);
      } else {
        problem(401, "expired").to(request, socket);
      }
    };
  }

  private List<Future<Reply<ChangesPage>>> tenAtOnce() {
    var threads = Executors.newFixedThreadPool(10);
    var replies = new ArrayList<Future<Reply<ChangesPage>>>();
    for (var i = 0; i < 10; i++) {
      replies.add(threads.submit(rig::pull));
    }
    threads.shutdown();
    return replies;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not all came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RefusalKind kind(Reply<?> reply) {
    return ((Reply.Refusal<?>) reply).kind();
  }
}
