package no.samsyn.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * What the chain hashes of one entry: its place, time, action, entity type and outcome in clear,
 * and everything else as one hash, {@code rest}.
 *
 * <p>It names nobody, so that it may be shown to anybody: to a device that checks a segment, and in
 * an export for an entry that the filter leaves out. It keeps just enough in clear for a stranger
 * to see that a left-out entry really does not match by time, entity, action and outcome.
 * Immutable.
 */
public record ChainLink(
    String tenant,
    long index,
    Instant at,
    String action,
    String entity,
    String outcome,
    Bytes32 rest) {
  private static final long VERSION = 1; // of the canonical form; stored for good
  private static final Set<String> NAMES =
      Set.of("action", "at", "entity", "i", "outcome", "rest", "tenant", "v");

  public ChainLink {
    if (index < 1 || tenant.isEmpty() || action.isEmpty()) {
      throw new IllegalArgumentException(
          "an entry has a tenant, an action and an index from 1, not " + index);
    }
    for (var code : List.of(tenant, action, entity, outcome)) {
      if (!Members.CODE.matcher(code).matches()) {
        throw new IllegalArgumentException("entry " + index + ": a clear member is not a code");
      }
    }
    if (!Instant.ofEpochMilli(at.toEpochMilli()).equals(at)) {
      throw new IllegalArgumentException("entry " + index + ": a time finer than milliseconds");
    }
  }

  public byte[] canonical() {
    return CanonicalJson.of(toValue());
  }

  /** Reads the canonical form; throws {@link BadJson} for anything else. */
  public static ChainLink of(byte[] canonical) {
    return of(CanonicalJson.read(canonical));
  }

  /** Reads what {@link #toValue} gives; throws {@link BadJson} for anything else. */
  public static ChainLink of(Value value) {
    var members = Members.of(value, NAMES);
    if (members.count("v") != VERSION) {
      throw new BadJson("an entry of version " + members.count("v"));
    }
    if (members.count("i") < 1
        || members.text("tenant").isEmpty()
        || members.text("action").isEmpty()) {
      throw new BadJson("an entry without index, tenant or action");
    }
    return new ChainLink(
        members.code("tenant"),
        members.count("i"),
        members.time("at"),
        members.code("action"),
        members.code("entity"),
        members.code("outcome"),
        members.bytes32("rest"));
  }

  public Value toValue() {
    var members = new TreeMap<String, Value>();
    members.put("action", Value.text(action));
    members.put("at", Value.text(Members.text(at)));
    members.put("entity", Value.text(entity));
    members.put("i", Value.whole(index));
    members.put("outcome", Value.text(outcome));
    members.put("rest", Members.hexText(rest));
    members.put("tenant", Value.text(tenant));
    members.put("v", Value.whole(VERSION));
    return new Value.Structure(members);
  }
}
