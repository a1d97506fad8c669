package no.samsyn.mobile.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;

/**
 * The key of the store, wrapped in a file beside it. It is made once, before the store: where there
 * is a store and no key, or a key that cannot be unwrapped, both are kept and the store is refused.
 * Never a new key for an old store. A kill while it is made leaves none. Not thread-safe.
 */
final class StoreKey {
  /** Stands on devices; never rename. */
  static final String FILE = "store.key";

  private static final int KEY_BYTES = 32;

  private final File directory;
  private final KeyWrap wrap;
  private final SecureRandom random;

  StoreKey(File directory, KeyWrap wrap, SecureRandom random) {
    this.directory = directory;
    this.wrap = wrap;
    this.random = random;
  }

  byte[] openOrMake() {
    var file = new File(directory, FILE);
    try {
      if (file.exists()) {
        return checked(wrap.unwrap(Files.readAllBytes(file.toPath())));
      }
      if (new File(directory, PhoneStores.FILE).exists()) {
        throw new StoreException(Kind.WRONG_KEY, "The store's key is gone. The store was kept.");
      }
      return make(file);
    } catch (GeneralSecurityException e) {
      throw new StoreException(
          Kind.WRONG_KEY, "The store's key cannot be unwrapped. Both were kept.", e);
    } catch (IOException e) {
      throw new StoreException(Kind.BROKEN, "The store's key cannot be read or written.", e);
    }
  }

  private static byte[] checked(byte[] key) throws GeneralSecurityException {
    if (key.length != KEY_BYTES) {
      throw new GeneralSecurityException("a key of " + key.length + " bytes");
    }
    return key;
  }

  private byte[] make(File file) throws GeneralSecurityException, IOException {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var fresh = new File(directory, FILE + "-new");
    try (var out = new FileOutputStream(fresh)) {
      out.write(wrap.wrap(key));
      out.getFD().sync();
    }
    Files.move(fresh.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE);
    return key;
  }
}
