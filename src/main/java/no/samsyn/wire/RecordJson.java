package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import no.samsyn.json.BadJson;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record or a tombstone. References in {@code fields} are keys. {@code presence} is absent for a
 * record that stands.
 */
public record RecordJson(
    @JsonProperty("entity") @Nullable String entity,
    @JsonProperty("key") @Nullable String key,
    @JsonProperty("serverId") @Nullable String serverId,
    @JsonProperty("version") long version,
    @JsonProperty("presence") @Nullable String presence,
    @JsonProperty("fields") @Nullable Fields fields,
    @JsonProperty("last") @Nullable AuthorshipJson last) {

  /** Who made a change. {@code at} is the server's time. */
  public record AuthorshipJson(
      @JsonProperty("author") @Nullable String author,
      @JsonProperty("onBehalfOf") @Nullable String onBehalfOf,
      @JsonProperty("device") @Nullable String device,
      @JsonProperty("at") @Nullable String at) {
    @JsonCreator
    public AuthorshipJson {}

    public static AuthorshipJson of(Authorship by) {
      return new AuthorshipJson(
          by.author(),
          by.onBehalfOf().isEmpty() ? null : by.onBehalfOf(),
          by.device(),
          by.at().toString());
    }

    public Authorship toModel() {
      try {
        return new Authorship(
            Wire.orEmpty(author),
            Wire.orEmpty(onBehalfOf),
            Wire.orEmpty(device),
            Instant.parse(Wire.required(at, "at")));
      } catch (DateTimeException e) {
        throw new BadJson("at is not a time");
      }
    }
  }

  @JsonCreator
  public RecordJson {}

  public static RecordJson of(ServerRecord record) {
    return new RecordJson(
        record.id().entity(),
        record.id().key(),
        record.serverId(),
        record.version(),
        record.isPresent() ? null : Wire.nameOf(record.presence()),
        record.isPresent() ? record.fields() : null,
        AuthorshipJson.of(record.last()));
  }

  /** Maps to the model, or throws {@link BadJson} naming what is missing or wrong. */
  public ServerRecord toModel() {
    if (version < 1) {
      throw new BadJson("a record has no version");
    }
    var modelPresence = Wire.presence(presence);
    if ((modelPresence == ServerRecord.Presence.PRESENT) == (fields == null)) {
      throw new BadJson("a record has fields, a tombstone has none");
    }
    if (last == null) {
      throw new BadJson("a record does not say who changed it last");
    }
    return new ServerRecord(
        new RecordId(Wire.required(entity, "entity"), Wire.required(key, "key")),
        Wire.required(serverId, "serverId"),
        version,
        modelPresence,
        fields == null ? Fields.NONE : fields,
        last.toModel());
  }
}
