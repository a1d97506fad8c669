package no.samsyn.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Why the server could not be reached, in words for people. Pure.
 *
 * @param code stable, for translations
 * @param sentence what happened
 * @param advice what to do about it
 */
public record Failure(String code, String sentence, String advice) {
  public static Failure of(IOException e) {
    if (has(e, ProxySignIn.Wanted.class)) {
      return new Failure(
          "proxy-sign-in",
          "The proxy wants a name and a password.",
          "Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT, or ask IT to let this computer"
              + " through without.");
    }
    if (has(e, UnknownHostException.class)) {
      return new Failure(
          "unknown-host",
          "The server's name is not known.",
          "Check the network connection, then the spelling of the address.");
    }
    if (has(e, CertificateExpiredException.class)
        || has(e, CertificateNotYetValidException.class)) {
      return new Failure(
          "certificate-date",
          "The server's certificate is not valid today.",
          "Check this device's date. If it is right, tell those who run the server.");
    }
    if (has(e, SSLPeerUnverifiedException.class)) {
      return new Failure(
          "wrong-host",
          "The server's certificate is for another name.",
          "Check the address. Somebody on the network may be standing in between.");
    }
    if (has(e, SSLException.class)) {
      return new Failure(
          "not-trusted",
          "There is no safe connection: the certificate is not trusted.",
          "A proxy or virus scanner may open the traffic; ask IT to install its certificate.");
    }
    return ofConnection(e);
  }

  /** What went wrong with the proxy, before it had made way to the server. */
  static Failure ofProxy(IOException e) {
    if (has(e, ProxySignIn.Wanted.class)) {
      return of(e);
    }
    if (has(e, UnknownHostException.class)
        || has(e, ConnectException.class)
        || has(e, NoRouteToHostException.class)
        || has(e, SocketTimeoutException.class)) {
      return new Failure(
          "proxy-silent",
          "The proxy does not answer.",
          "Check the proxy in this computer's network settings, or ask IT for the right one.");
    }
    return new Failure(
        "proxy-refused",
        "The proxy does not let us through to the server.",
        "Ask IT to allow the server's address.");
  }

  private static Failure ofConnection(IOException e) {
    if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class)) {
      return new Failure(
          "no-connection",
          "Nobody answers at the server's address.",
          "Check the port in the address and whether a firewall is in the way.");
    }
    if (has(e, SocketTimeoutException.class) || "timeout".equals(e.getMessage())) {
      return new Failure(
          "timeout", "The server did not answer in time.", "Try again when the network is better.");
    }
    return new Failure("broken-off", "The connection broke off.", "Try again.");
  }

  private static boolean has(IOException e, Class<? extends Exception> type) {
    @Nullable Throwable cause = e;
    for (var depth = 0; cause != null && depth < 16; depth++) { // a chain may bite its tail
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
