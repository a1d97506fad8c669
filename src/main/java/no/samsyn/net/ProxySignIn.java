package no.samsyn.net;

import java.io.IOException;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that asks who we are: with the name and password that came with its address,
 * once, and otherwise with a failure that says so. Passwords go to the proxy alone and never into a
 * log. Thread-safe.
 */
final class ProxySignIn implements Authenticator {
  private static final String ANSWER = "Proxy-Authorization";
  private static final String BEFOREHAND = "OkHttp-Preemptive";

  private final HttpClients.@Nullable ProxyAccount account;

  ProxySignIn(HttpClients.@Nullable ProxyAccount account) {
    this.account = account;
  }

  /** The proxy wants a name and a password that nobody gave, or not these. */
  static final class Wanted extends IOException {
    private static final long serialVersionUID = 1;

    Wanted() {
      super("the proxy wants a sign-in");
    }
  }

  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response)
      throws IOException {
    if (!response.request().method().equals("CONNECT")) {
      return null; // the server itself, within the tunnel: our proxy's password is not for it
    }
    if (account != null && account.isFor(route) && !isTried(response)) {
      return response
          .request()
          .newBuilder()
          .header(ANSWER, Credentials.basic(account.name(), account.password()))
          .build();
    }
    if (isBeforehand(response)) {
      return null; // the proxy has not said yet that it wants anything
    }
    throw new Wanted();
  }

  private static boolean isTried(Response response) {
    return response.request().header(ANSWER) != null;
  }

  /** OkHttp asks once before it asks the proxy, with a question of its own making. */
  private static boolean isBeforehand(Response response) {
    return response.challenges().stream()
        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(BEFOREHAND));
  }
}
