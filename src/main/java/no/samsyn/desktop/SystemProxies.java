package no.samsyn.desktop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of an office's network: as the operating system is set, as far as Java can read it,
 * and where it says nothing, as {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} say.
 * Nothing on this computer itself is reached by a proxy. Immutable and thread-safe.
 */
final class SystemProxies extends ProxySelector {
  private static final Logger LOG = LoggerFactory.getLogger(SystemProxies.class);
  private static final List<String> NAMES = List.of("https_proxy", "all_proxy");
  private static final Pattern SPOKEN = Pattern.compile("http|socks[45]?[ah]?");
  private static final int USUAL_PORT = 80; // of a proxy that names none

  private final ProxySelector system;
  private final Optional<URI> named;
  private final List<String> direct;

  SystemProxies(ProxySelector system, Map<String, String> environment) {
    this.system = system;
    this.named =
        NAMES.stream()
            .map(name -> value(environment, name))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .flatMap(SystemProxies::address);
    this.direct = List.of(value(environment, "no_proxy").toLowerCase(Locale.ROOT).split("[, ]+"));
  }

  /** Both spellings are in use; the small one wins, as with curl. */
  private static String value(Map<String, String> environment, String name) {
    var small = environment.getOrDefault(name, "");
    return (small.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small)
        .strip();
  }

  private static Optional<URI> address(String text) {
    try {
      var address = URI.create(text.contains("://") ? text : "http://" + text);
      var scheme = address.getScheme().toLowerCase(Locale.ROOT);
      if (address.getHost() != null && SPOKEN.matcher(scheme).matches()) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException ignored) {
      // Its message would quote the address, which may hold a password.
    }
    LOG.warn(
        "The proxy that the environment names is left out: it has no usable address, or wants a way"
            + " that is not spoken, as https to the proxy itself is");
    return Optional.empty();
  }

  @Override
  public List<Proxy> select(URI uri) {
    var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (ServerAddress.isThisComputer(host)) {
      return List.of(Proxy.NO_PROXY);
    }
    var found = system.select(uri);
    if (found != null && found.stream().anyMatch(each -> each.type() != Proxy.Type.DIRECT)) {
      return found;
    }
    return named
        .filter(address -> !isDirect(host))
        .map(address -> List.of(proxy(address)))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  private boolean isDirect(String host) {
    for (var each : direct) {
      var name = each.replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
      if (each.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  /** The name is looked up for each connection, because laptops change networks. */
  private static Proxy proxy(URI address) {
    var isSocks = address.getScheme().toLowerCase(Locale.ROOT).startsWith("socks");
    return new Proxy(
        isSocks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(address.getHost(), port(address)));
  }

  private static int port(URI address) {
    return address.getPort() < 0 ? USUAL_PORT : address.getPort();
  }

  /** Returns who we are for the proxy of the environment, where its address says so. */
  Optional<HttpClients.ProxyAccount> account() {
    return named
        .filter(address -> address.getRawUserInfo() != null)
        .map(
            address -> {
              var parts = address.getRawUserInfo().split(":", 2);
              return new HttpClients.ProxyAccount(
                  address.getHost(),
                  port(address),
                  decoded(parts[0]),
                  parts.length > 1 ? decoded(parts[1]) : "");
            });
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    system.connectFailed(uri, address, e);
  }
}
