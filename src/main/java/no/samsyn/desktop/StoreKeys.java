package no.samsyn.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces;

/**
 * The key of a store: from a key file, from a passphrase, from the operating system's key store,
 * or, where there is none, from the folder's own key file, which protects nothing against whoever
 * copies the whole folder. Keys are made only together with a new store; a key that is missing for
 * a store that is there is never made up. Thread-safe.
 */
public final class StoreKeys {
  /** The folder's own key file. */
  public static final String OWN_FILE = "store.key";

  /** Says under which name the key store holds the key. */
  static final String RING_FILE = "store.keyring";

  private static final String SALT_FILE = "store.salt";
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int ROUNDS = 600_000; // OWASP 2023 for PBKDF2-HMAC-SHA256
  private static final int FILE_BYTES_MAX = 65_536;
  private static final String HEX_KEY = "[0-9a-fA-F]{64}";

  private final Path folder;
  private final KeyRing ring;
  private final SecureRandom random = new SecureRandom();

  public StoreKeys(Path folder, KeyRing ring) {
    this.folder = folder;
    this.ring = ring;
  }

  /**
   * Returns the key.
   *
   * @param keyFile empty where nobody named one
   * @param passphrase empty where there is none
   */
  public byte[] key(String keyFile, String passphrase) {
    try {
      if (!keyFile.isEmpty()) {
        return fromFile(Path.of(keyFile).toAbsolutePath());
      }
      return passphrase.isEmpty() ? kept() : derived(passphrase.toCharArray());
    } catch (IOException e) {
      throw Trouble.failed(
          "key-not-readable",
          "The key of the store in "
              + folder
              + " cannot be read or written. Check that its folder is there, and the file's"
              + " rights.");
    }
  }

  /** Returns what a person has to bring, where neither key file nor passphrase was named. */
  public Workplaces.KeyNeed need() {
    if (Files.exists(folder.resolve(RING_FILE)) || Files.exists(folder.resolve(OWN_FILE))) {
      return Workplaces.KeyNeed.NOTHING;
    } else if (DataFolder.hasStore(folder)) {
      return Files.exists(folder.resolve(SALT_FILE))
          ? Workplaces.KeyNeed.PASSPHRASE
          : Workplaces.KeyNeed.NOTHING; // opening it says which key is missing
    }
    return ring.isThere() ? Workplaces.KeyNeed.NOTHING : Workplaces.KeyNeed.NEW_PASSPHRASE;
  }

  /** The key that nobody has to bring along. */
  private byte[] kept() throws IOException {
    var marker = folder.resolve(RING_FILE);
    if (Files.exists(marker)) {
      return fromRing(new String(Files.readAllBytes(marker), StandardCharsets.UTF_8).strip());
    }
    var own = folder.resolve(OWN_FILE);
    var isNew = !Files.exists(own) && !DataFolder.hasStore(folder);
    if (isNew && ring.isThere()) {
      var name = hex(randomBytes(SALT_BYTES));
      var key = hex(randomBytes(KEY_BYTES));
      if (ring.put(name, key)) {
        write(marker, name); // only now, so that a name never stands for a key that is nowhere
        return bytes(key);
      }
    }
    return fromFile(own);
  }

  private byte[] fromRing(String name) throws IOException {
    var key = ring.get(name).orElse("");
    if (!key.matches(HEX_KEY)) {
      throw Trouble.failed(
          "key-locked",
          "The key of the store in "
              + folder
              + " lies in this computer's key store, which does not give it now. Sign in to the"
              + " computer as the person who made the store, unlock the key store and start again."
              + " The store was not touched.");
    }
    return bytes(key);
  }

  private byte[] fromFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      requireNoStore(
          "The key file "
              + file
              + " is missing, and the store in "
              + folder
              + " cannot be opened without it. Name the right one with --key-file, or set"
              + " SAMSYN_PASSPHRASE.");
      write(file, hex(randomBytes(KEY_BYTES)));
    }
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw notAKey(file);
    }
    var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    if (text.matches(HEX_KEY)) {
      return bytes(text);
    }
    if (text.isEmpty()) {
      throw notAKey(file);
    }
    return derived(text.toCharArray()); // somebody's own file: as good as a passphrase
  }

  private static Trouble notAKey(Path file) {
    return Trouble.failed(
        "not-a-key", "The file " + file + " holds no key. Name the right one with --key-file.");
  }

  private byte[] derived(char[] secret) throws IOException {
    var file = folder.resolve(SALT_FILE);
    if (!Files.exists(file)) {
      requireNoStore(
          "The store in "
              + folder
              + " was not made with a passphrase. Use its key file: --key-file FILE");
      write(file, hex(randomBytes(SALT_BYTES)));
    }
    var salt = bytes(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
    try {
      var spec = new PBEKeySpec(secret, salt, ROUNDS, KEY_BYTES * Byte.SIZE);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has PBKDF2WithHmacSHA256", e);
    }
  }

  private void requireNoStore(String sentence) {
    if (DataFolder.hasStore(folder)) {
      throw Trouble.failed("key-missing", sentence);
    }
  }

  /** Writes a new file that only its owner may read, durable before a store relies on it. */
  private static void write(Path file, String text) throws IOException {
    var parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      PrivateFiles.createDirectory(parent);
    }
    Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW);
    PrivateFiles.restrict(file);
    Files.write(
        file,
        (text + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
  }

  private byte[] randomBytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    var text = new StringBuilder(bytes.length * 2);
    for (var each : bytes) {
      text.append(String.format(Locale.ROOT, "%02x", each));
    }
    return text.toString();
  }

  private static byte[] bytes(String hex) throws IOException {
    if (hex.length() % 2 != 0 || !hex.matches("[0-9a-fA-F]+")) {
      throw new IOException("not hexadecimal");
    }
    var bytes = new byte[hex.length() / 2];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
