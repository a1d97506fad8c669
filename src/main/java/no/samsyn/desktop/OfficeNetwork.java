package no.samsyn.desktop;

import java.net.ProxySelector;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import no.samsyn.net.HttpClients;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network of this computer: its proxies, and whom it trusts. Asked when a connection is first
 * needed, and then for good: one set of connections for the process. Thread-safe.
 */
public final class OfficeNetwork implements Supplier<HttpClients> {
  private static final Logger LOG = LoggerFactory.getLogger(OfficeNetwork.class);

  /** Has to be set before anything asks for a proxy: Java reads it once. */
  private static final String USE_SYSTEM = "java.net.useSystemProxies";

  private final String system;
  private final Map<String, String> environment;
  private @Nullable HttpClients clients; // guarded by this

  /**
   * Takes what it needs.
   *
   * @param system as {@code os.name} tells
   */
  public OfficeNetwork(String system, Map<String, String> environment) {
    this.system = system;
    this.environment = Map.copyOf(environment);
    if (System.getProperty(USE_SYSTEM) == null) {
      System.setProperty(USE_SYSTEM, "true");
    }
  }

  @Override
  public synchronized HttpClients get() {
    var known = clients;
    if (known == null) {
      known = made();
      clients = known;
    }
    return known;
  }

  private HttpClients made() {
    var proxies = new SystemProxies(ProxySelector.getDefault(), environment);
    var builder = new HttpClients.Builder().proxies(proxies);
    proxies.account().ifPresent(builder::proxyAccount);
    try {
      var trust = SystemTrust.manager(system, environment);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return builder.trust(context.getSocketFactory(), trust).build();
    } catch (GeneralSecurityException e) {
      LOG.warn("The system's certificates cannot be used; Java's own roots hold", e);
      return builder.build();
    }
  }
}
