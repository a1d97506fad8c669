package no.samsyn.sync;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one push carries: frozen entries by mutation, in the order of travel.
 *
 * @param changedTheQueue whether planning it buried or held entries, so that others may stand first
 *     now
 */
record Batch(
    Map<String, OutboxEntry> entries, List<Transport.Sealed> sealed, boolean changedTheQueue) {
  Batch {
    entries = new LinkedHashMap<>(entries);
    sealed = List.copyOf(sealed);
  }

  boolean isEmpty() {
    return sealed.isEmpty();
  }

  int size() {
    return sealed.size();
  }

  /** Returns whether it cannot be split: one mutation, or one group. */
  boolean isOneItem() {
    var groups = new HashSet<String>();
    entries.values().forEach(entry -> groups.add(entry.local().links().group()));
    return size() <= 1 || (groups.size() == 1 && !groups.contains(""));
  }
}
