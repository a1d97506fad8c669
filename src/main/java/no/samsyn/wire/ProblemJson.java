package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code application/problem+json} (RFC 9457) with a stable code; also the problem of one rejected
 * item.
 */
public record ProblemJson(
    @JsonProperty("type") @Nullable String type,
    @JsonProperty("title") @Nullable String title,
    @JsonProperty("status") int status,
    @JsonProperty("code") @Nullable String code,
    @JsonProperty("detail") @Nullable String detail,
    @JsonProperty("errors") @Nullable List<FieldError> errors) {

  /** A field that is wrong. {@code pointer} is a JSON pointer into the record's fields. */
  public record FieldError(
      @JsonProperty("pointer") @Nullable String pointer,
      @JsonProperty("code") @Nullable String code,
      @JsonProperty("detail") @Nullable String detail) {
    @JsonCreator
    public FieldError {}
  }

  @JsonCreator
  public ProblemJson {}

  public static ProblemJson of(int status, String code, String detail) {
    return new ProblemJson("about:blank", code, status, code, detail, null);
  }
}
