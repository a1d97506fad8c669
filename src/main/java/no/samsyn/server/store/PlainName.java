package no.samsyn.server.store;

/**
 * What ids, keys and names of devices may look like: they stand in URLs, logs and both databases.
 */
public final class PlainName {
  private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9._:-]{0,99}";

  private PlainName() {}

  public static boolean matches(String name) {
    return name.matches(PLAIN);
  }
}
