package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import no.samsyn.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

/** One line of {@code GET /api/v1/audit}. */
public record AuditJson(
    @JsonProperty("index") long index,
    @JsonProperty("at") @Nullable String at,
    @JsonProperty("action") @Nullable String action,
    @JsonProperty("actor") @Nullable String actor,
    @JsonProperty("onBehalfOf") @Nullable String onBehalfOf,
    @JsonProperty("entity") @Nullable String entity,
    @JsonProperty("key") @Nullable String key,
    @JsonProperty("mutation") @Nullable String mutation,
    @JsonProperty("version") long version,
    @JsonProperty("detail") @Nullable String detail) {
  @JsonCreator
  public AuditJson {}

  public static AuditJson of(AuditEvent event) {
    return new AuditJson(
        event.index(),
        event.at().toString(),
        event.action().code(),
        event.actor(),
        Wire.orNull(event.onBehalfOf()),
        Wire.orNull(event.entity()),
        Wire.orNull(event.key()),
        Wire.orNull(event.mutation()),
        event.version(),
        Wire.orNull(event.detail()));
  }
}
