package no.samsyn.audit;

import java.util.Map;
import java.util.Set;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * A checkpoint with a signature over it, and the id of the key that is said to have made it. Says
 * nothing until a {@link CheckpointVerifier} has looked at it. Immutable.
 *
 * @param signature in DER, as hex
 */
public record SignedCheckpoint(Checkpoint checkpoint, String keyId, String signature) {
  static final int SIGNATURE_MAX = 72; // DER of two numbers of 32 bytes

  private static final Set<String> NAMES = Set.of("at", "hash", "i", "key", "signature", "tenant");

  public byte[] canonical() {
    return CanonicalJson.of(toValue());
  }

  /** Reads the canonical form; throws {@link BadJson} for anything else. */
  public static SignedCheckpoint of(byte[] canonical) {
    return of(CanonicalJson.read(canonical));
  }

  /** Reads what {@link #toValue} gives; throws {@link BadJson} for anything else. */
  public static SignedCheckpoint of(Value value) {
    var members = Members.of(value, NAMES);
    try {
      var head = new ChainHead(members.code("tenant"), members.count("i"), members.bytes32("hash"));
      return new SignedCheckpoint(
          new Checkpoint(head, members.time("at")),
          members.bytes32("key").hex(),
          Bytes32.hex(members.hex("signature", SIGNATURE_MAX)));
    } catch (IllegalArgumentException e) {
      throw new BadJson("a checkpoint of no chain");
    }
  }

  public Value toValue() {
    var head = checkpoint.head();
    return new Value.Structure(
        Map.of(
            "at", Value.text(Members.text(checkpoint.at())),
            "hash", Members.hexText(head.hash()),
            "i", Value.whole(head.index()),
            "key", Value.text(keyId),
            "signature", Value.text(signature),
            "tenant", Value.text(head.tenant())));
  }

  byte[] signatureBytes() {
    return Bytes32.unhex(signature);
  }
}
