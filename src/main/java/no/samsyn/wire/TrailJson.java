package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** What a witness takes from the server's audit trail. */
public final class TrailJson {
  private TrailJson() {}

  /**
   * {@code GET /api/v1/audit/links}. Links and checkpoints are carried as plain values: their one
   * form, which is hashed and signed, is the business of the audit package.
   *
   * @param links in the order of the chain, without gaps
   * @param checkpoint the newest; null where nothing was signed yet
   * @param keys public keys in hex (SubjectPublicKeyInfo) by their ids
   */
  public record Links(
      @JsonProperty("links") @Nullable List<@Nullable Value> links,
      @JsonProperty("checkpoint") @Nullable Value checkpoint,
      @JsonProperty("keys") @Nullable Map<String, @Nullable String> keys) {
    @JsonCreator
    public Links {}
  }
}
