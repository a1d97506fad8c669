package no.samsyn.desktop;

import static no.samsyn.testkit.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import no.samsyn.net.ProbeStep;
import no.samsyn.net.ProbeStep.Name;
import no.samsyn.net.ProbeStep.Result;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.sync.TokenVault;
import no.samsyn.testkit.ConnectProxy;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.RawServer;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server with a certificate of the office's own, behind a real proxy. */
class OfficeNetworkTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String NAME = "https://samsyn.office.test/"; // which only the proxy knows
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("kari:h:ss".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private RawServer server;

  @BeforeEach
  void aServerWithTheOfficesCertificate() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = OfficeNetworkTest.class.getResourceAsStream("/office/server.p12")) {
      store.load(in, PASSWORD);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = RawServer.start(context.getServerSocketFactory());
    server.reacts(json("{\"status\":\"ok\",\"serverTime\":\"2026-11-20T08:00:00Z\"}"));
  }

  @AfterEach
  void gone() throws IOException {
    server.close();
  }

  private static String bundle() throws URISyntaxException {
    var place = Objects.requireNonNull(OfficeNetworkTest.class.getResource("/office/ca.pem"));
    return Path.of(place.toURI()).toString();
  }

  private List<ProbeStep> test(String address, Map<String, String> environment) {
    var clients = new OfficeNetwork("Linux", environment).get();
    var link =
        new ServerLink(clients, ServerAddress.of(address), new ManualTime(), new SeededChance(1));
    try {
      return link.session(new Nobody()).probe().run();
    } finally {
      clients.evict();
    }
  }

  private static ProbeStep step(List<ProbeStep> steps, Name name) {
    return steps.stream().filter(each -> each.name() == name).findFirst().orElseThrow();
  }

  private static List<Name> failed(List<ProbeStep> steps) {
    return steps.stream()
        .filter(each -> each.result() == Result.FAILED)
        .map(ProbeStep::name)
        .toList();
  }

  @Test
  void whoTheSystemTrustsIsTrusted() throws Exception {
    var steps = test(here(), Map.of("SSL_CERT_FILE", bundle()));
    assertThat(failed(steps)).as("%s", steps).isEmpty();
    assertThat(step(steps, Name.TLS).sentence()).contains("TLSv1.3");
    assertThat(step(steps, Name.HEALTH).result()).isEqualTo(Result.OK);
  }

  private String here() {
    return "https://127.0.0.1:" + server.port();
  }

  @Test
  void whomNobodyTrustsIsRefusedWithASentence() {
    var tls = step(test(here(), Map.of()), Name.TLS);
    assertThat(tls.result()).isEqualTo(Result.FAILED);
    assertThat(tls.code()).isEqualTo("not-trusted");
    assertThat(tls.advice()).contains("ask IT");
  }

  @Test
  void aBundleThatCannotBeReadLeavesJavasOwnRoots() throws IOException {
    var broken = folder.resolve("broken.pem");
    Files.writeString(broken, "-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n");
    for (var bundle : List.of(broken, folder.resolve("missing.pem"))) {
      var steps = test(here(), Map.of("SSL_CERT_FILE", bundle.toString()));
      assertThat(failed(steps)).containsExactly(Name.TLS);
    }
  }

  /** What the system's bundle says comes on top: the world's servers stay trusted. */
  @Test
  void javasOwnRootsStay() throws Exception {
    var own = SystemTrust.manager("Linux", Map.of("SSL_CERT_FILE", folder + "/missing.pem"));
    var both = SystemTrust.manager("Linux", Map.of("SSL_CERT_FILE", bundle()));
    assertThat(own.getAcceptedIssuers()).hasSizeGreaterThan(50);
    assertThat(both.getAcceptedIssuers())
        .contains(own.getAcceptedIssuers())
        .hasSize(own.getAcceptedIssuers().length + 1);
  }

  private Map<String, String> office(String proxy) throws URISyntaxException {
    return Map.of("SSL_CERT_FILE", bundle(), "HTTPS_PROXY", proxy);
  }

  @Test
  void theOfficesProxyMakesWay() throws Exception {
    try (var proxy = ConnectProxy.to(server.port())) {
      var steps = test(NAME, office("http://127.0.0.1:" + proxy.port()));
      assertThat(failed(steps)).as("%s", steps).isEmpty();
      assertThat(step(steps, Name.PROXY).sentence()).contains(":" + proxy.port());
      assertThat(proxy.asked()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT samsyn."));
    }
  }

  @Test
  void aProxyThatWantsToKnowUsIsToldWhatItsAddressSays() throws Exception {
    try (var proxy = ConnectProxy.asking(BASIC, server.port())) {
      var at = "@127.0.0.1:" + proxy.port();
      assertThat(failed(test(NAME, office("http://kari:h%3Ass" + at)))).isEmpty();
      assertThat(server.received())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.header("Proxy-Authorization")).isEmpty());
      var wrong = test(NAME, office("http://kari:gjettet" + at));
      assertThat(failed(wrong)).containsExactly(Name.PROXY);
      assertThat(step(wrong, Name.PROXY).code()).isEqualTo("proxy-sign-in");
      assertThat(wrong.toString()).doesNotContain("gjettet");
      var nobody = test(NAME, office("http://127.0.0.1:" + proxy.port()));
      assertThat(step(nobody, Name.PROXY).code()).isEqualTo("proxy-sign-in");
      assertThat(step(nobody, Name.PROXY).advice()).contains("HTTPS_PROXY");
    }
  }

  @Test
  void aServerThatPlaysTheProxyGetsNoPasswordOfOurs() throws Exception {
    var realm = "Proxy-Authenticate: Basic realm=x";
    var answer = String.join("\r\n", "HTTP/1.1 407 Sign in", realm, "Content-Length: 0", "", "");
    server.reacts(
        (request, socket) ->
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8)));
    try (var proxy = ConnectProxy.asking(BASIC, server.port())) {
      var steps = test(NAME, office("http://kari:h%3Ass@127.0.0.1:" + proxy.port()));
      assertThat(failed(steps)).isNotEmpty();
      assertThat(server.received())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.header("Proxy-Authorization")).isEmpty());
    }
  }

  @Test
  void whatLiesOnThisComputerIsReachedByNoProxy() {
    var proxies = proxies("http://kari:h@proxy.test:3128");
    for (var here : List.of("http://127.0.1.1:8080/", "http://localhost/", "http://[::1]:1/")) {
      assertThat(proxies.select(URI.create(here))).as(here).containsExactly(Proxy.NO_PROXY);
    }
    assertThat(proxies.select(URI.create("https://x.test/")))
        .allMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
  }

  @Test
  void aProxyThatWantsTlsItselfIsLeftOutAndItsPasswordWithIt() {
    var proxies = proxies("https://kari:h@proxy.test");
    assertThat(proxies.account()).isEmpty();
    assertThat(proxies.select(URI.create("https://x.test/"))).containsExactly(Proxy.NO_PROXY);
  }

  private static SystemProxies proxies(String named) {
    var none =
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        };
    return new SystemProxies(none, Map.of("HTTPS_PROXY", named));
  }

  @Test
  void aProxyThatLetsNobodyThroughIsToBlameAndNotTheServer() throws Exception {
    try (var proxy = ConnectProxy.refusing(403)) {
      var steps = test(NAME, office("127.0.0.1:" + proxy.port()));
      assertThat(failed(steps)).containsExactly(Name.PROXY);
      assertThat(step(steps, Name.PROXY).code()).isEqualTo("proxy-refused");
    }
  }

  @Test
  void aProxyThatIsGoneIsToBlameAndNotTheServer() throws Exception {
    int port;
    try (var proxy = ConnectProxy.to(server.port())) {
      port = proxy.port();
    }
    var steps = test(NAME, office("127.0.0.1:" + port));
    assertThat(failed(steps)).containsExactly(Name.PROXY);
    assertThat(step(steps, Name.PROXY).code()).isEqualTo("proxy-silent");
  }

  private static List<Proxy> chosen(String address, Map<String, String> environment) {
    return new SystemProxies(new Says(Proxy.NO_PROXY), environment).select(URI.create(address));
  }

  @Test
  void whatTheEnvironmentExceptsGoesStraight() {
    var environment =
        Map.of(
            "https_proxy",
            "http://proxy.example:3128",
            "HTTPS_PROXY",
            "http://other.example:1",
            "NO_PROXY",
            "intern.example, .lag.example,*.lokal.example,10.0.0.7:443");
    var proxy = InetSocketAddress.createUnresolved("proxy.example", 3128);
    for (var through : List.of("samsyn.example", "ikkeintern.example", "10.0.0.8")) {
      assertThat(chosen("https://" + through + "/api", environment))
          .as(through)
          .containsExactly(new Proxy(Proxy.Type.HTTP, proxy));
    }
    for (var straight :
        List.of(
            "intern.example",
            "a.intern.example",
            "b.lag.example",
            "c.lokal.example",
            "10.0.0.7",
            "LOCALHOST",
            "127.0.0.1",
            "[::1]")) {
      assertThat(chosen("https://" + straight + "/api", environment))
          .as(straight)
          .containsExactly(Proxy.NO_PROXY);
    }
    assertThat(chosen("https://x.example", Map.of("HTTPS_PROXY", "p.example", "NO_PROXY", "*")))
        .containsExactly(Proxy.NO_PROXY);
    assertThat(chosen("https://x.example", Map.of("HTTPS_PROXY", "http://no host"))).hasSize(1);
    assertThat(chosen("https://x.example", Map.of("ALL_PROXY", "socks5://p.example:1080")))
        .extracting(Proxy::type)
        .containsExactly(Proxy.Type.SOCKS);
  }

  @Test
  void whatTheSystemSaysComesFirst() {
    var system =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("system.example", 8080));
    var proxies =
        new SystemProxies(new Says(system), Map.of("HTTPS_PROXY", "http://p.example:3128"));
    assertThat(proxies.select(URI.create(NAME))).containsExactly(system);
    assertThat(proxies.select(URI.create("https://localhost/"))).containsExactly(Proxy.NO_PROXY);
  }

  /** A system that is set to one proxy. */
  private static final class Says extends ProxySelector {
    private final Proxy proxy;

    Says(Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }

  private record Nobody() implements TokenVault {
    @Override
    public Optional<Tokens> current() {
      return Optional.empty();
    }

    @Override
    public void keep(Tokens tokens) {
      throw new AssertionError("nobody signs in");
    }

    @Override
    public void forget() {}
  }
}
