package no.samsyn.server.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
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
  // The figures that OWASP's password storage cheat sheet names first.
  private static final int MEMORY_KIB = 19_456;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE_MAX = 2;
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);

  /** Costs the same as a real hash; no password gives it. */
  private static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG5vYm9keQ$"
          + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  String hash(String password, Chance chance) {
    var random = HexFormat.of().parseHex(Hashes.secret(chance));
    var salt = Arrays.copyOf(random, SALT_BYTES);
    return ARGON2.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult();
  }

  /** Takes as long for a user who does not exist. */
  boolean matches(String password, String hash) {
    takePlace();
    try {
      var function = Argon2Function.getInstanceFromHash(hash.isEmpty() ? NOBODYS : hash);
      var matches = function.check(password, hash.isEmpty() ? NOBODYS : hash);
      return matches && !hash.isEmpty();
    } finally {
      places.release();
    }
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
