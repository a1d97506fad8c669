package no.samsyn.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * The checkpoints part of an export: the keys, and the checkpoints in rising order of their
 * indices, each signed with one of the keys. Immutable.
 */
record Checkpoints(List<SignedCheckpoint> signed, List<TrailKey> keys) {
  /** One per 1,000 entries for ten million; each costs a signature to check. */
  static final int SIGNED_MAX = 10_000;

  static final int KEYS_MAX = 16; // a key lives for years

  private static final Set<String> NAMES = Set.of("checkpoints", "keys");

  Checkpoints {
    signed = Collections.unmodifiableList(new ArrayList<>(signed));
    keys = Collections.unmodifiableList(new ArrayList<>(keys));
    if (signed.size() > SIGNED_MAX || keys.size() > KEYS_MAX) {
      throw new BadJson("too many checkpoints or keys");
    }
  }

  SignedCheckpoint last() {
    return signed.get(signed.size() - 1);
  }

  List<ChainHead> heads() {
    var heads = new ArrayList<ChainHead>();
    signed.forEach(checkpoint -> heads.add(checkpoint.checkpoint().head()));
    return heads;
  }

  /**
   * Says what is wrong with these for a range, or the empty string: they lie in it, in order, the
   * last at its end, and each is rightly signed.
   */
  String faultFor(ChainHead before) {
    var verifier = new CheckpointVerifier(keys);
    var previous = before.index();
    for (var checkpoint : signed) {
      var head = checkpoint.checkpoint().head();
      if (head.index() <= previous || !head.tenant().equals(before.tenant())) {
        return "the checkpoints are not in order";
      }
      if (!verifier.verifies(checkpoint)) {
        return "the signature of the checkpoint at entry " + head.index() + " is wrong";
      }
      previous = head.index();
    }
    return signed.isEmpty() ? "there is no checkpoint" : "";
  }

  byte[] canonical() {
    var items = new ArrayList<Value>();
    signed.forEach(checkpoint -> items.add(checkpoint.toValue()));
    var byId = new TreeMap<String, Value>();
    keys.forEach(key -> byId.put(key.id(), Value.text(key.hex())));
    return CanonicalJson.of(
        new Value.Structure(
            Map.of("checkpoints", new Value.Items(items), "keys", new Value.Structure(byId))));
  }

  static Checkpoints of(byte[] canonical) {
    var members = Members.of(CanonicalJson.read(canonical), NAMES);
    var signed = new ArrayList<SignedCheckpoint>();
    if (!(members.value("checkpoints") instanceof Value.Items items)
        || items.items().size() > SIGNED_MAX) {
      throw new BadJson("checkpoints is not a list, or too long");
    }
    items.items().forEach(item -> signed.add(SignedCheckpoint.of(item)));
    var keys = new ArrayList<TrailKey>();
    var ids = new HashSet<String>();
    for (var key : members.structure("keys").entrySet()) {
      keys.add(key(key.getKey(), key.getValue().asText()));
      ids.add(key.getKey());
    }
    signed.forEach(checkpoint -> ids.remove(checkpoint.keyId()));
    if (!ids.isEmpty()) {
      throw new BadJson("a key that signed nothing");
    }
    return new Checkpoints(signed, keys);
  }

  private static TrailKey key(String id, String hex) {
    try {
      var key = TrailKey.ofHex(hex);
      if (key.id().equals(id)) {
        return key;
      }
    } catch (IllegalArgumentException ignored) {
      // said below, together with a key under another's id
    }
    throw new BadJson("what is named as a key is none");
  }
}
