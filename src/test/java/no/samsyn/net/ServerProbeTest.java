package no.samsyn.net;

import static no.samsyn.net.NetRig.SHORT;
import static no.samsyn.net.NetRig.TIME;
import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.json;
import static no.samsyn.testkit.RawServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import no.samsyn.net.ProbeStep.Name;
import no.samsyn.net.ProbeStep.Result;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.RawServer;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProbeTest {
  private NetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void allIsWell() {
    rig.server.reacts(well(TIME, json(emptyChanges())));
    var steps = rig.session.probe().run();
    assertThat(steps).extracting(ProbeStep::name).containsExactly(Name.values());
    assertThat(steps)
        .extracting(ProbeStep::result)
        .containsExactly(
            Result.OK, Result.OK, Result.OK, Result.SKIPPED, Result.OK, Result.OK, Result.OK);
    assertThat(rig.server.received().get(0).header("Authorization")).isEmpty();
  }

  @Test
  void aClockThatIsWrongIsSaidInMinutes() {
    rig.server.reacts(
        well("2026-11-20T08:10:00Z", json(emptyChanges().replace(TIME, "2026-11-20T08:10:00Z"))));
    var clock = step(rig.session.probe().run(), Name.CLOCK);
    assertThat(clock.result()).isEqualTo(Result.FAILED);
    assertThat(clock.sentence()).contains("10 min behind");
  }

  @Test
  void aDeadSignInIsNamed() {
    rig.server.reacts(well(TIME, problem(401, "invalid-grant")));
    assertThat(failed(rig.session.probe().run())).containsExactly(Name.SIGN_IN);
    assertThat(step(rig.session.probe().run(), Name.SIGN_IN).result())
        .as("then nobody is signed in")
        .isEqualTo(Result.SKIPPED);
  }

  @Test
  void aLoginPageIsNamed() {
    rig.server.reacts(answer(200, "text/html", bytes("<html>Welcome to the hotel</html>")));
    var health = step(rig.session.probe().run(), Name.HEALTH);
    assertThat(health.result()).isEqualTo(Result.FAILED);
    assertThat(health.sentence()).contains("not the Samsyn server");
    assertThat(health.advice()).isNotEmpty();
  }

  @Test
  void aServerThatSaysNothingIsNamed() {
    rig.server.reacts((request, socket) -> rig.server.isOverWithin(5_000));
    assertThat(failed(rig.session.probe().run())).containsExactly(Name.HEALTH);
  }

  @Test
  void nobodyAtTheDoorIsNamed() throws IOException {
    rig.server.close();
    var steps = rig.session.probe().run();
    assertThat(failed(steps)).containsExactly(Name.TCP);
    assertThat(step(steps, Name.HEALTH).result()).isEqualTo(Result.SKIPPED);
  }

  @Test
  void anUnknownNameIsNamed() {
    var clients =
        new HttpClients.Builder()
            .timeouts(SHORT)
            .dns(
                name -> {
                  throw new UnknownHostException(name);
                })
            .build();
    var steps = probe(clients, "https://samsyn.invalid/").run();
    assertThat(failed(steps)).containsExactly(Name.DNS);
    assertThat(step(steps, Name.TCP).result()).isEqualTo(Result.SKIPPED);
  }

  @Test
  void aCertificateThatIsNotTrustedIsNamed(@TempDir Path folder) throws Exception {
    var keys = TlsKeys.make(folder);
    try (var server = RawServer.start(keys.context.getServerSocketFactory())) {
      server.reacts(well(TIME, json(emptyChanges())));
      var address = "https://127.0.0.1:" + server.port();
      var strange = new HttpClients.Builder().timeouts(SHORT).build();
      assertThat(failed(probe(strange, address).run())).containsExactly(Name.TLS);
      var trusting =
          new HttpClients.Builder()
              .timeouts(SHORT)
              .trust(keys.context.getSocketFactory(), keys.trust)
              .build();
      assertThat(step(probe(trusting, address).run(), Name.TLS).sentence()).contains("TLSv1.3");
      var elsewhere =
          new HttpClients.Builder()
              .timeouts(SHORT)
              .trust(keys.context.getSocketFactory(), keys.trust)
              .dns(name -> List.of(InetAddress.getLoopbackAddress()))
              .build();
      var steps = probe(elsewhere, "https://other.example:" + server.port()).run();
      assertThat(step(steps, Name.TLS).sentence()).contains("for another name");
    }
  }

  @Test
  void aProxyIsNamedAndUsed() throws IOException {
    try (var proxy = RawServer.start()) {
      proxy.reacts(well(TIME, json(emptyChanges())));
      var clients = new HttpClients.Builder().timeouts(SHORT).proxies(always(proxy.port())).build();
      var steps = probe(clients, "http://127.0.0.1:1/").run();
      assertThat(step(steps, Name.PROXY).sentence()).contains(":" + proxy.port());
      assertThat(failed(steps)).isEmpty();
      assertThat(proxy.received().get(0).target()).startsWith("http://127.0.0.1:1/");
    }
  }

  private ServerProbe probe(HttpClients clients, String address) {
    return new ServerLink(clients, ServerAddress.of(address), new ManualTime(), new SeededChance(1))
        .session(new NetRig.MemoryVault())
        .probe();
  }

  private static ProxySelector always(int port) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(
            new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    };
  }

  private static RawServer.Reaction well(String time, RawServer.Reaction others) {
    return (request, socket) -> {
      if (request.path().endsWith("/api/v1/health")) {
        json("{\"status\":\"ok\",\"serverTime\":\"" + time + "\"}").to(request, socket);
      } else {
        others.to(request, socket);
      }
    };
  }

  private static List<Name> failed(List<ProbeStep> steps) {
    return steps.stream()
        .filter(step -> step.result() == Result.FAILED)
        .map(ProbeStep::name)
        .toList();
  }

  private static ProbeStep step(List<ProbeStep> steps, Name name) {
    return steps.stream().filter(step -> step.name() == name).findFirst().orElseThrow();
  }
}
