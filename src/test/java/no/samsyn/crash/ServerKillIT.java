package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.Backoff;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.Pace;
import no.samsyn.sync.Reply;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.Transport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/**
 * The server is killed again and again while a device drains a long queue and its user goes on
 * editing. Larger: {@code mvn verify -Dit.test=ServerKillIT -Dsamsyn.crash.changes=100000
 * -Dsamsyn.crash.kills=200}.
 */
class ServerKillIT {
  private static final int EDITS_PER_KILL = 20;
  private static final int KILLS_PER_OPENING_KILL = 5;
  private static final int OPENING_MILLIS = 700; // of a start, on a machine with nothing else to do
  private static final long MINUTES_MAX = Math.max(5, Scene.CHANGES / 5_000L);

  /** Small batches and short waits: more moments to be killed at, and less time between them. */
  private static final SyncSettings SETTINGS =
      new SyncSettings(
          new Pace(
              Pace.DEFAULT.period(),
              new Backoff(Duration.ofMillis(100), Duration.ofMillis(400)),
              Pace.DEFAULT.perRecord(),
              Pace.DEFAULT.breaker()),
          SyncSettings.DEFAULT.retriesPerRun(),
          new SyncSettings.Limits(200, 900_000, 1_000));

  private final AtomicBoolean everythingIsTyped = new AtomicBoolean();
  private final AtomicBoolean givenUp = new AtomicBoolean();

  @Test
  void whatIsKilledWhileItReceivesLosesNothingAndDoublesNothing() throws Exception {
    try (var scene = Scene.of("server-kill")) {
      var begin = System.nanoTime();
      scene.server.start();
      String figures;
      var network = Executors.newSingleThreadExecutor();
      try (var ola = Device.open(scene.ola)) {
        var line = new Line(new ServerLinkOf(ola, scene.server.address()).transport());
        var runs = network.submit(() -> drain(ola, line));
        try {
          figures = killAgainAndAgain(scene, ola, line);
          everythingIsTyped.set(true);
          figures += ", runs " + runs.get(MINUTES_MAX, TimeUnit.MINUTES);
        } finally {
          givenUp.set(true);
          network.shutdown();
          assertThat(network.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        figures += line.figures();
      }
      System.out.println("Server kills: " + figures + ", seconds " + Scene.secondsSince(begin));
      scene.requireNothingLostOrDoubled();
    }
  }

  /** Runs until everything is typed and sent; returns how many runs that took. */
  private int drain(Device ola, Line line) {
    var engine =
        new SyncEngine(
            new EnginePorts(
                ola.store,
                line,
                mutation -> Json.write(MutationJson.of(mutation)),
                ola.schemas,
                TestDevice.RULEBOOK,
                ola.time,
                ola.chance,
                (length, budget) -> pause(length.toMillis()) && !givenUp.get(),
                SETTINGS));
    engine.recover();
    for (var runs = 1; !givenUp.get(); runs++) {
      var isLast = everythingIsTyped.get();
      var report =
          engine.run(new RunBudget(Duration.ofMinutes(10), givenUp::get), SyncEngine.Trigger.NOW);
      if (isLast && report.stop() == SyncReport.Stop.FINISHED && report.counts().left() == 0) {
        return runs;
      }
      pause(5);
    }
    throw new AssertionError("not finished in time");
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String killAgainAndAgain(Scene scene, Device ola, Line line) throws IOException {
    var dice = scene.dice;
    var full = ola.unsent();
    var whileDraining = 0;
    var whileOpening = 0;
    for (var kill = 0; kill < Scene.KILLS; kill++) {
      var share = (int) (ola.unsent() / (Scene.KILLS - kill));
      line.awaitAnswers(dice.nextInt(Math.max(1, share)));
      pause(dice.nextInt(20 + (int) (2 * line.millisOfLastPush())));
      scene.server.kill();
      var left = ola.unsent();
      whileDraining += left > 0 && left < full ? 1 : 0;
      editSomeOf(scene, ola);
      if (kill % KILLS_PER_OPENING_KILL == 0) {
        scene.server.startAndKillWithin(OPENING_MILLIS / 2 + dice.nextInt(OPENING_MILLIS));
        whileOpening++;
      }
      scene.server.start();
    }
    assertThat(whileDraining)
        .as("kills in the middle")
        .isGreaterThanOrEqualTo(Scene.IS_LONG ? Scene.KILLS * 3 / 4 : 0);
    return "changes "
        + full
        + ", kills "
        + Scene.KILLS
        + " (neither full nor empty: "
        + whileDraining
        + "), while it opened "
        + whileOpening
        + ", edits meanwhile "
        + Scene.KILLS * EDITS_PER_KILL;
  }

  /** Half of them of what is on its way just now, which must wait for its answer. */
  private static void editSomeOf(Scene scene, Device ola) {
    var inFlight =
        ola.run(tx -> tx.outbox().list(100, 0)).stream().map(OutboxEntry::record).toList();
    for (var i = 0; i < EDITS_PER_KILL; i++) {
      var some = i % 2 == 0 && !inFlight.isEmpty() ? inFlight : scene.typed.records();
      ola.edit(scene.typed, some.get(scene.dice.nextInt(some.size())));
    }
  }

  private record ServerLinkOf(Device device, String address) {
    Transport transport() {
      return new ServerLink(
              HttpClients.usual(), ServerAddress.of(address), device.time, device.chance)
          .session(new StoredTokens(device.store))
          .transport(device.schemas.version());
    }
  }

  /** The real way to the server, and what went over it. Called by one thread, read by others. */
  private static final class Line implements Transport {
    private final Transport real;
    private final Set<String> sent = new HashSet<>();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong lastMillis = new AtomicLong();

    Line(Transport real) {
      this.real = real;
    }

    /** Waits until that many more items have their answer, or nothing more can be expected. */
    void awaitAnswers(int items) {
      var wanted = answered.get() + items;
      for (var waited = 0; waited < 30_000 && answered.get() < wanted; waited += 2) {
        pause(2);
      }
    }

    long millisOfLastPush() {
      return lastMillis.get();
    }

    String figures() {
      return ", pushes without answer "
          + unanswered
          + ", items sent again "
          + again
          + ", of them applied before "
          + replayed;
    }

    @Override
    public Reply<PushAnswer> push(PushRequest request) throws IOException {
      var begin = System.nanoTime();
      try {
        var reply = real.push(request);
        note(request);
        lastMillis.set(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        if (reply instanceof Reply.Answer<PushAnswer> answer) {
          answered.addAndGet(answer.body().results().size());
          answer.body().results().stream()
              .filter(result -> result instanceof ItemResult.Applied applied && applied.replayed())
              .forEach(result -> replayed.incrementAndGet());
        }
        return reply;
      } catch (ConnectException e) {
        throw e; // nothing was sent
      } catch (IOException e) {
        unanswered.incrementAndGet();
        note(request);
        throw e;
      }
    }

    private void note(PushRequest request) {
      for (var item : request.mutations()) {
        if (!sent.add(item.id())) {
          again.incrementAndGet();
        }
      }
    }

    @Override
    public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
      return real.changes(request);
    }

    @Override
    public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
      return real.snapshot(request);
    }

    @Override
    public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
      return real.trail(request);
    }

    @Override
    public long bytesMoved() {
      return real.bytesMoved();
    }
  }
}
