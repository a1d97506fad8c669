package no.samsyn.server.store;

import no.samsyn.wire.Protocol;

/**
 * What ids, keys and names of devices may look like: they stand in URLs, logs and both databases.
 */
public final class PlainName {
  private PlainName() {}

  public static boolean matches(String name) {
    return name.matches(Protocol.PLAIN_NAME);
  }
}
