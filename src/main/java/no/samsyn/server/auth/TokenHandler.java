package no.samsyn.server.auth;

import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Accounts.Account;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.KeyCache;
import no.samsyn.server.store.PlainName;
import no.samsyn.server.store.TokenFamilies;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.TokenJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST token}: signing in, refreshing, signing out; and who an access token stands for.
 * Thread-safe.
 */
public final class TokenHandler {
  private static final int PASSWORD_CHARACTERS_MAX = 1_000; // longer ones only cost time

  private final Database database;
  private final Time time;
  private final KeyCache keys;
  private final Chance chance;
  private final Passwords passwords = new Passwords(PasswordCost.STANDARD);
  private final SignInThrottle throttle;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;

  public TokenHandler(
      Database database, Installation installation, KeyCache keys, Time time, Chance chance) {
    this.database = database;
    this.time = time;
    this.keys = keys;
    this.chance = chance;
    this.throttle = new SignInThrottle(time);
    this.accessTokens = new AccessTokens(installation, time);
    this.refreshTokens = new RefreshTokens(time, chance);
  }

  public TokenJson.Answer token(TokenJson.Request request) {
    return switch (orEmpty(request.grant())) {
      case TokenJson.PASSWORD -> signIn(request);
      case TokenJson.REFRESH -> refresh(orEmpty(request.refreshToken()));
      case TokenJson.REVOKE -> signOut(orEmpty(request.refreshToken()));
      default -> throw Refusal.badRequest("The grant is none that the server knows.");
    };
  }

  /** Returns who is calling, or refuses: the token is no good or the user is disabled. */
  public Caller callerOf(String accessToken) {
    return accessTokens
        .accountOf(accessToken)
        .flatMap(name -> database.read(tx -> Accounts.find(tx, name)))
        .filter(Account::enabled)
        .map(Account::caller)
        .orElseThrow(Refusal::signInNeeded);
  }

  private TokenJson.Answer signIn(TokenJson.Request request) {
    var name = orEmpty(request.user());
    var password = orEmpty(request.password());
    if (!UserAdmin.isName(name) || password.length() > PASSWORD_CHARACTERS_MAX) {
      throw Refusal.invalidGrant();
    }
    throttle.requireAllowed(name);
    var account = database.read(tx -> Accounts.find(tx, name));
    // No connection is held while the hash is computed.
    var isRight = passwords.matches(password, account.map(Account::password).orElse(""));
    if (account.isEmpty() || !isRight || !account.get().enabled()) {
      throttle.failed(name);
      account.ifPresent(known -> note(AuditAction.SIGN_IN_REFUSED, known));
      throw Refusal.invalidGrant();
    }
    throttle.succeeded(name);
    return database.write(
        tx -> {
          var known = PeerMentorTie.tied(tx, account.get());
          var refreshToken = refreshTokens.begin(tx, name, deviceOf(request));
          TokenFamilies.forgetEnded(tx, name, time.now().toEpochMilli());
          append(tx, AuditAction.SIGNED_IN, known);
          return answer(tx, known, refreshToken);
        });
  }

  private TokenJson.Answer refresh(String presented) {
    Optional<TokenJson.Answer> answer =
        database.write(
            tx ->
                refreshTokens
                    .rotate(tx, presented)
                    .flatMap(
                        rotated ->
                            Accounts.find(tx, rotated.account())
                                .filter(Account::enabled)
                                .map(account -> answer(tx, account, rotated.token()))));
    return answer.orElseThrow(Refusal::invalidGrant);
  }

  private TokenJson.Answer signOut(String presented) {
    database.write(
        tx -> {
          refreshTokens
              .revoke(tx, presented)
              .flatMap(name -> Accounts.find(tx, name))
              .ifPresent(account -> append(tx, AuditAction.SIGNED_OUT, account));
          return true;
        });
    return new TokenJson.Answer(null, 0, null, null, time.now().toString());
  }

  private TokenJson.Answer answer(Tx tx, Account account, String refreshToken) {
    var rights = account.rights();
    var key =
        rights.peerMentor().isEmpty()
            ? null
            : keys.keysOf(tx, account.organisation(), List.of(rights.peerMentor()))
                .get(rights.peerMentor());
    return new TokenJson.Answer(
        accessTokens.issue(account.name()),
        AccessTokens.LIFETIME.toSeconds(),
        refreshToken,
        new TokenJson.AccountJson(
            account.name(),
            account.displayName(),
            rights.role().wireName(),
            account.organisation(),
            key,
            rights.units()),
        time.now().toString());
  }

  private static String deviceOf(TokenJson.Request request) {
    var device = orEmpty(request.device());
    return PlainName.matches(device) ? device : "";
  }

  private void note(AuditAction action, Account account) {
    database.write(
        tx -> {
          append(tx, action, account);
          return true;
        });
  }

  private void append(Tx tx, AuditAction action, Account account) {
    var event = AuditEvent.of(action, time.now(), account.name(), "");
    var fact = AuditFact.of(account.organisation(), "", event, FieldChanges.NONE);
    AuditTable.append(tx, fact, chance);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
