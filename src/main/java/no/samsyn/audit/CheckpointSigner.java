package no.samsyn.audit;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs checkpoints and the manifests of exports. The key belongs outside of the database whose
 * history it vouches for.
 *
 * <p>Thread-safe. The one secret number per signature comes from the Java runtime's own source of
 * randomness, not from a handed-in one: a repeated number would give the key away.
 */
public final class CheckpointSigner {
  static final String ALGORITHM = "SHA256withECDSA";

  private final PrivateKey secret;
  private final TrailKey key;

  public CheckpointSigner(PrivateKey secret, TrailKey key) {
    this.secret = secret;
    this.key = key;
    var probe = key.encoded();
    if (!key.verifies(probe, signature(probe))) {
      throw new IllegalArgumentException("the two halves of the key do not belong together");
    }
  }

  public TrailKey key() {
    return key;
  }

  public SignedCheckpoint sign(Checkpoint checkpoint) {
    var signature = Bytes32.hex(signature(checkpoint.encoded()));
    return new SignedCheckpoint(checkpoint, key.id(), signature);
  }

  byte[] signature(byte[] message) {
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(secret);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with key " + key.id(), e);
    }
  }
}
