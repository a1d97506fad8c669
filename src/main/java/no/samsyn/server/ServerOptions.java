package no.samsyn.server;

import java.nio.file.Path;
import java.util.Optional;
import no.samsyn.server.push.ReviewRule;
import no.samsyn.server.trail.AuditKeys;

/**
 * How a server is to run.
 *
 * @param dataDirectory where the H2 database and the lock lie
 * @param host the address to bind; practice takes loopback only
 * @param port 0 takes any free one
 * @param practice fills an empty database with an organisation to try things on
 * @param databaseUrl a PostgreSQL by its JDBC URL; empty for H2 in the directory
 * @param oversight what it is to insist on, and which key signs its audit trail
 */
public record ServerOptions(
    Path dataDirectory,
    String host,
    int port,
    boolean practice,
    String databaseUrl,
    Oversight oversight) {

  /**
   * How far a server looks after itself.
   *
   * @param keyFile empty for the usual place in the data directory
   */
  public record Oversight(Optional<Path> keyFile, AuditKeys.Wish key, ReviewRule reviews) {
    public static final Oversight USUAL =
        new Oversight(Optional.empty(), AuditKeys.Wish.KEEP, ReviewRule.TRUST);
  }

  /** Where the audit key lies in the data directory, unless somebody says otherwise. */
  public static final String AUDIT_KEY = "audit-key.pem";

  public static final String LOOPBACK = "127.0.0.1";

  public static ServerOptions inDirectory(Path dataDirectory, int port) {
    return new ServerOptions(dataDirectory, LOOPBACK, port, false, "", Oversight.USUAL);
  }

  public static ServerOptions practice(Path dataDirectory, int port) {
    return new ServerOptions(dataDirectory, LOOPBACK, port, true, "", Oversight.USUAL);
  }

  /** Returns the same options with {@code changed}. */
  public ServerOptions with(Oversight changed) {
    return new ServerOptions(dataDirectory, host, port, practice, databaseUrl, changed);
  }

  Path auditKey() {
    return oversight.keyFile().orElse(dataDirectory.resolve(AUDIT_KEY));
  }

  boolean isLoopback() {
    return host.equals(LOOPBACK) || host.equals("localhost") || host.equals("::1");
  }
}
