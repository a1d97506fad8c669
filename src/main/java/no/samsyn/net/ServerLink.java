package no.samsyn.net;

import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;

/**
 * One server as this process sees it: start here. Make one for each server and one {@link Session}
 * for each account's vault, because a refresh is single within a session only. Thread-safe.
 */
public final class ServerLink {
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
