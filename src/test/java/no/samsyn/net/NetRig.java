package no.samsyn.net;

import static no.samsyn.testkit.RawServer.json;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.sync.Reply;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;
import no.samsyn.sync.Transport.Sender;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.RawServer;
import no.samsyn.testkit.SeededChance;

/** A raw server, a link to it with short timeouts, and somebody who is signed in. */
final class NetRig implements Closeable {
  static final String TIME = "2026-11-20T08:00:00Z";
  static final Sender SENDER = new Sender("device-1", 3, "l1");
  static final HttpClients.Timeouts SHORT =
      new HttpClients.Timeouts(
          Duration.ofMillis(1_000),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofMillis(400));

  final RawServer server = RawServer.start();
  final ManualTime time = new ManualTime();
  final MemoryVault vault = new MemoryVault();
  final HttpClients clients;
  final ServerLink link;
  final ServerLink.Session session;
  final Transport transport;

  NetRig() throws IOException {
    this(SHORT);
  }

  /** With timeouts of its own: who tests a limit in bytes must not meet one in time first. */
  NetRig(HttpClients.Timeouts timeouts) throws IOException {
    clients = new HttpClients.Builder().timeouts(timeouts).build();
    link = new ServerLink(clients, ServerAddress.of(server.address()), time, new SeededChance(1));
    session = link.session(vault);
    transport = session.transport(7);
    vault.keep(tokens(1));
  }

  static TokenVault.Tokens tokens(int generation) {
    return new TokenVault.Tokens("access-" + generation, "refresh-" + generation, 900);
  }

  static RawServer.Reaction grants(int generation) {
    return json(
        "{\"accessToken\":\"access-"
            + generation
            + "\",\"refreshToken\":\"refresh-"
            + generation
            + "\",\"expiresIn\":900}");
  }

  Reply<Transport.ChangesPage> pull() throws IOException {
    return transport.changes(new Transport.ChangesRequest(SENDER, "c1", 10));
  }

  Reply<Transport.PushAnswer> push(Transport.Sealed... mutations) throws IOException {
    return transport.push(new Transport.PushRequest(SENDER, "e1", "c1", 41, List.of(mutations)));
  }

  Reply<Transport.SnapshotPage> page(String page) throws IOException {
    return transport.snapshot(new Transport.SnapshotRequest(SENDER, page, 10));
  }

  static String emptyChanges() {
    return "{\"epoch\":\"e1\",\"serverTime\":\""
        + TIME
        + "\",\"records\":[],\"cursor\":\"c2\",\"more\":false}";
  }

  static String record(String key) {
    return "{\"entity\":\"activity\",\"key\":\""
        + key
        + "\",\"serverId\":\"s-"
        + key
        + "\",\"version\":2,\"fields\":{\"minutes\":45,\"later\":[1]},"
        + "\"last\":{\"author\":\"kari\",\"device\":\"d9\",\"at\":\""
        + TIME
        + "\"}}";
  }

  @Override
  public void close() throws IOException {
    clients.evict();
    server.close();
  }

  /** Remembers the order of what was done to it. */
  static final class MemoryVault implements TokenVault {
    private Optional<Tokens> tokens = Optional.empty(); // guarded by this
    private final List<String> deeds = new ArrayList<>(); // guarded by this

    @Override
    public synchronized Optional<Tokens> current() {
      return tokens;
    }

    @Override
    public synchronized void keep(Tokens kept) {
      tokens = Optional.of(kept);
      deeds.add("keep " + kept.access());
    }

    @Override
    public synchronized void forget() {
      tokens = Optional.empty();
      deeds.add("forget");
    }

    synchronized List<String> deeds() {
      return List.copyOf(deeds);
    }
  }
}
