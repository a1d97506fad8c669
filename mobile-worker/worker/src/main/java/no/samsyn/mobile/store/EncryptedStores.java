package no.samsyn.mobile.store;

import android.content.Context;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import net.zetetic.database.sqlcipher.SupportOpenHelperFactory;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;

/**
 * Opens the store as it is in production: encrypted by SQLCipher, with a key that the Android
 * Keystore has wrapped. Tokens lie in the store and so under the same key. Thread-safe.
 */
public final class EncryptedStores {
  private EncryptedStores() {}

  /** Opens or creates the store in {@code directory}. */
  public static SupportSql open(Context context, File directory) {
    if (!directory.isDirectory() && !directory.mkdirs() && !directory.isDirectory()) {
      throw new StoreException(Kind.BROKEN, "The store's directory cannot be made.");
    }
    System.loadLibrary("sqlcipher");
    var key = new StoreKey(directory, new KeystoreWrap(), new SecureRandom()).openOrMake();
    try {
      var factory = new SupportOpenHelperFactory(rawKey(key), null, false); // we set the log's mode
      return new PhoneStores(context, factory).open(directory);
    } catch (StoreException e) {
      throw e.kind() == Kind.NOT_A_STORE ? wrongKeyOrDamaged(e) : e;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** SQLCipher cannot tell a wrong key from damage. */
  private static StoreException wrongKeyOrDamaged(StoreException e) {
    return new StoreException(
        Kind.WRONG_KEY, "The key does not fit the store, or it is damaged. Both were kept.", e);
  }

  /** In SQLCipher's form for a key that needs no stretching: it is random already. */
  static byte[] rawKey(byte[] key) {
    var text = new StringBuilder("x'");
    for (var part : key) {
      text.append(Character.forDigit((part >> 4) & 15, 16));
      text.append(Character.forDigit(part & 15, 16));
    }
    return text.append('\'').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
