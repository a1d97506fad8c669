package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** What the server knows of one record's past, as it travels. */
public final class HistoryJson {
  private HistoryJson() {}

  /** The accepted changes of the record, oldest first. */
  public record Answer(@JsonProperty("steps") @Nullable List<Step> steps) {
    @JsonCreator
    public Answer {}
  }

  /**
   * One accepted change.
   *
   * @param by its time is the server's
   * @param deviceTime what the clock of the device said
   */
  public record Step(
      @JsonProperty("version") long version,
      @JsonProperty("op") @Nullable String op,
      @JsonProperty("mutation") @Nullable String mutation,
      @JsonProperty("by") RecordJson.@Nullable AuthorshipJson by,
      @JsonProperty("deviceTime") @Nullable String deviceTime,
      @JsonProperty("fields") @Nullable List<Field> fields) {
    @JsonCreator
    public Step {}
  }

  /** One field that it changed. An absent side says that the field was not there. */
  public record Field(
      @JsonProperty("field") @Nullable String field,
      @JsonProperty("before") @Nullable Value before,
      @JsonProperty("value") @Nullable Value value) {
    @JsonCreator
    public Field {}
  }
}
