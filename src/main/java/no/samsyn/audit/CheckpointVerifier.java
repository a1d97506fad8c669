package no.samsyn.audit;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Checks checkpoints against the keys that it was given, and no others. Thread-safe. */
public final class CheckpointVerifier {
  private final Map<String, TrailKey> keys = new TreeMap<>();

  public CheckpointVerifier(Collection<TrailKey> keys) {
    keys.forEach(key -> this.keys.put(key.id(), key));
  }

  public boolean verifies(SignedCheckpoint signed) {
    return verifies(signed.keyId(), signed.checkpoint().encoded(), signed.signatureBytes());
  }

  boolean verifies(String keyId, byte[] message, byte[] signature) {
    var key = keys.get(keyId);
    return key != null && key.verifies(message, signature);
  }
}
