package no.samsyn.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;

/**
 * The last part of an export: what it holds, as the one who signed it says. Written last, so that
 * an export that was interrupted has none and verifies as nothing. Immutable.
 */
public record Manifest(
    BundleHeader header, ChainHead head, Counts counts, Map<String, PartDigest> parts, Made made) {
  private static final Set<String> NAMES =
      Set.of("counts", "head", "header", "key", "madeAt", "parts", "tool", "zone");
  private static final Set<String> COUNTS = Set.of("entries", "leftOut", "open", "shown", "sealed");
  private static final Set<String> PART = Set.of("bytes", "sha256");

  /**
   * How many entries the range has, how many are shown (the row count) and left out; and of the
   * commitments shown, how many are opened or named by a pseudonym, and how many stay sealed.
   */
  public record Counts(long entries, long shown, long leftOut, long open, long sealed) {}

  /** The length and SHA-256 of another part. */
  public record PartDigest(long bytes, Bytes32 sha256) {}

  /** When, by which program and version, for readers in which time zone, and under which key. */
  public record Made(Instant at, String tool, String zone, String keyId) {}

  public Manifest {
    parts = Map.copyOf(parts);
  }

  Value toValue() {
    var digests = new TreeMap<String, Value>();
    parts.forEach((name, part) -> digests.put(name, toValue(part)));
    return new Value.Structure(
        Map.of(
            "counts", toValue(counts),
            "head", Members.hexText(head.hash()),
            "header", header.toValue(),
            "key", Value.text(made.keyId()),
            "madeAt", Value.text(Members.text(made.at())),
            "parts", new Value.Structure(digests),
            "tool", Value.text(made.tool()),
            "zone", Value.text(made.zone())));
  }

  private static Value toValue(PartDigest part) {
    return new Value.Structure(
        Map.of("bytes", Value.whole(part.bytes()), "sha256", Members.hexText(part.sha256())));
  }

  private static Value toValue(Counts counts) {
    return new Value.Structure(
        Map.of(
            "entries", Value.whole(counts.entries()),
            "leftOut", Value.whole(counts.leftOut()),
            "open", Value.whole(counts.open()),
            "sealed", Value.whole(counts.sealed()),
            "shown", Value.whole(counts.shown())));
  }

  static Manifest of(Value value) {
    var members = Members.of(value, NAMES);
    var header = BundleHeader.of(members.value("header"));
    var counts = Members.of(members.value("counts"), COUNTS);
    var parts = new TreeMap<String, PartDigest>();
    members
        .structure("parts")
        .forEach(
            (name, part) -> {
              var of = Members.of(part, PART);
              parts.put(name, new PartDigest(of.count("bytes"), of.bytes32("sha256")));
            });
    var entries = counts.count("entries");
    if (entries < 1 || entries > Long.MAX_VALUE - header.before().index()) {
      throw new BadJson("an export of no entry");
    }
    return new Manifest(
        header,
        new ChainHead(
            header.before().tenant(), header.before().index() + entries, members.bytes32("head")),
        new Counts(
            entries,
            counts.count("shown"),
            counts.count("leftOut"),
            counts.count("open"),
            counts.count("sealed")),
        parts,
        new Made(
            members.time("madeAt"),
            members.text("tool"),
            members.text("zone"),
            members.bytes32("key").hex()));
  }
}
