package no.samsyn.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import no.samsyn.model.Time;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.TokenVault.Tokens;
import no.samsyn.wire.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of one account, kept fresh: at any time at most one refresh is on its way, and all who
 * need it share its outcome. One for each vault. Thread-safe.
 *
 * <p>The gate is a task, not a lock: the first thread runs it, the others wait for it, no longer
 * than one call may take. The monitor guards reads and writes of the vault only and is never held
 * during network I/O. A new pair is durable before anybody gets it. A crash before that leaves the
 * old pair, which the server honours for one more step.
 */
final class AccessTokens {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
  private static final Refused SIGNED_OUT =
      new Refused(RefusalKind.SIGN_IN_NEEDED, Duration.ZERO, "signed-out");

  private final TokenVault vault;
  private final TokenCalls calls;
  private final Time time;
  private final Duration waitMax;

  private @Nullable FutureTask<Grant> flight; // guarded by this
  private String knownAccess = ""; // guarded by this
  private long knownSinceMillis; // guarded by this
  private boolean renewedEarly; // guarded by this; whether that was tried for knownAccess

  AccessTokens(TokenVault vault, TokenCalls calls, Time time, Duration callMax) {
    this.vault = vault;
    this.calls = calls;
    this.time = time;
    this.waitMax = callMax.plusSeconds(1); // the refresh itself ends first
  }

  /** Whether a call can be made. */
  sealed interface Grant {}

  /** With this token, got from the server just now or not. Hidden from text. */
  record Ready(String access, boolean isNew) implements Grant {
    @Override
    public String toString() {
      return "Ready[hidden]";
    }
  }

  /** Not now. */
  record Refused(RefusalKind kind, Duration retryAfter, String code) implements Grant {
    <T> Reply<T> reply() {
      return new Reply.Refusal<>(kind, retryAfter, code);
    }
  }

  /** Returns the token to send, renewed once when four fifths of its life are over. */
  Grant current() throws IOException {
    var tokens = vault.current();
    if (!tokens.isPresent()) {
      return SIGNED_OUT;
    }
    if (!isTimeToRenew(tokens.get())) {
      return new Ready(tokens.get().access(), false);
    }
    var grant = renew(tokens.get());
    return grant instanceof Refused refused && refused.kind() != RefusalKind.SIGN_IN_NEEDED
        ? new Ready(tokens.get().access(), false) // it may live yet; if not, the server says 401
        : grant;
  }

  /** Returns another token than {@code failed}, which the server did not take. */
  Grant after(String failed) throws IOException {
    var tokens = vault.current();
    if (!tokens.isPresent()) {
      return SIGNED_OUT;
    }
    return tokens.get().access().equals(failed)
        ? renew(tokens.get())
        : new Ready(tokens.get().access(), false);
  }

  boolean areThere() {
    return vault.current().isPresent();
  }

  /**
   * Tells the server to forget the tokens, if it can be reached, and forgets them here in any case.
   * A refresh that is on its way meanwhile is not kept.
   */
  void signOut() {
    var tokens = vault.current();
    try {
      if (tokens.isPresent()) {
        calls.revoke(tokens.get().refresh());
      }
    } catch (IOException e) {
      LOG.info("Signed out without the server, where the tokens now age away: {}", e.toString());
    } finally {
      synchronized (this) {
        vault.forget();
      }
    }
  }

  private synchronized boolean isTimeToRenew(Tokens tokens) {
    if (!tokens.access().equals(knownAccess)) {
      know(tokens); // after a restart its age is unknown; then the server says when it is over
    }
    var ageSeconds = (time.monotonicMillis() - knownSinceMillis) / 1000;
    if (renewedEarly || ageSeconds * 5 < tokens.expiresInSeconds() * 4) {
      return false;
    }
    renewedEarly = true;
    return true;
  }

  private void know(Tokens tokens) {
    knownAccess = tokens.access();
    knownSinceMillis = time.monotonicMillis();
    renewedEarly = false;
  }

  private Grant renew(Tokens dead) throws IOException {
    FutureTask<Grant> task;
    var mine = false;
    synchronized (this) {
      var now = vault.current();
      if (!isStill(now, dead)) {
        return grant(now); // somebody was faster
      }
      if (flight == null) {
        flight = new FutureTask<>(() -> fetch(dead));
        mine = true;
      }
      task = flight;
    }
    if (mine) {
      task.run(); // keeps what it throws for all who wait
      synchronized (this) {
        flight = null;
      }
    }
    return outcomeOf(task);
  }

  private Grant fetch(Tokens dead) throws IOException {
    var reply = calls.refresh(dead.refresh());
    synchronized (this) {
      var now = vault.current();
      if (!isStill(now, dead)) {
        return grant(now); // signed in or out meanwhile: that counts, not this
      }
      if (reply instanceof Reply.Answer<Tokens> answer) {
        vault.keep(answer.body());
        know(answer.body());
        return new Ready(answer.body().access(), true);
      }
      return refused((Reply.Refusal<Tokens>) reply);
    }
  }

  private Refused refused(Reply.Refusal<Tokens> refusal) {
    if (refusal.kind() != RefusalKind.SIGN_IN_NEEDED) {
      return new Refused(refusal.kind(), refusal.retryAfter(), refusal.code());
    }
    if (!refusal.code().equals(Protocol.INVALID_GRANT)) {
      // A 401 that does not say that the grant is dead must not sign anybody out.
      return new Refused(RefusalKind.BAD_ANSWER, refusal.retryAfter(), refusal.code());
    }
    vault.forget();
    LOG.info("The server no longer takes this account's tokens; a person must sign in");
    return new Refused(RefusalKind.SIGN_IN_NEEDED, Duration.ZERO, refusal.code());
  }

  private static boolean isStill(Optional<Tokens> now, Tokens dead) {
    return now.isPresent() && now.get().refresh().equals(dead.refresh());
  }

  private static Grant grant(Optional<Tokens> tokens) {
    return tokens.isPresent() ? new Ready(tokens.get().access(), false) : SIGNED_OUT;
  }

  private Grant outcomeOf(FutureTask<Grant> task) throws IOException {
    try {
      return task.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a fresh token");
    } catch (TimeoutException e) {
      throw new IOException("waited too long for a fresh token", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      if (e.getCause() instanceof Error broken) {
        throw broken;
      }
      throw new IOException("no fresh token: " + e.getCause(), e.getCause());
    }
  }
}
