package no.samsyn.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the other side wrote out of exceptions, and so out of logs: OkHttp repeats a status
 * line or a chunk that it cannot read, and that may be anything, even our own token. Pure.
 */
final class ForeignWords {
  private static final int DEPTH_MAX = 8; // a chain of causes may bite its tail

  private ForeignWords() {}

  /** Returns {@code e}, or where it may repeat what came, another exception in our own words. */
  static IOException without(IOException e) {
    return mayRepeat(e, 0)
        ? new IOException("the answer broke off or is not HTTP (" + e.getClass().getName() + ")")
        : e;
  }

  private static boolean mayRepeat(@Nullable Throwable e, int depth) {
    if (e == null || depth > DEPTH_MAX) {
      return false;
    }
    if (e instanceof ProtocolException || e instanceof EOFException) {
      return true;
    }
    for (var suppressed : e.getSuppressed()) {
      if (mayRepeat(suppressed, depth + 1)) {
        return true;
      }
    }
    return mayRepeat(e.getCause(), depth + 1);
  }
}
