package no.samsyn.audit;

import java.util.Map;
import java.util.Set;
import no.samsyn.model.Chance;
import no.samsyn.model.Value;

/**
 * A personal value and the salt under which the chain committed to it: the erasable companion of a
 * commitment, kept beside the chain and never in it.
 *
 * <p>Whoever has both can show that the value is the one that was written. Once both are deleted,
 * the commitment is 256 random-looking bits: it cannot be opened, not even by trying every likely
 * value, and the chain verifies as before. The value is never absent: what is absent has no
 * commitment. Immutable; {@link #toString} hides everything.
 */
public record SaltedValue(Bytes32 salt, Value value) {
  private static final Set<String> NAMES = Set.of("salt", "value");

  public SaltedValue {
    if (value instanceof Value.Absent) {
      throw new IllegalArgumentException("an absent value has no commitment");
    }
  }

  /** Salts {@code value} freshly. A salt is never used for two values. */
  public static SaltedValue fresh(Value value, Chance chance) {
    return new SaltedValue(Bytes32.salt(chance), value);
  }

  /** Returns HMAC-SHA-256(salt, canonical value). */
  public Bytes32 commitment() {
    return Bytes32.owning(Digests.hmac(salt.toByteArray(), CanonicalJson.of(value)));
  }

  public boolean opens(Bytes32 commitment) {
    return commitment().equals(commitment);
  }

  public static boolean opens(Bytes32 commitment, Bytes32 salt, Value value) {
    return new SaltedValue(salt, value).opens(commitment);
  }

  Value toValue() {
    return new Value.Structure(Map.of("salt", Members.hexText(salt), "value", value));
  }

  static SaltedValue of(Value value) {
    var members = Members.of(value, NAMES);
    return new SaltedValue(members.bytes32("salt"), members.value("value"));
  }

  @Override
  public String toString() {
    return "SaltedValue[hidden]"; // values are personal
  }
}
