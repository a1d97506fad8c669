package no.samsyn.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import no.samsyn.sync.Account;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.TokenVault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a name and a password into tokens in the vault of that account's store. They are durable
 * before the account is returned; a crash before that has only cost a sign-in. Thread-safe.
 */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

  private final TokenCalls calls;
  private final String device;

  SignIn(TokenCalls calls, String device) {
    this.calls = calls;
    this.device = device;
  }

  /** Finds the store whose account this is. A store belongs to one account for ever. */
  public interface Vaults {
    /** Returns the vault for {@code account}, or nothing where it may not sign in here. */
    Optional<TokenVault> of(Account account);
  }

  /** How it went. */
  public sealed interface Result {
    record SignedIn(Account account) implements Result {}

    record WrongPassword() implements Result {}

    /** The password was right, but {@link Vaults} had no place for this account. */
    record OtherAccount(Account account) implements Result {}

    /** The server, or a stranger in its place, answered something else. */
    record Refused(RefusalKind kind, Duration retryAfter, String code) implements Result {}

    record Unreachable(Failure why) implements Result {}
  }

  public Result signIn(String user, String password, Vaults vaults) {
    try {
      var reply = calls.password(user, password, device);
      return reply instanceof Reply.Answer<TokenCalls.SignedIn> answer
          ? keep(answer.body(), vaults)
          : refused((Reply.Refusal<TokenCalls.SignedIn>) reply);
    } catch (IOException e) {
      LOG.info("Cannot sign in now: {}", e.toString());
      return new Result.Unreachable(Failure.of(e));
    }
  }

  private Result keep(TokenCalls.SignedIn signedIn, Vaults vaults) {
    var vault = vaults.of(signedIn.account());
    if (vault.isPresent()) {
      vault.get().keep(signedIn.tokens());
      return new Result.SignedIn(signedIn.account());
    }
    try {
      calls.revoke(signedIn.tokens().refresh());
    } catch (IOException e) {
      LOG.debug("Tokens that nobody keeps age away on the server", e);
    }
    return new Result.OtherAccount(signedIn.account());
  }

  private static Result refused(Reply.Refusal<?> refusal) {
    return refusal.kind() == RefusalKind.SIGN_IN_NEEDED
        ? new Result.WrongPassword()
        : new Result.Refused(refusal.kind(), refusal.retryAfter(), refusal.code());
  }
}
