package no.samsyn.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.api.HttpApi;
import no.samsyn.server.core.CoreRules;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.practice.PracticeData;
import no.samsyn.server.store.Database;
import no.samsyn.server.trail.AuditKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: lock, database, handlers, HTTP. Start it once, close it once, from any thread.
 * Whatever it has told applied survives kill -9.
 */
public final class SamsynServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SamsynServer.class);

  private static final String OPERATOR = "operator"; // as the audit trail names who starts it

  private final DirectoryLock lock;
  private final Database database;
  private final ServerCore core;
  private final HttpApi http;

  private SamsynServer(DirectoryLock lock, Database database, ServerCore core, HttpApi http) {
    this.lock = lock;
    this.database = database;
    this.core = core;
    this.http = http;
  }

  /**
   * Starts a server.
   *
   * @param chance makes secrets and tokens: outside of tests it must be a secure one
   * @throws java.net.BindException where the port is not free
   * @throws IOException with a sentence for the operator
   */
  public static SamsynServer start(ServerOptions options, Time time, Chance chance)
      throws IOException {
    if (options.practice() && !options.isLoopback()) {
      throw new IOException("A practice server answers this machine only, not " + options.host());
    }
    requireFree(options); // before anything is made that would be left behind
    var lock = DirectoryLock.take(options.dataDirectory());
    try {
      var data = new ServerData(options.dataDirectory(), options.databaseUrl());
      var database = data.open(OPERATOR, time, chance);
      try {
        var core = core(options, database, time, chance);
        if (options.practice()) {
          new PracticeData(core, time).fillIfEmpty();
        }
        var http = HttpApi.start(core, options.host(), options.port());
        LOG.info("The server answers at {}:{}", options.host(), http.port());
        return new SamsynServer(lock, database, core, http);
      } catch (IOException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static ServerCore core(ServerOptions options, Database database, Time time, Chance chance)
      throws IOException {
    var rules = CoreRules.PLAIN.with(options.oversight().reviews());
    return ServerCore.over(database, time, chance, signing(rules, options, database, time, chance));
  }

  /** Without its key a server signs nothing and exports nothing, but people's records go on. */
  private static CoreRules signing(
      CoreRules rules, ServerOptions options, Database database, Time time, Chance chance)
      throws IOException {
    var wish = options.oversight().key();
    try {
      var signer =
          new AuditKeys(database, options.auditKey(), OPERATOR).open(wish, time.now(), chance);
      LOG.info("The audit trail is signed with the key {}", signer.key().id());
      return rules.with(signer);
    } catch (IOException e) {
      if (wish == AuditKeys.Wish.NEW) {
        throw e;
      }
      LOG.error("{} Until then nothing is signed and nothing exported.", e.getMessage());
      return rules;
    }
  }

  private static void requireFree(ServerOptions options) throws IOException {
    if (options.port() != 0) {
      new ServerSocket(options.port(), 1, InetAddress.getByName(options.host())).close();
    }
  }

  public int port() {
    return http.port();
  }

  public ServerCore core() {
    return core;
  }

  /** Lets requests that are being answered finish, for at most five seconds, and ends. */
  @Override
  public void close() {
    http.close();
    database.close();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock file did not close; it is free when the process ends", e);
    }
  }
}
