package no.samsyn.server.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Chance;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Hashes;

/**
 * Hashes and checks passwords with Argon2id. Thread-safe; few at once, because each takes 19 MiB
 * and a twentieth of a second on purpose.
 */
final class Passwords {
  private static final int PARALLELISM = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE_MAX = 2;
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final String FORM = "argon2id"; // stored; never rename

  /** Costs the same as a real hash; no password gives it. */
  private static final String NOBODYS =
      encoded(PasswordCost.STANDARD, new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private final Semaphore places = new Semaphore(AT_ONCE_MAX);
  private final PasswordCost cost;

  Passwords(PasswordCost cost) {
    this.cost = cost;
  }

  /** Returns the hash with its parameters, so that later ones may differ. */
  String hash(String password, Chance chance) {
    var random = HexFormat.of().parseHex(Hashes.secret(chance));
    var salt = Arrays.copyOf(random, SALT_BYTES);
    var hash = computed(password, salt, cost.memoryKib(), cost.iterations(), PARALLELISM);
    return encoded(cost, salt, hash);
  }

  /** Takes as long for a user who does not exist, whose {@code stored} is empty. */
  boolean matches(String password, String stored) {
    takePlace();
    try {
      var parts = (stored.isEmpty() ? NOBODYS : stored).split("\\$", -1);
      if (parts.length != 6 || !parts[0].equals(FORM)) {
        throw new IllegalStateException("a password is stored in a form that is not known");
      }
      var hex = HexFormat.of();
      var hash =
          computed(
              password,
              hex.parseHex(parts[4]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]));
      return MessageDigest.isEqual(hash, hex.parseHex(parts[5])) && !stored.isEmpty();
    } finally {
      places.release();
    }
  }

  /**
   * The library's own text form reads its words by the machine's locale and fails in Turkish, so
   * the form is ours.
   */
  private static byte[] computed(
      String password, byte[] salt, int memoryKib, int iterations, int parallelism) {
    return Argon2Function.getInstance(memoryKib, iterations, parallelism, HASH_BYTES, Argon2.ID)
        .hash(password.getBytes(StandardCharsets.UTF_8), salt)
        .getBytes();
  }

  private static String encoded(PasswordCost cost, byte[] salt, byte[] hash) {
    var hex = HexFormat.of();
    return String.join(
        "$",
        FORM,
        Integer.toString(cost.memoryKib()),
        Integer.toString(cost.iterations()),
        Integer.toString(PARALLELISM),
        hex.formatHex(salt),
        hex.formatHex(hash));
  }

  private void takePlace() {
    try {
      if (!places.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.busy(WAIT_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.busy(WAIT_MAX);
    }
  }
}
