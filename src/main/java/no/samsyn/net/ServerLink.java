package no.samsyn.net;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.sync.DeciderList;
import no.samsyn.sync.DeviceList;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.Reply;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;
import okhttp3.ConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server as this process sees it: start here. Make one for each server and one {@link Session}
 * for each account's vault, because a refresh is single within a session only. Thread-safe.
 */
public final class ServerLink {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
  private static final int ALIVE_SECONDS_MAX = 5; // a sync that needs longer helps nobody

  private final HttpClients clients;
  private final ServerAddress server;
  private final Time time;
  private final ServerTime serverTime;
  private final Exchange exchange;
  private final TokenCalls tokenCalls;

  public ServerLink(HttpClients clients, ServerAddress server, Time time, Chance chance) {
    this.clients = clients;
    this.server = server;
    this.time = time;
    this.serverTime = new ServerTime(time);
    this.exchange = new Exchange(server, serverTime, time, chance);
    this.tokenCalls = new TokenCalls(exchange, clients.client());
  }

  /** For signing in on {@code device}, whoever it will be. */
  public SignIn signIn(String device) {
    return new SignIn(tokenCalls, device);
  }

  public Session session(TokenVault vault) {
    return new Session(new AccessTokens(vault, tokenCalls, time, clients.timeouts().call()));
  }

  /**
   * Returns whether our server is there and gives a sign of life, within a few seconds. Asks on a
   * connection of its own, because an old one may lead to a network that is gone.
   */
  public boolean isThere() {
    var client =
        clients
            .client()
            .newBuilder()
            .callTimeout(ALIVE_SECONDS_MAX, TimeUnit.SECONDS)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    try {
      return HealthCall.ask(exchange, client) instanceof Reply.Answer;
    } catch (IOException e) {
      LOG.debug("No sign of life from the server", e);
      return false;
    }
  }

  public ServerClock clock() {
    return serverTime;
  }

  /** Everything that is done in one account's name. Thread-safe. */
  public final class Session {
    private final AccessTokens tokens;
    private final Calls calls;

    private Session(AccessTokens tokens) {
      this.tokens = tokens;
      this.calls = new Calls(exchange, clients, tokens);
    }

    /**
     * The engine's way to the server.
     *
     * @param schemaVersion of the entity schemas that this program knows
     */
    public Transport transport(int schemaVersion) {
      return new OkHttpTransport(calls, schemaVersion);
    }

    /** The organisation's audit trail, for those who may see it. */
    public OrganisationTrail trail() {
      return new HttpTrail(calls, clients.streaming());
    }

    /** What the server knows of records' pasts. */
    public RecordHistory history() {
      return new HttpHistory(calls);
    }

    /** What the server knows of devices, for those who look after mentors. */
    public DeviceList devices() {
      return new HttpDevices(calls);
    }

    /** Who may decide reviews, for those who give them on. */
    public DeciderList deciders() {
      return new HttpDeciders(calls);
    }

    /** For one thread that listens, and another that closes. */
    public EventStream events() {
      return new EventStream(calls, clients.streaming());
    }

    public ServerProbe probe() {
      return new ServerProbe(clients, exchange, serverTime, server, calls);
    }

    /** Revokes the tokens as far as the server can be reached, and forgets them in any case. */
    public void signOut() {
      tokens.signOut();
    }

    Calls calls() {
      return calls;
    }
  }
}
