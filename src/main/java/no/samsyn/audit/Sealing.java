package no.samsyn.audit;

import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChange;
import no.samsyn.model.Value;

/**
 * Salts the parts of one fact. Every fact can be recorded, whatever a hostile client put into it,
 * and every entry can be exported: there is room for so many fields and so many bytes, and what
 * goes beyond is committed to by its SHA-256. Used once, by one thread.
 */
final class Sealing {
  /** The fields after these share one commitment on each side. */
  static final int FIELDS_MAX = 200;

  /** As much as one push may carry; keeps a line of an export below its limit. */
  static final int BYTES_MAX = 1_048_576;

  private static final String MORE = "~more";

  private final Chance chance;
  private final TreeMap<String, SaltedValue> open = new TreeMap<>();
  private int unnamed;
  private int bytes;

  Sealing(Chance chance) {
    this.chance = chance;
  }

  Map<String, SaltedValue> open() {
    return open;
  }

  void addText(String name, String text) {
    if (!text.isEmpty()) {
      put(name, Value.text(text));
    }
  }

  /**
   * A field whose name is no code came from outside and may itself be personal: the entry only
   * counts it, and its name is committed to together with its value.
   */
  void addChanges(Map<String, FieldChange> changes) {
    var before = new TreeMap<String, Value>();
    var after = new TreeMap<String, Value>();
    var fields = 0;
    for (var change : changes.entrySet()) {
      if (++fields <= FIELDS_MAX) {
        addChange(change.getKey(), change.getValue());
      } else {
        keepPresent(before, change.getKey(), change.getValue().before());
        keepPresent(after, change.getKey(), change.getValue().after());
      }
    }
    if (!before.isEmpty()) {
      put(Committed.before(MORE), new Value.Structure(before));
    }
    if (!after.isEmpty()) {
      put(Committed.after(MORE), new Value.Structure(after));
    }
  }

  private void addChange(String field, FieldChange change) {
    var isCode = !field.isEmpty() && Members.CODE.matcher(field).matches();
    var shown = isCode ? field : "~" + ++unnamed;
    if (!(change.before() instanceof Value.Absent)) {
      put(Committed.before(shown), named(isCode, field, change.before()));
    }
    if (!(change.after() instanceof Value.Absent)) {
      put(Committed.after(shown), named(isCode, field, change.after()));
    }
  }

  private static Value named(boolean isCode, String field, Value value) {
    return isCode ? value : new Value.Structure(Map.of(field, value));
  }

  private static void keepPresent(Map<String, Value> kept, String field, Value value) {
    if (!(value instanceof Value.Absent)) {
      kept.put(field, value);
    }
  }

  private void put(String name, Value value) {
    var canonical = CanonicalJson.of(value);
    var kept = value;
    if (canonical.length > BYTES_MAX - bytes) {
      var hash = Bytes32.owning(Digests.sha256().digest(canonical));
      kept =
          new Value.Structure(
              Map.of("bytes", Value.whole(canonical.length), "sha256", Members.hexText(hash)));
    } else {
      bytes += canonical.length;
    }
    open.put(name, SaltedValue.fresh(kept, chance));
  }
}
