package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/push}: the request, the answer and its items. */
public final class PushJson {
  private PushJson() {}

  /**
   * The envelope that a device sends.
   *
   * @param epoch the server's epoch as this device knows it; absent if it knows none
   * @param cursor where the device stands in the feed, so that its own changes need not come back
   *     to it
   * @param landmark the word of the farthest place of the server's past that the device was shown
   * @param ackedThrough every own mutation up to this sequence number is settled on the device
   */
  public record Request(
      @JsonProperty("protocol") int protocol,
      @JsonProperty("schema") int schema,
      @JsonProperty("device") @Nullable String device,
      @JsonProperty("epoch") @Nullable String epoch,
      @JsonProperty("cursor") @Nullable String cursor,
      @JsonProperty("landmark") @Nullable String landmark,
      @JsonProperty("ackedThrough") long ackedThrough,
      @JsonProperty("unsent") long unsent,
      @JsonProperty("mutations") @Nullable List<MutationJson> mutations) {
    @JsonCreator
    public Request {}
  }

  /**
   * What the server says of a push.
   *
   * @param checkpoint the newest of the audit trail, in its canonical members; absent where nothing
   *     was signed yet
   */
  public record Answer(
      @JsonProperty("epoch") @Nullable String epoch,
      @JsonProperty("serverTime") @Nullable String serverTime,
      @JsonProperty("commitSeq") long commitSeq,
      @JsonProperty("cursor") @Nullable String cursor,
      @JsonProperty("budgetExhausted") boolean budgetExhausted,
      @JsonProperty("results") @Nullable List<Result> results,
      @JsonProperty("landmark") FeedJson.@Nullable Landmark landmark,
      @JsonProperty("checkpoint") @Nullable Value checkpoint) {
    @JsonCreator
    public Answer {}
  }

  /**
   * What became of one mutation.
   *
   * @param status {@code applied}, {@code conflict}, {@code rejected}, {@code deferred} or {@code
   *     blocked}
   * @param record what is stored now ({@code applied}, {@code conflict})
   */
  public record Result(
      @JsonProperty("id") @Nullable String id,
      @JsonProperty("status") @Nullable String status,
      @JsonProperty("replayed") @Nullable Boolean replayed,
      @JsonProperty("record") @Nullable RecordJson record,
      @JsonProperty("since") @Nullable List<Since> since,
      @JsonProperty("problem") @Nullable ProblemJson problem,
      @JsonProperty("blockedBy") @Nullable String blockedBy) {
    @JsonCreator
    public Result {}
  }

  /**
   * One field that changed since the base of a conflicting mutation. An absent side says that the
   * field was not there; an explicit null is a value like any other.
   *
   * @param before what it was in the version that the author saw
   * @param value what it is now
   */
  public record Since(
      @JsonProperty("field") @Nullable String field,
      @JsonProperty("before") @Nullable Value before,
      @JsonProperty("value") @Nullable Value value,
      @JsonProperty("version") long version,
      @JsonProperty("by") RecordJson.@Nullable AuthorshipJson by) {
    @JsonCreator
    public Since {}
  }
}
