package no.samsyn.audit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * One line of an export's entries: the link alone where the filter leaves the entry out, else with
 * its particulars and what opens them.
 */
sealed interface BundleLine {
  String LINK = "entry";
  String PARTICULARS = "particulars";
  String NAMES = "names";
  String OPEN = "open";

  ChainLink link();

  /** An entry that the filter leaves out. */
  record LeftOut(ChainLink link) implements BundleLine {
    byte[] canonical() {
      return CanonicalJson.of(new Value.Structure(Map.of(LINK, link.toValue())));
    }
  }

  /** An entry that the filter asks for. */
  record Shown(ShownEntry shown) implements BundleLine {
    @Override
    public ChainLink link() {
      return shown.entry().link();
    }

    byte[] canonical() {
      var members = new TreeMap<String, Value>();
      members.put(LINK, link().toValue());
      members.put(PARTICULARS, shown.entry().particulars().toValue());
      var details = new TreeMap<String, Value>();
      if (shown.profile() == Profile.CONTROL) {
        shown.pseudonyms().forEach((name, text) -> details.put(name, Value.text(text)));
        members.put(NAMES, new Value.Structure(details));
      } else {
        shown.open().forEach((name, salted) -> details.put(name, salted.toValue()));
        members.put(OPEN, new Value.Structure(details));
      }
      return CanonicalJson.of(new Value.Structure(members));
    }
  }

  /** Reads a line in canonical form, or throws {@link BadJson}. */
  static BundleLine of(byte[] line, Profile profile) {
    var all = CanonicalJson.read(line);
    if (all.members().size() == 1) {
      return new LeftOut(ChainLink.of(Members.of(all, Set.of(LINK)).value(LINK)));
    }
    var isControl = profile == Profile.CONTROL;
    var members = Members.of(all, Set.of(LINK, PARTICULARS, isControl ? NAMES : OPEN));
    var link = ChainLink.of(members.value(LINK));
    var particulars = Particulars.of(members.value(PARTICULARS));
    AuditEntry entry;
    try {
      entry = new AuditEntry(link, particulars);
    } catch (IllegalArgumentException e) {
      throw new BadJson("it was written with other particulars");
    }
    return new Shown(
        isControl
            ? new ShownEntry(entry, profile, names(members, particulars), Map.of())
            : new ShownEntry(entry, profile, Map.of(), open(members, particulars)));
  }

  private static Map<String, String> names(Members members, Particulars particulars) {
    var names = new TreeMap<String, String>();
    members
        .structure(NAMES)
        .forEach(
            (name, value) -> {
              var kind = Committed.KIND_BY_NAME.get(name);
              if (kind == null
                  || !particulars.commitments().containsKey(name)
                  || !Pseudonyms.isOne(kind, value.asText())) {
                throw new BadJson("it names something by what is no pseudonym");
              }
              names.put(name, value.asText());
            });
    return names;
  }

  private static Map<String, SaltedValue> open(Members members, Particulars particulars) {
    var open = new TreeMap<String, SaltedValue>();
    members
        .structure(OPEN)
        .forEach(
            (name, value) -> {
              var commitment = particulars.commitments().get(name);
              var salted = SaltedValue.of(value);
              if (commitment == null || !salted.opens(commitment)) {
                throw new BadJson("a value in it is not the one that was written");
              }
              open.put(name, salted);
            });
    return open;
  }
}
