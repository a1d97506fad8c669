package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says about itself, its users and the devices that it has seen. */
public final class ServiceJson {
  private ServiceJson() {}

  /** {@code GET /api/v1/health}. */
  public record Health(
      @JsonProperty("status") @Nullable String status,
      @JsonProperty("serverTime") @Nullable String serverTime) {
    @JsonCreator
    public Health {}
  }

  /** {@code GET /api/v1/info}. */
  public record Info(
      @JsonProperty("product") @Nullable String product,
      @JsonProperty("protocol") @Nullable Range protocol,
      @JsonProperty("schema") @Nullable Range schema,
      @JsonProperty("limits") @Nullable Limits limits,
      @JsonProperty("serverTime") @Nullable String serverTime) {
    @JsonCreator
    public Info {}
  }

  public record Range(@JsonProperty("min") int min, @JsonProperty("max") int max) {
    @JsonCreator
    public Range {}
  }

  public record Limits(
      @JsonProperty("pushItems") int pushItems,
      @JsonProperty("pushBytes") int pushBytes,
      @JsonProperty("group") int group,
      @JsonProperty("pageRecords") int pageRecords) {
    @JsonCreator
    public Limits {}
  }

  /** {@code GET /api/v1/devices}. */
  public record Devices(@JsonProperty("devices") @Nullable List<Device> devices) {
    @JsonCreator
    public Devices {}
  }

  public record Device(
      @JsonProperty("device") @Nullable String device,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("peerMentor") @Nullable String peerMentor,
      @JsonProperty("lastSync") @Nullable String lastSync,
      @JsonProperty("unsent") long unsent) {
    @JsonCreator
    public Device {}
  }

  /** {@code GET /api/v1/deciders}. */
  public record Deciders(@JsonProperty("deciders") @Nullable List<Decider> deciders) {
    @JsonCreator
    public Deciders {}
  }

  public record Decider(
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("role") @Nullable String role,
      @JsonProperty("units") @Nullable List<String> units) {
    @JsonCreator
    public Decider {}
  }
}
