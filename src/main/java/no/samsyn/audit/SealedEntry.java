package no.samsyn.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;

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

  /** Returns the open values as one canonical text, to be stored apart from the entry. */
  public byte[] canonicalOpen() {
    var values = new TreeMap<String, Value>();
    open.forEach((name, salted) -> values.put(name, salted.toValue()));
    return CanonicalJson.of(new Value.Structure(values));
  }

  /** Reads what {@link #canonicalOpen} wrote, or throws {@link BadJson}. */
  public static Map<String, SaltedValue> readOpen(String canonical) {
    var open = new TreeMap<String, SaltedValue>();
    if (Json.parse(canonical) instanceof Value.Structure values) {
      values.members().forEach((name, salted) -> open.put(name, SaltedValue.of(salted)));
      return open;
    }
    throw new BadJson("open values are an object");
  }

  /** Returns the line that a full export has for this entry, without its end. */
  public byte[] canonicalLine() {
    return new BundleLine.Shown(ShownEntry.full(this)).canonical();
  }

  /** Returns the changed fields with what is left of their values; an erased value is absent. */
  public FieldChanges changes() {
    var changes = new TreeMap<String, FieldChange>();
    for (var field : entry.particulars().fields()) {
      changes.put(
          field, new FieldChange(value(Committed.before(field)), value(Committed.after(field))));
    }
    return new FieldChanges(changes);
  }

  private Value value(String name) {
    var salted = open.get(name);
    return salted == null ? Value.absent() : salted.value();
  }

  /** Returns the text behind a commitment, or the empty string where there is none any more. */
  public String text(String name) {
    var salted = open.get(name);
    return salted == null ? "" : salted.value().asText();
  }
}
