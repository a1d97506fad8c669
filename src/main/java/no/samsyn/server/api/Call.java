package no.samsyn.server.api;

import java.util.Arrays;
import java.util.stream.Collectors;
import no.samsyn.wire.Protocol;

/** The calls that the server answers. There is no other: routes are made from these. */
public enum Call {
  TOKEN("POST", Protocol.TOKEN),
  PUSH("POST", Protocol.PUSH),
  CHANGES("GET", Protocol.CHANGES),
  SNAPSHOT("GET", Protocol.SNAPSHOT),
  EVENTS("GET", Protocol.EVENTS),
  AUDIT("GET", Protocol.AUDIT),
  AUDIT_LINKS("GET", Protocol.AUDIT_LINKS),
  AUDIT_EXPORT("GET", Protocol.AUDIT_EXPORT),
  DEVICES("GET", Protocol.DEVICES),
  DECIDERS("GET", Protocol.DECIDERS),
  HISTORY("GET", Protocol.HISTORY),
  HEALTH("GET", Protocol.HEALTH),
  INFO("GET", Protocol.INFO);

  private final String method;
  private final String path;

  Call(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /** Returns the methods at {@code path} as an Allow header has them; empty where there is none. */
  static String methodsAt(String path) {
    var plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Arrays.stream(values())
        .filter(call -> call.path.equals(plain))
        .map(Call::method)
        .collect(Collectors.joining(", "));
  }
}
