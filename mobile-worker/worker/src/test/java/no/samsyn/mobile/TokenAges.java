package no.samsyn.mobile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets the access token of the one phone on a network die by the clock that a test moves: the
 * server lives by the real one, on which a week takes a minute and no token ever grows old. A dead
 * token is spoilt on its way, so that it is the server itself that refuses it.
 */
final class TokenAges {
  /** The server's own clock is right. */
  static final TokenAges OF_THE_SERVER = new TokenAges(() -> Instant.EPOCH);

  private static final Duration LIFE = Duration.ofMinutes(15); // as the server grants it
  private static final String RENEWAL = "POST /api/v1/token";
  private static final Pattern BEARER =
      Pattern.compile("^Authorization: Bearer ([^\\r\\n]+)", Pattern.MULTILINE);

  private final Supplier<Instant> now;
  private Instant born = Instant.EPOCH; // guarded by this, as what follows
  private int refused;

  TokenAges(Supplier<Instant> now) {
    this.now = now;
  }

  /** Goes by the calls that bring tokens: two of the same second may be one text. */
  synchronized void pass(byte[] request, int count) {
    var text = new String(request, 0, count, ISO_8859_1);
    if (text.startsWith(RENEWAL)) {
      born = now.get();
      return;
    }
    var found = BEARER.matcher(text);
    if (found.find() && now.get().isAfter(born.plus(LIFE).minusSeconds(1))) {
      refused++;
      var inSignature = found.end(1) - 5;
      request[inSignature] = (byte) (request[inSignature] == 'A' ? 'B' : 'A');
    }
  }

  synchronized int refused() {
    return refused;
  }
}
