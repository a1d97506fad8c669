package no.samsyn.desktop;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's key store: Keychain on macOS, Credential Manager on Windows, Secret
 * Service or KWallet on Linux. Opened when it is first needed. Thread-safe.
 */
public final class SystemKeyRing implements KeyRing {
  private static final Logger LOG = LoggerFactory.getLogger(SystemKeyRing.class);
  private static final String SERVICE = "Samsyn"; // stands in people's key stores; never rename

  /** Set to {@code file} it keeps keys in files, as on servers. */
  public static final String KEYS = "SAMSYN_KEYS";

  private @Nullable Keyring ring; // guarded by this
  private boolean tried; // guarded by this

  private SystemKeyRing() {}

  /** Returns the ring of this computer, or none where nobody could open it. */
  public static KeyRing usual(String system, Map<String, String> environment) {
    var isLinux = system.toLowerCase(Locale.ROOT).startsWith("linux");
    // Without a session there is nobody to unlock it, and asking would start a bus of its own.
    var hasSession =
        !isLinux || !environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty();
    return hasSession && !"file".equals(environment.get(KEYS))
        ? new SystemKeyRing()
        : KeyRing.none();
  }

  @Override
  public boolean isThere() {
    return ring() != null;
  }

  private synchronized @Nullable Keyring ring() {
    if (!tried) {
      tried = true;
      try {
        ring = Keyring.create();
      } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
        LOG.info("The operating system offers no key store: {}", e.toString());
      }
    }
    return ring;
  }

  @Override
  public synchronized Optional<String> get(String name) {
    var known = ring();
    if (known == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(known.getPassword(SERVICE, name));
    } catch (PasswordAccessException | RuntimeException e) {
      LOG.warn("The key store does not give the key {} ({})", name, e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean put(String name, String secret) {
    var known = ring();
    if (known == null) {
      return false;
    }
    try {
      known.setPassword(SERVICE, name, secret);
      return secret.equals(known.getPassword(SERVICE, name));
    } catch (PasswordAccessException | RuntimeException e) {
      LOG.warn("The key store does not take the key {} ({})", name, e.getClass().getSimpleName());
      return false;
    }
  }
}
