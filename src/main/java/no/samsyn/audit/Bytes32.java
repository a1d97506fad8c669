package no.samsyn.audit;

import java.security.MessageDigest;
import java.util.Arrays;
import no.samsyn.model.Chance;

/**
 * Thirty-two bytes: a SHA-256 hash, a commitment or a salt. Immutable, compared by content; the
 * text form is lower-case hex, the same everywhere.
 */
public final class Bytes32 {
  public static final int LENGTH = 32;

  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("32 bytes expected, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  public static Bytes32 of(byte[] bytes) {
    return new Bytes32(bytes.clone());
  }

  /** Takes an array that nobody else keeps. */
  static Bytes32 owning(byte[] bytes) {
    return new Bytes32(bytes);
  }

  /** Draws a salt of 256 bits; {@code chance} must be one that nobody can predict. */
  public static Bytes32 salt(Chance chance) {
    var salt = new byte[LENGTH];
    for (var i = 0; i < LENGTH; i += Long.BYTES) {
      var drawn = chance.nextLong();
      for (var j = 0; j < Long.BYTES; j++) {
        salt[i + j] = (byte) (drawn >>> (8 * j));
      }
    }
    return new Bytes32(salt);
  }

  /** Reads exactly 64 lower-case hex digits. */
  public static Bytes32 ofHex(String hex) {
    return new Bytes32(unhex(hex));
  }

  public String hex() {
    return hex(bytes);
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  void addTo(MessageDigest digest) {
    digest.update(bytes);
  }

  static String hex(byte[] bytes) {
    var text = new char[2 * bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      text[2 * i] = DIGITS[(bytes[i] >> 4) & 0xF];
      text[2 * i + 1] = DIGITS[bytes[i] & 0xF];
    }
    return new String(text);
  }

  static byte[] unhex(String hex) {
    if (hex.length() % 2 != 0) {
      throw new IllegalArgumentException("an odd number of hex digits: " + hex.length());
    }
    var bytes = new byte[hex.length() / 2];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((digit(hex.charAt(2 * i)) << 4) | digit(hex.charAt(2 * i + 1)));
    }
    return bytes;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    throw new IllegalArgumentException("not a lower-case hex digit");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
