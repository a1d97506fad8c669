package no.samsyn.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.store.Hashes;
import no.samsyn.server.store.TokenFamilies;
import no.samsyn.server.store.TokenFamilies.Family;
import no.samsyn.server.store.Tx;

/**
 * Rotates refresh tokens. Each is good once; the one just before the newest is good for another
 * minute and gives the same next token again, because answers get lost. An older one betrays a
 * thief: the whole family ends. Thread-safe.
 *
 * <p>The first token is 256 random bits, each next one is made from the one before and the family's
 * random seed. Only hashes are stored, so the database gives no token away.
 */
final class RefreshTokens {
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final int FAMILY_CHARACTERS = 32;
  private static final String FORM = "[0-9a-f]{32}\\.[0-9a-f]{64}";

  private final Time time;
  private final Chance chance;

  RefreshTokens(Time time, Chance chance) {
    this.time = time;
    this.chance = chance;
  }

  /** Whose token it was, and the token that takes its place. */
  record Rotated(String account, String token) {
    @Override
    public String toString() {
      return "Rotated[hidden]";
    }
  }

  String begin(Tx tx, String account, String device) {
    var id = Hashes.secret(chance).substring(0, FAMILY_CHARACTERS);
    var first = Hashes.secret(chance);
    var now = time.now().toEpochMilli();
    TokenFamilies.insert(
        tx,
        new Family(
            id,
            account,
            device,
            Hashes.secret(chance),
            new TokenFamilies.TokenHashes(Hashes.sha256Hex(first), ""),
            new TokenFamilies.Span(now, now + LIFETIME.toMillis())));
    return id + "." + first;
  }

  /** Returns the next token, or nothing where the presented one is no good. */
  Optional<Rotated> rotate(Tx tx, String presented) {
    var family = familyOf(tx, presented);
    if (family.isEmpty() || family.get().span().expiresAt() < time.now().toEpochMilli()) {
      return Optional.empty();
    }
    var known = family.get();
    var secret = secretOf(presented);
    var hash = Hashes.sha256Hex(secret);
    var next = Hashes.hmacHex(known.seed(), secret);
    if (isSame(hash, known.hashes().current())) {
      var isFirst =
          TokenFamilies.rotate(tx, known, Hashes.sha256Hex(next), time.now().toEpochMilli());
      // Whoever rotated meanwhile used the same token and got the same next one.
      return isFirst || isStillPrevious(tx, known.id(), hash)
          ? Optional.of(new Rotated(known.account(), known.id() + "." + next))
          : Optional.empty();
    }
    var age = time.now().toEpochMilli() - known.span().rotatedAt();
    if (isSame(hash, known.hashes().previous()) && age <= LEEWAY.toMillis()) {
      return Optional.of(new Rotated(known.account(), known.id() + "." + next));
    }
    TokenFamilies.revoke(tx, known.id());
    return Optional.empty();
  }

  /** Ends the family of {@code presented} and returns whose it was. */
  Optional<String> revoke(Tx tx, String presented) {
    var family = familyOf(tx, presented);
    family.ifPresent(known -> TokenFamilies.revoke(tx, known.id()));
    return family.map(Family::account);
  }

  private static boolean isStillPrevious(Tx tx, String id, String hash) {
    return TokenFamilies.find(tx, id)
        .map(family -> isSame(hash, family.hashes().previous()))
        .orElse(false);
  }

  private static Optional<Family> familyOf(Tx tx, String presented) {
    return presented.matches(FORM)
        ? TokenFamilies.find(tx, presented.substring(0, FAMILY_CHARACTERS))
        : Optional.empty();
  }

  private static String secretOf(String presented) {
    return presented.substring(FAMILY_CHARACTERS + 1);
  }

  private static boolean isSame(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }
}
