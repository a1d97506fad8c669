package no.samsyn.store;

import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.model.Mutation;

/**
 * Mutations as they were read from their text last: a push reads each of its entries three times,
 * twice to plan and once to settle. A text always means the same mutation, so nothing here can be
 * out of date. Not thread-safe: {@link Memory} owns it.
 */
final class ReadMutations {
  private static final int MUTATIONS_MAX = 1_000; // two pushes; about 5 MB

  private final Map<String, Mutation> byContent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mutation> eldest) {
          return size() > MUTATIONS_MAX;
        }
      };

  Mutation of(String content) {
    var known = byContent.get(content);
    if (known != null) {
      return known;
    }
    var read = OutboxRows.mutation(content);
    byContent.put(content, read);
    return read;
  }
}
