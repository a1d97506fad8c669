package no.samsyn.server;

import java.nio.file.Path;

/**
 * How a server is to run.
 *
 * @param dataDirectory where the H2 database and the lock lie
 * @param host the address to bind; practice takes loopback only
 * @param port 0 takes any free one
 * @param practice fills an empty database with an organisation to try things on
 * @param databaseUrl a PostgreSQL by its JDBC URL; empty for H2 in the directory
 */
public record ServerOptions(
    Path dataDirectory, String host, int port, boolean practice, String databaseUrl) {
  public static final String LOOPBACK = "127.0.0.1";

  public static ServerOptions inDirectory(Path dataDirectory, int port) {
    return new ServerOptions(dataDirectory, LOOPBACK, port, false, "");
  }

  public static ServerOptions practice(Path dataDirectory, int port) {
    return new ServerOptions(dataDirectory, LOOPBACK, port, true, "");
  }

  boolean isLoopback() {
    return host.equals(LOOPBACK) || host.equals("localhost") || host.equals("::1");
  }
}
