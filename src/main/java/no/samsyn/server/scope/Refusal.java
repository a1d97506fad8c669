package no.samsyn.server.scope;

import java.time.Duration;

/**
 * Why a whole request is refused: a status, a stable code and a sentence without any value of a
 * record. Thrown by handlers, turned into {@code problem+json} at the border.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final long retryAfterSeconds;

  private Refusal(int status, String code, String sentence, long retryAfterSeconds) {
    super(sentence, null, false, false); // an answer, not a bug: no stack trace
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static Refusal badRequest(String sentence) {
    return new Refusal(400, "bad-request", sentence, 0);
  }

  public static Refusal signInNeeded() {
    return new Refusal(401, "sign-in-needed", "Please sign in again.", 0);
  }

  public static Refusal invalidGrant() {
    return new Refusal(401, "invalid-grant", "The name or the secret is not right.", 0);
  }

  public static Refusal forbidden() {
    return new Refusal(403, "forbidden", "This account may not ask for this.", 0);
  }

  public static Refusal notAcceptable(String sentence) {
    return new Refusal(406, "not-acceptable", sentence, 0);
  }

  public static Refusal gone(String code) {
    return new Refusal(410, code, "What this device knows is out of date; please start over.", 0);
  }

  public static Refusal tooLarge(String sentence) {
    return new Refusal(413, "too-large", sentence, 0);
  }

  public static Refusal unsupported(String sentence) {
    return new Refusal(415, "unsupported-media-type", sentence, 0);
  }

  public static Refusal upgradeNeeded() {
    return new Refusal(426, "upgrade-needed", "This program is too old for the server.", 0);
  }

  public static Refusal tooMany(Duration retryAfter) {
    return new Refusal(
        429, "too-many-requests", "Too many attempts; please wait.", secondsOf(retryAfter));
  }

  public static Refusal busy(Duration retryAfter) {
    return new Refusal(503, "busy", "The server is busy; please wait.", secondsOf(retryAfter));
  }

  public static Refusal noAuditKey() {
    return new Refusal(
        503, "no-audit-key", "The server has no key to sign with; its operator knows why.", 0);
  }

  private static long secondsOf(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** Returns when it makes sense to come back; 0 where that is not said. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
