package no.samsyn.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * The rest of an entry: the record's version, a reason code, and one commitment for each personal
 * thing: who, for whom, on which device, which record, which change, and every changed field before
 * and after. A field that was not there on one side has no commitment on that side, while an
 * explicit null has one. Immutable; holds no value.
 *
 * <p>No record, because the canonical form is hashed, checked and written for each entry, and is
 * made once.
 */
public final class Particulars {
  private static final Set<String> NAMES = Set.of("commitments", "reason", "version");

  private final long version;
  private final String reason;
  private final Map<String, Bytes32> commitments;
  private final byte[] canonical;

  /**
   * Takes all of it over.
   *
   * @param commitments by the names of {@link Committed}
   */
  public Particulars(long version, String reason, Map<String, Bytes32> commitments) {
    if (version < 0 || !Members.CODE.matcher(reason).matches()) {
      throw new IllegalArgumentException("a negative version, or a reason that is not a code");
    }
    this.version = version;
    this.reason = reason;
    this.commitments = Collections.unmodifiableMap(new TreeMap<>(commitments));
    this.canonical = CanonicalJson.of(toValue());
  }

  public long version() {
    return version;
  }

  public String reason() {
    return reason;
  }

  public Map<String, Bytes32> commitments() {
    return commitments;
  }

  /** Returns the names of the fields that were changed. */
  public SortedSet<String> fields() {
    var fields = new TreeSet<String>();
    for (var name : commitments.keySet()) {
      if (Committed.isOfField(name)) {
        fields.add(Committed.field(name));
      }
    }
    return fields;
  }

  public byte[] canonical() {
    return canonical.clone();
  }

  /** Returns what {@link ChainLink#rest} must be. */
  public Bytes32 digest() {
    return Digests.hash(Digests.PARTICULARS, canonical);
  }

  /** Reads the canonical form; throws {@link BadJson} for anything else. */
  public static Particulars of(byte[] canonical) {
    return of(CanonicalJson.read(canonical));
  }

  static Particulars of(Value value) {
    var members = Members.of(value, NAMES);
    var commitments = new TreeMap<String, Bytes32>();
    members
        .structure("commitments")
        .forEach(
            (name, hex) -> {
              if (!Committed.isKnown(name)) {
                throw new BadJson("a commitment to something unknown");
              }
              commitments.put(name, Members.bytes32(hex, "a commitment"));
            });
    return new Particulars(members.count("version"), members.code("reason"), commitments);
  }

  Value toValue() {
    var committed = new TreeMap<String, Value>();
    commitments.forEach((name, bytes) -> committed.put(name, Members.hexText(bytes)));
    return new Value.Structure(
        Map.of(
            "commitments", new Value.Structure(committed),
            "reason", Value.text(reason),
            "version", Value.whole(version)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Particulars that
        && version == that.version
        && reason.equals(that.reason)
        && commitments.equals(that.commitments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(version, reason, commitments);
  }

  @Override
  public String toString() {
    return "Particulars[" + version + ", " + reason + ", " + commitments.keySet() + "]";
  }
}
