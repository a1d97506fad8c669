package no.samsyn.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how far one call came. OkHttp may try addresses on threads of its own. Thread-safe.
 */
final class ProbeTrace extends EventListener {
  private List<Proxy> proxies = List.of(); // all guarded by this
  private List<InetAddress> addresses = List.of();
  private boolean nameAsked;
  private boolean connectTried;
  private boolean connected;
  private boolean tlsTried;
  private @Nullable String tls;
  private @Nullable IOException connectFailure;

  @Override
  public synchronized void proxySelectEnd(Call call, HttpUrl url, List<Proxy> found) {
    proxies = List.copyOf(found);
  }

  @Override
  public synchronized void dnsStart(Call call, String domainName) {
    nameAsked = true;
  }

  @Override
  public synchronized void dnsEnd(Call call, String domainName, List<InetAddress> found) {
    addresses = List.copyOf(found);
  }

  @Override
  public synchronized void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connectTried = true;
  }

  @Override
  public synchronized void secureConnectStart(Call call) {
    connected = true;
    tlsTried = true;
  }

  @Override
  public synchronized void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    tls = handshake == null ? "TLS" : handshake.tlsVersion().javaName();
  }

  @Override
  public synchronized void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, okhttp3.@Nullable Protocol protocol) {
    connected = true;
  }

  @Override
  public synchronized void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      okhttp3.@Nullable Protocol protocol,
      IOException e) {
    connectFailure = e;
  }

  /** Returns the proxy in use, or empty where there is none. */
  synchronized String proxy() {
    for (var proxy : proxies) {
      return proxy.type() == Proxy.Type.DIRECT ? "" : proxy.address().toString();
    }
    return "";
  }

  synchronized boolean isNameFound() {
    return !addresses.isEmpty();
  }

  synchronized boolean isNameAsked() {
    return nameAsked;
  }

  synchronized String addresses() {
    var text = new StringBuilder();
    for (var address : addresses) {
      text.append(text.length() == 0 ? "" : ", ").append(address.getHostAddress());
    }
    return text.toString();
  }

  synchronized boolean isConnectTried() {
    return connectTried;
  }

  synchronized boolean isConnected() {
    return connected;
  }

  synchronized boolean isTlsTried() {
    return tlsTried;
  }

  /** Returns the version of TLS, or empty where there is none. */
  synchronized String tls() {
    return tls == null ? "" : tls;
  }

  /** Returns what stopped the last attempt to connect, else {@code e}. */
  synchronized IOException failureOr(IOException e) {
    return connectFailure == null ? e : connectFailure;
  }
}
