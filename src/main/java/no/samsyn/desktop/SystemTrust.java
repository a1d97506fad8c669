package no.samsyn.desktop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom this computer trusts: the JDK's roots and the operating system's together, because offices
 * install the certificate of their proxy in the system and not in our Java. A system's store that
 * cannot be read leaves the JDK's roots alone. Reads files; takes tens of milliseconds.
 */
final class SystemTrust {
  private static final Logger LOG = LoggerFactory.getLogger(SystemTrust.class);

  /** Where Linux distributions keep the bundle of all roots; the first that is there counts. */
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"), // Debian, Ubuntu, Arch
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), // Fedora, Red Hat
          Path.of("/etc/ssl/ca-bundle.pem"), // SUSE
          Path.of("/etc/ssl/cert.pem")); // Alpine

  private SystemTrust() {}

  /**
   * Returns who decides whom to trust.
   *
   * @param system as {@code os.name} tells
   * @param environment may name another bundle by {@code SSL_CERT_FILE}, as everywhere on Linux
   */
  static X509TrustManager manager(String system, Map<String, String> environment)
      throws GeneralSecurityException {
    var roots = new LinkedHashSet<X509Certificate>(List.of(ofJdk().getAcceptedIssuers()));
    roots.addAll(ofSystem(system.toLowerCase(Locale.ROOT), environment));
    return of(roots);
  }

  private static X509TrustManager ofJdk() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return first(factory);
  }

  private static Set<X509Certificate> ofSystem(String system, Map<String, String> environment) {
    if (system.startsWith("windows")) {
      return ofKeyStore("Windows-ROOT");
    } else if (system.startsWith("mac")) {
      return ofKeyStore("KeychainStore");
    }
    var named = environment.getOrDefault("SSL_CERT_FILE", "");
    if (!named.isEmpty()) {
      return ofBundle(Path.of(named));
    }
    return BUNDLES.stream()
        .filter(Files::isReadable)
        .findFirst()
        .map(SystemTrust::ofBundle)
        .orElse(Set.of());
  }

  private static Set<X509Certificate> ofKeyStore(String type) {
    var roots = new LinkedHashSet<X509Certificate>();
    try {
      var store = KeyStore.getInstance(type);
      store.load(null, null);
      var aliases = store.aliases();
      while (aliases.hasMoreElements()) {
        var alias = aliases.nextElement();
        if (store.isCertificateEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate root) {
          roots.add(root);
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      LOG.warn("The system's trust store {} cannot be read; Java's own roots hold", type, e);
    }
    return roots;
  }

  private static Set<X509Certificate> ofBundle(Path bundle) {
    var roots = new LinkedHashSet<X509Certificate>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (each instanceof X509Certificate root) {
          roots.add(root);
        }
      }
    } catch (CertificateException | IOException e) {
      LOG.warn("The system's trust store {} cannot be read; Java's own roots hold", bundle, e);
    }
    return roots;
  }

  private static X509TrustManager of(Set<X509Certificate> roots) throws GeneralSecurityException {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var number = 0;
      for (var root : roots) {
        store.setCertificateEntry("root-" + number++, root);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return first(factory);
    } catch (IOException e) {
      throw new GeneralSecurityException("a key store in memory", e);
    }
  }

  private static X509TrustManager first(TrustManagerFactory factory) {
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager manager) {
        return manager;
      }
    }
    throw new IllegalStateException("Java has no manager of trust for certificates");
  }
}
