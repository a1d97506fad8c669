package no.samsyn.net;

import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.json;
import static no.samsyn.testkit.RawServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.samsyn.net.NetRig.MemoryVault;
import no.samsyn.sync.Account;
import no.samsyn.sync.RefusalKind;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final String GRANTED =
      "{\"accessToken\":\"access-5\",\"refreshToken\":\"refresh-5\",\"expiresIn\":900,"
          + "\"account\":{\"user\":\"kari\",\"name\":\"Kari\",\"role\":\"mentor\",\"new\":1,"
          + "\"peerMentor\":\"pm-1\",\"units\":[\"u1\"]},\"serverTime\":\"2026-11-20T08:00:09Z\"}";

  private NetRig rig;
  private final MemoryVault vault = new MemoryVault();

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void theRightPasswordGivesTheAccountAndItsVaultHoldsTheTokens() {
    var account = new Account("kari", "Kari", "mentor", "pm-1", List.of("u1"));
    assertThat(signIn(json(GRANTED))).isEqualTo(new SignIn.Result.SignedIn(account));
    assertThat(vault.current()).contains(NetRig.tokens(5));
    assertThat(rig.server.received().get(0).text())
        .isEqualTo(
            "{\"grant\":\"password\",\"user\":\"kari\",\"password\":\"s3cret\","
                + "\"device\":\"device-1\"}");
    assertThat(rig.link.clock().offsetMillis()).isEqualTo(9_000);
  }

  @Test
  void aWrongPasswordIsNotMoreThanThat() {
    assertThat(signIn(problem(401, "invalid-grant"))).isEqualTo(new SignIn.Result.WrongPassword());
    assertThat(vault.deeds()).isEmpty();
  }

  @Test
  void anotherAccountThanTheStoresIsTurnedAwayAndItsTokensAreRevoked() {
    rig.server.reacts(json(GRANTED));
    var result = rig.link.signIn("device-1").signIn("kari", "s3cret", account -> Optional.empty());
    assertThat(result)
        .isInstanceOfSatisfying(
            SignIn.Result.OtherAccount.class,
            other -> assertThat(other.account().user()).isEqualTo("kari"));
    assertThat(rig.server.received().get(1).text())
        .isEqualTo("{\"grant\":\"revoke\",\"refreshToken\":\"refresh-5\"}");
  }

  @Test
  void everythingElseTheServerSaysIsARefusal() {
    assertThat(signIn(problem(429, "too-many", "Retry-After", "60")))
        .isEqualTo(new SignIn.Result.Refused(RefusalKind.BUSY, Duration.ofSeconds(60), "too-many"));
    assertThat(signIn(answer(200, "text/html", bytes("<html>"))))
        .isEqualTo(
            new SignIn.Result.Refused(
                RefusalKind.NOT_OUR_SERVER, Duration.ZERO, "foreign-content"));
    for (var broken :
        List.of(
            GRANTED.replace("\"account\"", "\"other\""),
            GRANTED.replace("\"kari\"", "null"),
            GRANTED.replace("[\"u1\"]", "[null]"),
            GRANTED.replace("\"refreshToken\"", "\"other\""),
            GRANTED.replace("900", "-1"))) {
      assertThat(((SignIn.Result.Refused) signIn(json(broken))).kind())
          .isEqualTo(RefusalKind.BAD_ANSWER);
    }
    assertThat(vault.deeds()).isEmpty();
  }

  @Test
  void offlineIsSaidInWords() throws IOException {
    rig.server.close();
    assertThat(signIn(json("")))
        .isInstanceOfSatisfying(
            SignIn.Result.Unreachable.class,
            unreachable -> assertThat(unreachable.why().code()).isEqualTo("no-connection"));
  }

  private SignIn.Result signIn(RawServer.Reaction reaction) {
    rig.server.reacts(reaction);
    return rig.link.signIn("device-1").signIn("kari", "s3cret", account -> Optional.of(vault));
  }
}
