package no.samsyn.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one push carries: frozen entries by mutation, in the order of travel. */
record Batch(Map<String, OutboxEntry> entries, List<Transport.Sealed> sealed) {
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
}
