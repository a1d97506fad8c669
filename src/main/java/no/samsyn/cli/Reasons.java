package no.samsyn.cli;

import java.util.Map;

/** What codes of engine and network mean in words; people never see the codes themselves. Pure. */
final class Reasons {
  private static final String CODE = "[A-Za-z]+Exception|http-[0-9]+|[a-z]+([-_][a-z]+)+|[A-Z_]+";

  private static final Map<String, String> WORDS =
      Map.of(
          "ConnectException", "nothing answers at its address",
          "NoRouteToHostException", "there is no way to its address",
          "UnknownHostException", "its name is not known in this network",
          "SocketTimeoutException", "no answer came in time",
          "InterruptedIOException", "no answer came in time",
          "SSLHandshakeException", "its certificate is not accepted",
          "SSLPeerUnverifiedException", "its certificate belongs to another address",
          "foreign-content", "something else answered in its place");

  private Reasons() {}

  /** Returns words, or nothing where the code says no more than the sentence around it. */
  static String of(String code) {
    return WORDS.getOrDefault(code, "");
  }

  /** Returns {@code reason} if it is words already, else what it means. */
  static String sentence(String reason) {
    var known = of(reason);
    if (!known.isEmpty()) {
      return "The server was not reached: " + known;
    }
    return reason.matches(CODE) ? "The last try got no usable answer" : Table.clean(reason);
  }
}
