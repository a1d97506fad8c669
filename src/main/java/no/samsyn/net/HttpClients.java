package no.samsyn.net;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The one OkHttp client of a process, with every limit said aloud, and its short-lived variants,
 * which share its connections.
 *
 * <p>It follows no redirect, keeps no cookie and no cache, and logs no traffic. It may repeat a
 * request on another connection by itself: every write of the protocol is idempotent. Thread-safe.
 */
public final class HttpClients {
  /** One run uses one connection; the rest is for events, the console and the connection test. */
  private static final int IDLE_CONNECTIONS_MAX = 4;

  private static final Duration IDLE_MAX = Duration.ofMinutes(2);
  private static final Duration PING_EVERY = Duration.ofSeconds(15); // HTTP/2 only

  private final OkHttpClient client;
  private final Traffic traffic;
  private final Timeouts timeouts;

  private HttpClients(OkHttpClient client, Traffic traffic, Timeouts timeouts) {
    this.client = client;
    this.traffic = traffic;
    this.timeouts = timeouts;
  }

  /**
   * How long to wait for what.
   *
   * @param call bounds a whole call, so that a server that drips cannot hold us
   * @param eventSilence how long an event stream may say nothing, not even a comment
   */
  public record Timeouts(
      Duration connect, Duration read, Duration write, Duration call, Duration eventSilence) {
    public static final Timeouts USUAL =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2));
  }

  /** A name and a password, for the proxy at that place and for nobody else. */
  public record ProxyAccount(String host, int port, String name, String password) {
    boolean isFor(@Nullable Route route) {
      return route != null
          && route.proxy().address() instanceof InetSocketAddress at
          && at.getHostString().equalsIgnoreCase(host)
          && at.getPort() == port;
    }

    @Override
    public String toString() {
      return "proxy account for " + host + ":" + port;
    }
  }

  public static HttpClients usual() {
    return new Builder().build();
  }

  /** For everything that a whole call's timeout bounds. */
  OkHttpClient client() {
    return client;
  }

  /** For answers that go on and on: bounded in their silence, not in their length. */
  OkHttpClient streaming() {
    return client
        .newBuilder()
        .callTimeout(0, TimeUnit.MILLISECONDS)
        .readTimeout(timeouts.eventSilence().toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /** Returns how many bytes of bodies have passed so far. */
  long bytesMoved() {
    return traffic.bytes();
  }

  /** Drops idle connections. Call it when the network changed: they may lead nowhere now. */
  public void evict() {
    client.connectionPool().evictAll();
  }

  /** What this machine brings: trust, proxies, names. Not thread-safe. */
  public static final class Builder {
    private final OkHttpClient.Builder client =
        new OkHttpClient.Builder().proxyAuthenticator(new ProxySignIn(null));
    private Timeouts timeouts = Timeouts.USUAL;

    public Builder timeouts(Timeouts chosen) {
      timeouts = chosen;
      return this;
    }

    /** Whom to trust, for example the JVM's roots and the operating system's together. */
    public Builder trust(SSLSocketFactory sockets, X509TrustManager manager) {
      client.sslSocketFactory(sockets, manager);
      return this;
    }

    public Builder proxies(ProxySelector selector) {
      client.proxySelector(selector);
      return this;
    }

    /** Who we are for the proxy, where its address says so. */
    public Builder proxyAccount(ProxyAccount account) {
      client.proxyAuthenticator(new ProxySignIn(account));
      return this;
    }

    public Builder dns(Dns dns) {
      client.dns(dns);
      return this;
    }

    /** Puts {@code way} where the network would be, so that a test sees all before it at work. */
    Builder way(Interceptor way) {
      client.addInterceptor(way);
      return this;
    }

    public HttpClients build() {
      var traffic = new Traffic();
      var built =
          client
              .eventListener(traffic)
              .connectTimeout(timeouts.connect().toMillis(), TimeUnit.MILLISECONDS)
              .readTimeout(timeouts.read().toMillis(), TimeUnit.MILLISECONDS)
              .writeTimeout(timeouts.write().toMillis(), TimeUnit.MILLISECONDS)
              .callTimeout(timeouts.call().toMillis(), TimeUnit.MILLISECONDS)
              .pingInterval(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)
              .followRedirects(false)
              .followSslRedirects(false)
              .retryOnConnectionFailure(true)
              .socketFactory(new NoDelaySockets(SocketFactory.getDefault()))
              .connectionPool(
                  new ConnectionPool(
                      IDLE_CONNECTIONS_MAX, IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS))
              .build();
      return new HttpClients(built, traffic, timeouts);
    }
  }
}
