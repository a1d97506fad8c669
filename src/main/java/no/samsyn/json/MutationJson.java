package no.samsyn.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A mutation in its wire form. Devices store this text at the first send and repeat it unchanged;
 * never rename a member.
 *
 * <p>A {@code before} or {@code after} that is not there says that the field was not there.
 */
public record MutationJson(
    @JsonProperty("id") @Nullable String id,
    @JsonProperty("device") @Nullable String device,
    @JsonProperty("seq") long seq,
    @JsonProperty("entity") @Nullable String entity,
    @JsonProperty("op") @Nullable String op,
    @JsonProperty("record") @Nullable String record,
    @JsonProperty("baseVersion") @Nullable Long baseVersion,
    @JsonProperty("follows") @Nullable String follows,
    @JsonProperty("changes") @Nullable Map<String, Change> changes,
    @JsonProperty("author") @Nullable String author,
    @JsonProperty("onBehalfOf") @Nullable String onBehalfOf,
    @JsonProperty("deviceTime") @Nullable String deviceTime,
    @JsonProperty("clockOffsetMs") @Nullable Long clockOffsetMs,
    @JsonProperty("schema") int schema,
    @JsonProperty("group") @Nullable String group,
    @JsonProperty("resolves") @Nullable String resolves,
    @JsonProperty("replaces") @Nullable String replaces) {

  /** One changed field. */
  public record Change(
      @JsonProperty("before") @Nullable Value before,
      @JsonProperty("after") @Nullable Value after) {
    @JsonCreator
    public Change {}

    static Change of(FieldChange change) {
      return new Change(orNull(change.before()), orNull(change.after()));
    }

    FieldChange toModel() {
      return new FieldChange(orAbsent(before), orAbsent(after));
    }

    @Override
    public String toString() {
      return "Change[hidden]"; // values are personal
    }
  }

  @JsonCreator
  public MutationJson {}

  public static MutationJson of(Mutation m) {
    var changes = new TreeMap<String, Change>();
    m.changes().byName().forEach((name, change) -> changes.put(name, Change.of(change)));
    var evidence = m.evidence();
    return new MutationJson(
        m.id(),
        m.device(),
        m.seq(),
        m.target().entity(),
        m.target().op().wireName(),
        m.target().record(),
        m.basis().followsAnother() ? null : m.basis().baseVersion(),
        orNull(m.basis().follows()),
        changes,
        evidence.author(),
        orNull(evidence.onBehalfOf()),
        evidence.deviceTime().toString(),
        evidence.isOffsetKnown() ? evidence.clockOffsetMillis() : null,
        evidence.schemaVersion(),
        orNull(m.links().group()),
        orNull(m.links().resolves()),
        orNull(m.links().replaces()));
  }

  /** Maps to the model, or throws {@link BadJson} naming what is missing or wrong. */
  public Mutation toModel() {
    try {
      return new Mutation(
          required(id, "id"),
          required(device, "device"),
          seq,
          new Mutation.Target(
              required(entity, "entity"),
              Op.ofWireName(required(op, "op")),
              required(record, "record")),
          new Mutation.Basis(baseVersion == null ? 0 : baseVersion, orEmpty(follows)),
          modelChanges(),
          new Mutation.Evidence(
              required(author, "author"),
              orEmpty(onBehalfOf),
              Instant.parse(required(deviceTime, "deviceTime")),
              clockOffsetMs == null ? Mutation.Evidence.UNKNOWN_OFFSET : clockOffsetMs,
              schema),
          new Mutation.Links(orEmpty(group), orEmpty(resolves), orEmpty(replaces)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadJson("not a mutation: a member has a value that it cannot have");
    }
  }

  private FieldChanges modelChanges() {
    var model = new TreeMap<String, FieldChange>();
    if (changes != null) {
      for (var entry : changes.entrySet()) {
        if (entry.getValue() == null) {
          throw new BadJson("not a mutation: a change is null");
        }
        model.put(entry.getKey(), entry.getValue().toModel());
      }
    }
    return new FieldChanges(model);
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new BadJson("not a mutation: " + name + " is missing");
    }
    return value;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable Value orNull(Value value) {
    return value instanceof Value.Absent ? null : value;
  }

  private static Value orAbsent(@Nullable Value value) {
    return value == null ? Value.absent() : value;
  }
}
