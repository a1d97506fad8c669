package no.samsyn.server.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.Time;
import no.samsyn.server.store.Installation;

/**
 * Signs and checks access tokens: JWT, HMAC-SHA256 and nothing else, 15 minutes. Immutable,
 * thread-safe. A token says who somebody is; what that person may do is looked up at every request.
 */
final class AccessTokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final String ISSUER = "samsyn";
  private static final String AUDIENCE = "samsyn-api";
  private static final String TYPE = "at+jwt";

  private final Time time;
  private final Algorithm algorithm;
  private final JWTVerifier verifier;

  AccessTokens(Installation installation, Time time) {
    this.time = time;
    this.algorithm = Algorithm.HMAC256(HexFormat.of().parseHex(installation.tokenSecret()));
    var rules = JWT.require(algorithm).withIssuer(ISSUER).withAudience(AUDIENCE);
    this.verifier = ((JWTVerifier.BaseVerification) rules).build(new ServerClock(time));
  }

  String issue(String account) {
    return JWT.create()
        .withHeader(Map.of("typ", TYPE))
        .withIssuer(ISSUER)
        .withAudience(AUDIENCE)
        .withSubject(account)
        .withIssuedAt(time.now())
        .withExpiresAt(time.now().plus(LIFETIME))
        .sign(algorithm);
  }

  /** Returns whose token this is, unless it is none of ours or over. */
  Optional<String> accountOf(String token) {
    try {
      var checked = verifier.verify(token);
      return TYPE.equals(checked.getType())
          ? Optional.ofNullable(checked.getSubject())
          : Optional.empty();
    } catch (JWTVerificationException e) {
      return Optional.empty();
    }
  }

  /** The server's time in the form that the JWT library asks for. */
  private static final class ServerClock extends Clock {
    private final Time time;

    ServerClock(Time time) {
      this.time = time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return time.now();
    }
  }
}
