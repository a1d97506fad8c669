package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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
}
