package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.ServerHouse;
import no.samsyn.server.store.Database;
import org.junit.jupiter.api.Test;

/** The tour says that all is well when it is, and cannot when it is not. */
class GuidedTourIT {
  private final SystemTime time = new SystemTime();
  private final SystemChance chance = new SystemChance();
  private final StopSignal stop = new StopSignal();
  private final LocalServers servers = new LocalServers(time, chance, stop);
  private final List<String> lines = new ArrayList<>();

  private boolean tour(ServerHouse house) {
    var workplaces = new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
    return new GuidedTour(workplaces, house).run(lines::add);
  }

  private List<String> failed() {
    return lines.stream().filter(line -> line.startsWith("FAIL")).toList();
  }

  @Test
  void aTourWithTheNetworkLeftBrokenFails() throws IOException {
    int nobody;
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = door.getLocalPort();
    }
    assertThat(tour(new Houses(new Elsewhere(nobody)))).isFalse();
    assertThat(failed()).anyMatch(line -> line.contains("Ola syncs, badly"));
    assertThat(lines).noneMatch(line -> line.startsWith("ok   All of this happened"));
  }

  /** Everything else of it is true: a tour of a server that is well would say nothing of FAIL. */
  @Test
  void aTourWhoseServerLostSomethingFails() {
    assertThat(tour(new Houses(new Forgetful()))).isFalse();
    assertThat(failed())
        .as(String.join("\n", lines))
        .hasSize(2)
        .anyMatch(line -> line.contains("The server's database"))
        .anyMatch(line -> line.contains("All of this happened"));
  }

  /** What is wrong with a server that the tour believes to be well. */
  private interface Fault {
    ServerHouse.Running spoiled(ServerHouse.Running running, ServerHouse.Wish wish);
  }

  /** Its address leads to nobody. */
  private record Elsewhere(int port) implements Fault {
    @Override
    public ServerHouse.Running spoiled(ServerHouse.Running running, ServerHouse.Wish wish) {
      return new Spoiled(running, "http://127.0.0.1:" + port, () -> {});
    }
  }

  /** When it is stopped, one of the changes that it took is not in its database any more. */
  private record Forgetful() implements Fault {
    @Override
    public ServerHouse.Running spoiled(ServerHouse.Running running, ServerHouse.Wish wish) {
      return new Spoiled(running, running.address(), () -> forget(wish));
    }

    private static void forget(ServerHouse.Wish wish) {
      try (var database = Database.inDirectory(wish.data())) {
        database.write(
            tx -> {
              tx.updateOne(
                  "delete from receipt where status = 'applied' and mutation ="
                      + " (select max(mutation) from receipt where status = 'applied')");
              return true;
            });
      }
    }
  }

  private record Spoiled(ServerHouse.Running running, String address, Runnable afterwards)
      implements ServerHouse.Running {
    @Override
    public void awaitStop() {
      running.awaitStop();
    }

    @Override
    public void close() {
      running.close();
      afterwards.run();
    }
  }

  /** The first server is well; the second one, after the network's return, has the fault. */
  private final class Houses implements ServerHouse {
    private final Fault fault;
    private int started;

    Houses(Fault fault) {
      this.fault = fault;
    }

    @Override
    public Running start(Wish wish) {
      var running = servers.start(wish);
      return started++ == 0 ? running : fault.spoiled(running, wish);
    }

    @Override
    public Erased wouldErase(Wish wish, String person) {
      return servers.wouldErase(wish, person);
    }

    @Override
    public Erased erase(Wish wish, String person, String reason) {
      return servers.erase(wish, person, reason);
    }

    @Override
    public Users users(Wish wish) {
      return servers.users(wish);
    }

    @Override
    public Users usersOrNew(Wish wish) {
      return servers.usersOrNew(wish);
    }
  }
}
