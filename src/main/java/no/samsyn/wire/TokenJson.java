package no.samsyn.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/token}: signing in, refreshing, signing out. Hidden from text. */
public final class TokenJson {
  public static final String PASSWORD = "password";
  public static final String REFRESH = "refresh";
  public static final String REVOKE = "revoke";

  private TokenJson() {}

  public record Request(
      @JsonProperty("grant") @Nullable String grant,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("password") @Nullable String password,
      @JsonProperty("refreshToken") @Nullable String refreshToken,
      @JsonProperty("device") @Nullable String device) {
    @JsonCreator
    public Request {}

    @Override
    public String toString() {
      return "TokenRequest[" + grant + "]";
    }
  }

  public record Answer(
      @JsonProperty("accessToken") @Nullable String accessToken,
      @JsonProperty("expiresIn") long expiresIn,
      @JsonProperty("refreshToken") @Nullable String refreshToken,
      @JsonProperty("account") @Nullable AccountJson account,
      @JsonProperty("serverTime") @Nullable String serverTime) {
    @JsonCreator
    public Answer {}

    @Override
    public String toString() {
      return "TokenAnswer[hidden]";
    }
  }

  /** {@code peerMentor} is the key of the user's own peer mentor record. */
  public record AccountJson(
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("role") @Nullable String role,
      @JsonProperty("organisation") @Nullable String organisation,
      @JsonProperty("peerMentor") @Nullable String peerMentor,
      @JsonProperty("units") @Nullable List<String> units) {
    @JsonCreator
    public AccountJson {}
  }
}
