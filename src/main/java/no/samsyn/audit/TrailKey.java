package no.samsyn.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * A public key that vouches for trails: ECDSA on P-256 with SHA-256, which every phone from Android
 * 8 has. Known by its id, the SHA-256 of its encoding in hex: what a person compares. Immutable and
 * thread-safe.
 */
public final class TrailKey {
  static final int ENCODED_LENGTH = 91;

  /**
   * What every uncompressed P-256 key begins with. Comparing it refuses weaker curves and leaves
   * one encoding per key.
   */
  private static final byte[] P256 =
      Bytes32.unhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private final PublicKey key;
  private final byte[] encoded;
  private final String id;

  private TrailKey(PublicKey key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
    this.id = Bytes32.owning(Digests.sha256().digest(encoded)).hex();
  }

  public static TrailKey of(PublicKey key) {
    return ofEncoded(key.getEncoded());
  }

  /** Reads a SubjectPublicKeyInfo, or throws IllegalArgumentException. */
  public static TrailKey ofEncoded(byte[] encoded) {
    if (encoded.length != ENCODED_LENGTH
        || !Arrays.equals(Arrays.copyOf(encoded, P256.length), P256)) {
      throw new IllegalArgumentException("not a public key on P-256");
    }
    try {
      var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      return new TrailKey(key, encoded.clone());
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IllegalArgumentException("not a public key on P-256", e);
    }
  }

  /** Reads {@link #hex}, or throws IllegalArgumentException. */
  public static TrailKey ofHex(String hex) {
    return ofEncoded(Bytes32.unhex(hex));
  }

  public String id() {
    return id;
  }

  /** Returns the SubjectPublicKeyInfo as lower-case hex. */
  public String hex() {
    return Bytes32.hex(encoded);
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance(CheckpointSigner.ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | ProviderException e) {
      return false; // whatever a signature looks like that no library can read, it is none
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrailKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "TrailKey[" + id + "]";
  }
}
