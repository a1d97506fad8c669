package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** What a device takes from the server: pages of the feed and of a snapshot. */
public final class FeedJson {
  private FeedJson() {}

  /**
   * {@code GET /api/v1/changes}.
   *
   * @param checkpoint the newest of the audit trail; absent where nothing was signed yet
   */
  public record Changes(
      @JsonProperty("epoch") @Nullable String epoch,
      @JsonProperty("serverTime") @Nullable String serverTime,
      @JsonProperty("records") @Nullable List<RecordJson> records,
      @JsonProperty("cursor") @Nullable String cursor,
      @JsonProperty("more") boolean more,
      @JsonProperty("checkpoint") @Nullable Value checkpoint) {
    @JsonCreator
    public Changes {}
  }

  /**
   * The last line of a page of {@code GET /api/v1/snapshot}; the lines before it are {@link
   * RecordJson}. A page without it was cut and counts for nothing.
   *
   * @param next names the next page; absent on the last page
   * @param cursor where the feed goes on; on the last page only
   * @param checkpoint the newest of the audit trail; absent where nothing was signed yet
   */
  public record SnapshotEnd(
      @JsonProperty("epoch") @Nullable String epoch,
      @JsonProperty("serverTime") @Nullable String serverTime,
      @JsonProperty("count") int count,
      @JsonProperty("next") @Nullable String next,
      @JsonProperty("cursor") @Nullable String cursor,
      @JsonProperty("checkpoint") @Nullable Value checkpoint) {
    @JsonCreator
    public SnapshotEnd {}
  }
}
