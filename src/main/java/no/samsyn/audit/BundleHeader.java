package no.samsyn.audit;

import java.util.Map;
import java.util.Set;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * The first line of an export's entries: whose trail it is, after which head it begins, and what is
 * shown of it. The filter names nobody where the profile is {@link Profile#CONTROL}. Immutable.
 */
public record BundleHeader(ChainHead before, Profile profile, AuditFilter filter) {
  static final String FORMAT = "samsyn-audit-1";

  private static final Set<String> NAMES =
      Set.of("after", "filter", "format", "hash", "profile", "tenant");

  Value toValue() {
    return new Value.Structure(
        Map.of(
            "after", Value.whole(before.index()),
            "filter", Value.text(filter.text()),
            "format", Value.text(FORMAT),
            "hash", Members.hexText(before.hash()),
            "profile", Value.text(profile.code()),
            "tenant", Value.text(before.tenant())));
  }

  static BundleHeader of(Value value) {
    var members = Members.of(value, NAMES);
    if (!members.text("format").equals(FORMAT)) {
      throw new BadJson("an export of another format than " + FORMAT);
    }
    try {
      return new BundleHeader(
          new ChainHead(members.code("tenant"), members.count("after"), members.bytes32("hash")),
          Profile.ofCode(members.text("profile")),
          AuditFilter.parse(members.text("filter")));
    } catch (IllegalArgumentException e) {
      throw new BadJson("an export with an impossible beginning");
    }
  }
}
