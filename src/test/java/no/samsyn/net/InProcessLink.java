package no.samsyn.net;

import java.io.IOException;
import java.time.Duration;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import okhttp3.Request;
import okhttp3.Response;

/** The shipping way to a server, up to the socket; from there on a test carries the request. */
public final class InProcessLink {
  private static final Duration NEVER = Duration.ZERO;

  /** Carries a request and brings its answer. */
  public interface Way {
    Response carry(Request request) throws IOException;
  }

  private final HttpClients clients;

  public InProcessLink(Way way) {
    this.clients =
        new HttpClients.Builder()
            .timeouts(new HttpClients.Timeouts(NEVER, NEVER, NEVER, NEVER, NEVER))
            .way(chain -> way.carry(chain.request()))
            .build();
  }

  /** A link of one process; {@code port} tells the way who is calling. */
  public ServerLink of(int port, Time time, Chance chance) {
    return new ServerLink(clients, ServerAddress.of("http://127.0.0.1:" + port), time, chance);
  }
}
