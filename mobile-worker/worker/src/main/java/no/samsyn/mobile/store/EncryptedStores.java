package no.samsyn.mobile.store;

import android.content.Context;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.IntFunction;
import net.zetetic.database.sqlcipher.SQLiteConnection;
import net.zetetic.database.sqlcipher.SQLiteDatabaseHook;
import net.zetetic.database.sqlcipher.SupportOpenHelperFactory;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;

/**
 * Opens the store as it is in production: encrypted by SQLCipher, with a key that the Android
 * Keystore has wrapped. Tokens lie in the store and so under the same key. Thread-safe.
 */
public final class EncryptedStores {
  private static final int OLDER_PAGE_BYTES = 4096; // what SQLCipher takes where nobody says

  private EncryptedStores() {}

  /** Opens or creates the store in {@code directory}. */
  public static SupportSql open(Context context, File directory) {
    if (!directory.isDirectory() && !directory.mkdirs() && !directory.isDirectory()) {
      throw new StoreException(Kind.BROKEN, "The store's directory cannot be made.");
    }
    System.loadLibrary("sqlcipher");
    var key = new StoreKey(directory, new KeystoreWrap(), new SecureRandom()).openOrMake();
    try {
      return withItsPages(bytes -> open(context, directory, key, bytes));
    } catch (StoreException e) {
      throw e.kind() == Kind.NOT_A_STORE ? wrongKeyOrDamaged(e) : e;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens with small pages, and a store that was made with others with those. A size that does not
   * fit is told before anything is read, and nothing is written.
   */
  static <T> T withItsPages(IntFunction<T> opening) {
    try {
      return opening.apply(PhoneStores.PAGE_BYTES);
    } catch (StoreException e) {
      if (e.kind() != Kind.NOT_A_STORE) {
        throw e;
      }
      return opening.apply(OLDER_PAGE_BYTES);
    }
  }

  private static SupportSql open(Context context, File directory, byte[] key, int pageBytes) {
    var factory =
        new SupportOpenHelperFactory(
            rawKey(key), new PageSize(pageBytes), false); // we set the log's mode
    return new PhoneStores(context, factory).open(directory);
  }

  /** SQLCipher wants to be told, at each opening and before anything is read. */
  private record PageSize(int bytes) implements SQLiteDatabaseHook {
    @Override
    public void preKey(SQLiteConnection connection) {
      // The size counts for the key that comes next.
    }

    @Override
    public void postKey(SQLiteConnection connection) {
      connection.executeRaw("pragma cipher_page_size = " + bytes, null, null);
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
