package no.samsyn.sync.conflict;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.Authorship;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;

/**
 * Who wrote one side of a review: evidence for the person who decides.
 *
 * @param by its time is the device's for mine, the server's for theirs
 * @param offsetMillis how far the device's clock was off; {@link Mutation.Evidence#UNKNOWN_OFFSET}
 *     where nobody measured it
 * @param version the version that the side was based on (mine), or that it is (theirs)
 * @param mutation the change that it came with; empty where that is not known
 * @param record the key of the side's own record, where the two sides are two records
 */
public record Side(Authorship by, long offsetMillis, long version, String mutation, String record) {

  public static Side of(Mutation mutation) {
    var evidence = mutation.evidence();
    return new Side(
        new Authorship(
            evidence.author(), evidence.onBehalfOf(), mutation.device(), evidence.deviceTime()),
        evidence.clockOffsetMillis(),
        mutation.basis().baseVersion(),
        mutation.id(),
        "");
  }

  /** The side of the one who made {@code version} of a record on the server. */
  public static Side of(Authorship by, long version) {
    return new Side(by, Mutation.Evidence.UNKNOWN_OFFSET, version, "", "");
  }

  public Side ofRecord(String key) {
    return new Side(by, offsetMillis, version, mutation, key);
  }

  Value toValue() {
    var members = new TreeMap<String, Value>();
    putText(members, "author", by.author());
    putText(members, "on_behalf_of", by.onBehalfOf());
    putText(members, "device", by.device());
    putText(members, "mutation", mutation);
    putText(members, "record", record);
    members.put("time", Value.text(by.at().toString()));
    members.put("version", Value.whole(version));
    if (offsetMillis != Mutation.Evidence.UNKNOWN_OFFSET) {
      members.put("clock_offset_ms", Value.whole(offsetMillis));
    }
    return new Value.Structure(members);
  }

  private static void putText(Map<String, Value> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, Value.text(text));
    }
  }

  /** Reads what is there; a review of a stranger's making may lack any of it. */
  static Side of(Value value) {
    var members = value instanceof Value.Structure given ? given : new Value.Structure(Map.of());
    return new Side(
        new Authorship(
            members.member("author").asText(),
            members.member("on_behalf_of").asText(),
            members.member("device").asText(),
            time(members.member("time").asText())),
        number(members.member("clock_offset_ms"), Mutation.Evidence.UNKNOWN_OFFSET),
        number(members.member("version"), 0),
        members.member("mutation").asText(),
        members.member("record").asText());
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH; // shown as unknown
    }
  }

  private static long number(Value value, long otherwise) {
    return value instanceof Value.Whole whole ? whole.number() : otherwise;
  }

  @Override
  public String toString() {
    return "Side[version " + version + "]"; // it names people
  }
}
