package no.samsyn.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256 and the HMAC over it (RFC 2104). Written out because javax.crypto lies outside of what
 * this package may see; {@code DigestsTest} holds it to RFC 4231's vectors.
 *
 * <p>The first byte of everything hashed says what it is, so that no hash of one kind can be passed
 * off as one of another kind. Stored for good; never change.
 */
final class Digests {
  static final byte LINK = 0x00;
  static final byte CHECKPOINT = 0x01;
  static final byte PARTICULARS = 0x02;
  static final byte MANIFEST = 0x03;

  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static Bytes32 hash(byte kind, byte[] content) {
    var digest = sha256();
    digest.update(kind);
    return Bytes32.owning(digest.digest(content));
  }

  static byte[] hmac(byte[] key, byte[] message) {
    var digest = sha256();
    var block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
    digest.update(mixed(block, INNER));
    var inner = digest.digest(message);
    digest.update(mixed(block, OUTER));
    return digest.digest(inner);
  }

  private static byte[] mixed(byte[] block, byte pad) {
    var mixed = new byte[BLOCK];
    for (var i = 0; i < BLOCK; i++) {
      mixed[i] = (byte) (block[i] ^ pad);
    }
    return mixed;
  }
}
