package no.samsyn.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import no.samsyn.console.Records;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A practice server on this computer, Kari's store, and neighbours who go on working. What she
 * finds in her outbox really happened: two people changed and deleted the same activities.
 * Everything lies in a temporary folder and is thrown away.
 */
final class Practice implements AutoCloseable, Outage.Server {
  private static final Logger LOG = LoggerFactory.getLogger(Practice.class);
  private static final String PASSWORD = "practice";
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(2));
  private static final int NEWEST = 4;

  private final Workplaces workplaces;
  private final ServerHouse servers;
  private final Path folder;
  private ServerHouse.@Nullable Running server;
  private int port;
  private @Nullable Neighbours neighbours;

  Practice(Workplaces workplaces, ServerHouse servers) {
    this.workplaces = workplaces;
    this.servers = servers;
    try {
      this.folder = Files.createTempDirectory("samsyn-practice");
    } catch (IOException e) {
      throw Trouble.failed("no-folder", "The practice needs a temporary folder; there is none.");
    }
  }

  /** Returns where Kari's store lies; it is there once {@link #prepare} has ended. */
  Where where() {
    return device("kari", "");
  }

  /** Returns the address of the practice server, once it runs. */
  String address() {
    var running = server;
    return running == null ? "" : running.address();
  }

  @Override
  public Path folder() {
    return folder.resolve("server");
  }

  private Where device(String user, String address) {
    return new Where(folder.resolve(user), address, user, "");
  }

  /** Starts the server and lets happen what Kari finds when she comes to her desk. */
  void prepare() {
    var started = servers.start(new ServerHouse.Wish(folder(), 0, true, ""));
    server = started;
    var address = started.address();
    var ola = workplaces.openOrCreate(device("ola", address));
    neighbours = new Neighbours(ola);
    begin(ola, "ola");
    try (var kari = workplaces.openOrCreate(device("kari", address));
        var nora = workplaces.openOrCreate(device("nora", address))) {
      begin(kari, "kari");
      begin(nora, "nora");
      var activities = newest(kari, "activity", "peer_mentor=" + mentor(ola), "by_proxy=false");
      new PracticeReviews(kari, ola, nora).happen();
      disagree(kari, ola, activities);
    }
  }

  private static void begin(Workplace workplace, String user) {
    var unused = workplace.signIn().signIn(user, PASSWORD);
    run(workplace);
  }

  private static void run(Workplace workplace) {
    var unused = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
  }

  /** Kari and Ola write about the same things, and neither knows of the other. */
  private static void disagree(Workplace kari, Workplace ola, List<String> activities) {
    edit(ola, "activity", activities.get(0), "minutes=75", "place=Kafé Løvstakken");
    ola.records().delete("activity", activities.get(1));
    run(ola);
    edit(kari, "activity", activities.get(0), "minutes=120", "theme=Søknad til NAV");
    edit(kari, "activity", activities.get(1), "minutes=60");
    var moving = newest(kari, "peer_mentor", "unit=Oslo").get(0);
    edit(kari, "peer_mentor", moving, "unit=Bergen"); // which is not hers to place people in
    run(kari);
    edit(kari, "peer_mentor", moving, "phone=41234567");
    edit(kari, "activity", activities.get(2), "theme=Hjelpemidler");
  }

  private static String mentor(Workplace workplace) {
    return workplace.signIn().account().map(each -> each.peerMentor()).orElse("");
  }

  private static List<String> newest(Workplace workplace, String entity, String... filters) {
    var sort = entity.equals("activity") ? "-date" : "display_name";
    var wish = new Records.ListWish(entity, List.of(filters), sort, NEWEST, 0);
    return workplace.records().list(wish).rows().stream().map(row -> row.id().key()).toList();
  }

  private static void edit(Workplace workplace, String entity, String key, String... assignments) {
    var unused = workplace.records().edit(entity, key, List.of(assignments));
  }

  /** The server is gone, as when its house has no power. */
  @Override
  public void goes() {
    var running = server;
    if (running != null) {
      port = URI.create(running.address()).getPort();
      running.close();
      server = null;
    }
  }

  /** The server is there again, at the same address. */
  @Override
  public void returns() {
    server = servers.start(new ServerHouse.Wish(folder.resolve("server"), port, true, ""));
  }

  /** From now on others work too. */
  void neighboursBegin() {
    var theirs = neighbours;
    if (theirs != null) {
      theirs.begin();
    }
  }

  /** One neighbour does one thing now. */
  void neighbourWorks() {
    var theirs = neighbours;
    if (theirs != null) {
      theirs.work();
    }
  }

  @Override
  public void close() {
    var theirs = neighbours;
    if (theirs != null) {
      theirs.close();
    }
    var running = server;
    if (running != null) {
      running.close();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.info("A part of the practice folder stays; the system empties it", e);
    }
  }
}
