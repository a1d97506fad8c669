package no.samsyn.net;

import static no.samsyn.net.NetRig.SHORT;
import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.testkit.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import no.samsyn.testkit.RawServer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientsTest {
  @Test
  void everyLimitIsSaidAloud() {
    var client = HttpClients.usual().client();
    assertThat(client.connectTimeoutMillis()).isEqualTo(10_000);
    assertThat(client.readTimeoutMillis()).isEqualTo(20_000);
    assertThat(client.writeTimeoutMillis()).isEqualTo(20_000);
    assertThat(client.callTimeoutMillis()).isEqualTo(30_000);
    assertThat(client.followRedirects()).isFalse();
    assertThat(client.followSslRedirects()).isFalse();
    assertThat(client.retryOnConnectionFailure()).isTrue();
    assertThat(client.cache()).isNull();
    assertThat(client.interceptors()).isEmpty();
    assertThat(client.networkInterceptors()).isEmpty();
    var streaming = HttpClients.usual().streaming();
    assertThat(streaming.callTimeoutMillis()).isZero();
    assertThat(streaming.readTimeoutMillis()).isEqualTo(120_000);
  }

  @Test
  void aPlainConnectionSendsAtOnce() throws IOException {
    try (var server = RawServer.start()) {
      server.reacts(json("{}"));
      var seen = new SeenSockets();
      seen.call(new HttpClients.Builder().timeouts(SHORT).build().client(), server.address());
      assertThat(seen.noDelay).containsExactly(true);
      var plain = new SeenSockets();
      plain.call(new OkHttpClient(), server.address());
      assertThat(plain.noDelay).as("what OkHttp does by itself").containsExactly(false);
    }
  }

  @Test
  void aTlsConnectionSendsAtOnceToo(@TempDir Path folder) throws Exception {
    var keys = TlsKeys.make(folder);
    try (var server = RawServer.start(keys.context.getServerSocketFactory())) {
      server.reacts(json("{}"));
      var seen = new SeenSockets();
      var clients =
          new HttpClients.Builder()
              .timeouts(SHORT)
              .trust(keys.context.getSocketFactory(), keys.trust)
              .build();
      seen.call(clients.client(), "https://127.0.0.1:" + server.port() + "/");
      assertThat(seen.noDelay).containsExactly(true);
      assertThat(seen.tls).isTrue();
      assertThatThrownBy(
              () ->
                  new SeenSockets()
                      .call(
                          HttpClients.usual().client(), "https://127.0.0.1:" + server.port() + "/"))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void everyWayToMakeASocketMakesOneThatSendsAtOnce() throws IOException {
    var sockets = new NoDelaySockets(SocketFactory.getDefault());
    var here = InetAddress.getLoopbackAddress();
    try (var server = RawServer.start();
        var a = sockets.createSocket();
        var b = sockets.createSocket(here, server.port());
        var c = sockets.createSocket(here, server.port(), here, 0);
        var d = sockets.createSocket("127.0.0.1", server.port());
        var e = sockets.createSocket("127.0.0.1", server.port(), here, 0)) {
      for (var socket : List.of(a, b, c, d, e)) {
        assertThat(socket.getTcpNoDelay()).isTrue();
      }
    }
  }

  @Test
  void oneConnectionServesManyCallsUntilTheNetworkChanges() throws IOException {
    try (var rig = new NetRig()) {
      rig.server.reacts(json(emptyChanges()));
      rig.pull();
      rig.pull();
      assertThat(rig.clients.client().connectionPool().connectionCount()).isEqualTo(1);
      rig.clients.evict();
      assertThat(rig.clients.client().connectionPool().connectionCount()).isZero();
      rig.pull();
      assertThat(rig.server.received()).hasSize(3);
    }
  }

  /** Reads the option of the sockets that calls really use. */
  private static final class SeenSockets extends EventListener {
    private final List<Boolean> noDelay = new ArrayList<>();
    private boolean tls;

    void call(OkHttpClient client, String url) throws IOException {
      var listening = client.newBuilder().eventListener(this).build();
      try (var response = listening.newCall(new Request.Builder().url(url).build()).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      try {
        noDelay.add(connection.socket().getTcpNoDelay());
        tls = connection.socket() instanceof SSLSocket;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
