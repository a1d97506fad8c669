package no.samsyn.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which key belongs to which server id. A pair never changes, so it is remembered, up to a bound.
 * Thread-safe. Server ids are made from the organisation too, so organisations never mix.
 */
public final class KeyCache {
  private static final int PAIRS_MAX = 150_000; // about 30 MB

  private final Map<String, String> keyById = new ConcurrentHashMap<>();

  /** Remembers a pair that somebody has just read or written. */
  public void learn(String id, String key) {
    if (keyById.size() >= PAIRS_MAX) {
      keyById.clear(); // rare, and the pairs that matter are back soon
    }
    keyById.put(id, key);
  }

  /** Returns the keys of {@code ids}; what nobody knows is not in it. */
  public Map<String, String> keysOf(Tx tx, String organisation, Collection<String> ids) {
    var keys = new HashMap<String, String>();
    var unknown = new ArrayList<String>();
    for (var id : ids) {
      var key = keyById.get(id);
      if (key != null) {
        keys.put(id, key);
      } else if (!keys.containsKey(id)) {
        unknown.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      Records.keysOf(tx, organisation, unknown)
          .forEach(
              (id, key) -> {
                keys.put(id, key);
                learn(id, key);
              });
    }
    return keys;
  }
}
