package no.samsyn.server.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import no.samsyn.model.Chance;

/** The hashes that the server needs, by their JDK names. */
public final class Hashes {
  private static final int SECRET_LONGS = 4; // 256 bit

  private Hashes() {}

  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  public static byte[] hmac(String hexSecret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(hexSecret), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  public static String hmacHex(String hexSecret, String text) {
    return HexFormat.of().formatHex(hmac(hexSecret, text));
  }

  /** Returns 256 random bits as hex. */
  public static String secret(Chance chance) {
    var hex = new StringBuilder();
    for (var i = 0; i < SECRET_LONGS; i++) {
      hex.append(HexFormat.of().toHexDigits(chance.nextLong()));
    }
    return hex.toString();
  }
}
