package no.samsyn.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry with the salted values that open its commitments: two things to be stored in one
 * transaction, the entry for good and each value until it is erased. Immutable.
 *
 * @param open the values by the names of {@link Committed}; those that were erased are missing
 */
public record SealedEntry(AuditEntry entry, Map<String, SaltedValue> open) {
  public SealedEntry {
    open = Collections.unmodifiableMap(new TreeMap<>(open));
  }

  /** Returns the text behind a commitment, or the empty string where there is none any more. */
  public String text(String name) {
    var salted = open.get(name);
    return salted == null ? "" : salted.value().asText();
  }
}
