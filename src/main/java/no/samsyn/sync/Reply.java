package no.samsyn.sync;

import java.time.Duration;

/** What came back from the server: an answer, or a refusal of the whole envelope. */
public sealed interface Reply<T> {

  record Answer<T>(T body) implements Reply<T> {}

  /**
   * No.
   *
   * @param retryAfter what the server asked for, already clamped; zero if it asked for nothing
   * @param code the server's stable word for it, for logs and support
   */
  record Refusal<T>(RefusalKind kind, Duration retryAfter, String code) implements Reply<T> {}
}
