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
   * The farthest place of the server's past when it answered. A device keeps the one that lies
   * farthest and presents its word with every push and pull: where the server does not know the
   * place any more, it came back from a backup.
   *
   * @param at rises with everything that the server takes in
   * @param word sealed by the server, so that nobody can make one up
   */
  public record Landmark(@JsonProperty("at") long at, @JsonProperty("word") @Nullable String word) {
    @JsonCreator
    public Landmark {}
  }

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
      @JsonProperty("landmark") @Nullable Landmark landmark,
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
      @JsonProperty("landmark") @Nullable Landmark landmark,
      @JsonProperty("checkpoint") @Nullable Value checkpoint) {
    @JsonCreator
    public SnapshotEnd {}
  }
}
