package no.samsyn.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.json.BadJson;

/**
 * An entry as an export shows it: with pseudonyms (control) or with the values behind its
 * commitments (full). What is in neither was erased or withheld. Immutable; {@link #toString} hides
 * everything.
 */
public record ShownEntry(
    AuditEntry entry,
    Profile profile,
    Map<String, String> pseudonyms,
    Map<String, SaltedValue> open) {
  public ShownEntry {
    pseudonyms = Collections.unmodifiableMap(new TreeMap<>(pseudonyms));
    open = Collections.unmodifiableMap(new TreeMap<>(open));
  }

  /**
   * Reads one line of a full export or of the server's list, without its end. Throws {@link
   * BadJson} for anything else, and where a value is not the one that was committed to.
   */
  public static ShownEntry ofLine(byte[] line) {
    if (BundleLine.of(line, Profile.FULL) instanceof BundleLine.Shown shown) {
      return shown.shown();
    }
    throw new BadJson("an entry without its particulars");
  }

  /** Returns the pseudonym or the text under a name of {@link Committed}, or the empty string. */
  public String text(String name) {
    var pseudonym = pseudonyms.get(name);
    if (pseudonym != null) {
      return pseudonym;
    }
    var salted = open.get(name);
    return salted == null ? "" : salted.value().asText();
  }

  boolean isAskedForBy(AuditFilter filter) {
    return filter.matches(entry.link(), text(Committed.ACTOR), text(Committed.RECORD));
  }

  /** Shows names and records by pseudonym only. */
  static ShownEntry control(SealedEntry sealed, Pseudonyms pseudonyms) {
    var names = new TreeMap<String, String>();
    Committed.KIND_BY_NAME.forEach(
        (name, kind) -> {
          var text = sealed.text(name);
          if (!text.isEmpty()) {
            names.put(name, pseudonyms.of(kind, text));
          }
        });
    return new ShownEntry(sealed.entry(), Profile.CONTROL, names, Map.of());
  }

  static ShownEntry full(SealedEntry sealed) {
    return new ShownEntry(sealed.entry(), Profile.FULL, Map.of(), sealed.open());
  }

  @Override
  public String toString() {
    return "ShownEntry[" + entry.index() + "]"; // values are personal
  }
}
