package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.samsyn.model.Fields;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Database;
import no.samsyn.wire.TokenJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in, staying signed in, being signed out. */
final class TokenTest {
  private static final String PASSWORD = "blåbærsyltetøy";

  private Database database;
  private TestOrganisation org;
  private UserAdmin users;

  @BeforeEach
  void open() {
    database = Database.inMemory(UUID.randomUUID().toString());
    org = new TestOrganisation(database);
    users = org.core.users(ServerCore.ORGANISATION, "operator", PasswordCost.TRIFLING);
    users.add(new UserAdmin.NewUser("ola", "Ola", Role.MENTOR, List.of(), ""), PASSWORD);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private TokenJson.Answer signIn(String user, String password) {
    return org.core
        .tokens()
        .token(new TokenJson.Request(TokenJson.PASSWORD, user, password, null, "phone"));
  }

  private TokenJson.Answer refresh(String token) {
    return org.core
        .tokens()
        .token(new TokenJson.Request(TokenJson.REFRESH, null, null, token, "phone"));
  }

  private static void assertRefused(Runnable call, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  @Test
  void aMentorIsTiedToTheRecordThatNamesTheAccount() {
    var answer = signIn("ola", PASSWORD);
    assertThat(answer.account().peerMentor()).isEqualTo(org.ola.mentorKey());
    assertThat(answer.account().role()).isEqualTo("mentor");
    assertThat(answer.expiresIn()).isEqualTo(900);
    assertThat(org.core.tokens().callerOf(answer.accessToken())).isEqualTo(org.ola.caller());
  }

  @Test
  void aMentorWhoseRecordComesLaterIsTiedAtTheNextSignIn() {
    users.add(new UserAdmin.NewUser("eva", "Eva", Role.MENTOR, List.of(), ""), PASSWORD);
    assertThat(signIn("eva", PASSWORD).account().peerMentor()).isNull();
    var key = org.admin.key();
    Fields fields = TestOrganisation.mentorFields("eva", "north");
    org.admin.push(org.admin.create("peer_mentor", key, fields)).allApplied();
    assertThat(signIn("eva", PASSWORD).account().peerMentor()).isEqualTo(key);
  }

  @Test
  void anAccessTokenEndsAfterFifteenMinutesAndGoesOnByRefresh() {
    var first = signIn("ola", PASSWORD);
    org.time.pass(Duration.ofMinutes(16));
    assertRefused(() -> org.core.tokens().callerOf(first.accessToken()), "sign-in-needed");
    var second = refresh(first.refreshToken());
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(org.core.tokens().callerOf(second.accessToken()).user()).isEqualTo("ola");
  }

  @Test
  void aTokenOfAnotherServerOrAnotherAlgorithmIsNone() {
    var other =
        ServerCore.over(
            Database.inMemory(UUID.randomUUID().toString()), org.time, new SeededChance(99));
    other
        .users(ServerCore.ORGANISATION, "operator", PasswordCost.TRIFLING)
        .add(new UserAdmin.NewUser("admin", "A", Role.ADMINISTRATOR, List.of(), ""), PASSWORD);
    var foreign =
        other
            .tokens()
            .token(new TokenJson.Request(TokenJson.PASSWORD, "admin", PASSWORD, null, "x"))
            .accessToken();
    assertRefused(() -> org.core.tokens().callerOf(foreign), "sign-in-needed");
    var payload = signIn("ola", PASSWORD).accessToken().split("\\.", -1)[1];
    var unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0." + payload + ".";
    assertRefused(() -> org.core.tokens().callerOf(unsigned), "sign-in-needed");
  }

  @Test
  void aLostAnswerToARefreshIsGivenAgainWithinAMinute() {
    var first = signIn("ola", PASSWORD).refreshToken();
    var second = refresh(first).refreshToken();
    org.time.pass(Duration.ofSeconds(50));
    assertThat(refresh(first).refreshToken()).isEqualTo(second);
    assertThat(refresh(second).refreshToken()).isNotEqualTo(second);
  }

  @Test
  void anOldTokenEndsTheWholeFamily() {
    var first = signIn("ola", PASSWORD).refreshToken();
    var second = refresh(first).refreshToken();
    var third = refresh(second).refreshToken();
    var elsewhere = signIn("ola", PASSWORD).refreshToken();
    assertRefused(() -> refresh(first), "invalid-grant");
    assertRefused(() -> refresh(third), "invalid-grant");
    assertThat(refresh(elsewhere).accessToken()).isNotEmpty();
  }

  @Test
  void thePreviousTokenIsNoLongerGoodAfterTheLeeway() {
    var first = signIn("ola", PASSWORD).refreshToken();
    var second = refresh(first).refreshToken();
    org.time.pass(Duration.ofSeconds(61));
    assertRefused(() -> refresh(first), "invalid-grant");
    assertRefused(() -> refresh(second), "invalid-grant");
  }

  @Test
  void signingOutEndsTheFamilyAndGarbageIsNoError() {
    var token = signIn("ola", PASSWORD).refreshToken();
    for (var presented : List.of(token, token, "garbage", "")) {
      org.core
          .tokens()
          .token(new TokenJson.Request(TokenJson.REVOKE, null, null, presented, "phone"));
    }
    assertRefused(() -> refresh(token), "invalid-grant");
    assertRefused(() -> refresh("garbage"), "invalid-grant");
  }

  @Test
  void aDisabledUserIsOutAtOnce() {
    var tokens = signIn("ola", PASSWORD);
    users.disable("ola");
    assertRefused(() -> org.core.tokens().callerOf(tokens.accessToken()), "sign-in-needed");
    assertRefused(() -> refresh(tokens.refreshToken()), "invalid-grant");
    assertRefused(() -> signIn("ola", PASSWORD), "invalid-grant");
    users.enable("ola");
    assertThat(signIn("ola", PASSWORD).accessToken()).isNotEmpty();
  }

  @Test
  void aNewPasswordEndsEverySignIn() {
    var tokens = signIn("ola", PASSWORD);
    users.reset("ola", "tyttebærsyltetøy");
    assertRefused(() -> refresh(tokens.refreshToken()), "invalid-grant");
    assertRefused(() -> signIn("ola", PASSWORD), "invalid-grant");
    assertThat(signIn("ola", "tyttebærsyltetøy").accessToken()).isNotEmpty();
  }

  @Test
  void guessingIsSlowedDown() {
    for (var i = 0; i < 5; i++) {
      assertRefused(() -> signIn("ola", "wrong"), "invalid-grant");
    }
    assertRefused(() -> signIn("ola", PASSWORD), "too-many-requests");
    org.time.pass(Duration.ofSeconds(31));
    assertThat(signIn("ola", PASSWORD).accessToken()).isNotEmpty();
  }

  @Test
  void noSecretIsStoredInTheClear() {
    var tokens = signIn("ola", PASSWORD);
    var secret = tokens.refreshToken().substring(33);
    var stored = org.dump("select seed || current_hash || previous_hash from token_family");
    stored.addAll(org.dump("select password from account"));
    stored.addAll(org.dump("select content from audit_open"));
    assertThat(stored).noneMatch(text -> text.contains(secret) || text.contains(PASSWORD));
    assertThat(tokens.toString()).doesNotContain(secret);
  }

  @Test
  void mistakesOfTheOperatorAreSaidInWords() {
    var twice = new UserAdmin.NewUser("ola", "Ola", Role.MENTOR, List.of(), "");
    assertThatThrownBy(() -> users.add(twice, PASSWORD)).hasMessageContaining("that name");
    var noUnit = new UserAdmin.NewUser("k", "K", Role.COORDINATOR, List.of(), "");
    assertThatThrownBy(() -> users.add(noUnit, PASSWORD)).hasMessageContaining("unit");
    var weak = new UserAdmin.NewUser("w", "W", Role.ADMINISTRATOR, List.of(), "");
    assertThatThrownBy(() -> users.add(weak, "kort")).hasMessageContaining("password");
    assertThatThrownBy(() -> users.disable("nobody")).hasMessageContaining("no user");
    assertThat(users.list()).extracting(UserAdmin.Listed::name).containsExactly("ola");
  }
}
