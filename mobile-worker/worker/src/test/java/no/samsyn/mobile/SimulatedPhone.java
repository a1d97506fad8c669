package no.samsyn.mobile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.SyncEngine;
import no.samsyn.testkit.ManualTime;

/**
 * A mentor's phone on a virtual clock, against the real server, which counts what it costs: with
 * our plan of the next run, or with a rhythm that knows nothing.
 */
final class SimulatedPhone implements AutoCloseable {
  private static final int QUARTER = 15;

  private final ManualTime time = new ManualTime();
  private final AlarmClock alarms = new AlarmClock();
  private final PhoneRig rig = new PhoneRig().with(time);
  private final Rhythm rhythm;
  private final TokenAges tokens;
  private final BadNetwork network;
  private final Samsyn phone;
  private final List<Instant> waiting = new ArrayList<>();
  private final List<Duration> sentAfter = new ArrayList<>();
  private int wakeUps;
  private int intoOutages;
  private int untried;
  private long nextMinutes = 500;

  /** When it is woken. */
  enum Rhythm {
    /** When the engine planned it, and soon after a save; with a network only. */
    PLANNED,
    /** Every quarter of an hour, whatever the network, the battery or the outbox say. */
    BLIND
  }

  record Span(LocalTime from, LocalTime to) {
    boolean holds(LocalTime at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** What happens to the phone; {@code saves} are in order. */
  record Day(List<LocalTime> saves, List<Span> outages, Span lowBattery) {}

  /**
   * What it cost.
   *
   * @param intoOutages wake-ups that met no network
   * @param dead requests with a token that was no longer good
   * @param untried wake-ups in which the engine asked nothing, because the server had been silent
   * @param sentAfter for each save, how long until the server had it
   */
  record Tally(
      int wakeUps,
      int intoOutages,
      int requests,
      int dead,
      int untried,
      long bytes,
      List<Duration> sentAfter) {}

  SimulatedPhone(Rhythm rhythm) throws Exception {
    this.rhythm = rhythm;
    this.tokens = new TokenAges(time::now);
    this.network = new BadNetwork(PracticeServer.address(), tokens);
    this.phone = rig.phone(network.address(), PhoneRig.newDirectory(), alarms);
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    wake(NextRun.Power.MAINS); // what there is to fetch at first is nobody's day
  }

  /** WorkManager as far as it matters here: the next time that was asked for. */
  private final class AlarmClock implements WakeUps {
    private Instant planned = Instant.MAX;
    private Instant wished = Instant.MAX;

    @Override
    public void register() {
      planned = time.now();
    }

    @Override
    public void soon(Why why) {
      wished = earlier(wished, time.now().plusSeconds(2));
    }

    @Override
    public void now(boolean running) {
      wished = time.now();
    }

    @Override
    public void scheduleNext(Duration delay) {
      planned = time.now().plus(delay);
    }

    @Override
    public void cancel() {
      planned = Instant.MAX;
      wished = Instant.MAX;
    }

    boolean isDue() {
      return !earlier(planned, wished).isAfter(time.now());
    }

    void ring() {
      wished = Instant.MAX;
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }

  /** Lives the days from the next midnight on, a minute at a time. */
  Tally live(List<Day> days) throws Exception {
    var midnight = time.now().plusSeconds(86_400).truncatedTo(ChronoUnit.DAYS);
    time.advance(Duration.between(time.now(), midnight));
    alarms.register();
    wakeUps = 0;
    var requests = network.requests();
    var bytes = network.bytes();
    for (var day : days) {
      live(day);
    }
    return new Tally(
        wakeUps,
        intoOutages,
        network.requests() - requests,
        tokens.refused(),
        untried,
        network.bytes() - bytes,
        List.copyOf(sentAfter));
  }

  private void live(Day day) throws Exception {
    var saves = new ArrayList<>(day.saves());
    var isDown = false;
    var end = time.now().plusSeconds(86_400);
    while (time.now().isBefore(end)) {
      var clock = clock();
      while (!saves.isEmpty() && !clock.isBefore(saves.get(0))) {
        save();
        saves.remove(0);
      }
      var shouldBeDown = day.outages().stream().anyMatch(outage -> outage.holds(clock));
      if (shouldBeDown != isDown) {
        network.goDown(shouldBeDown);
        isDown = shouldBeDown;
      }
      if (isWoken(clock, isDown)) {
        intoOutages += isDown ? 1 : 0;
        wake(
            day.lowBattery().holds(clock)
                ? new NextRun.Power(12, false, false)
                : NextRun.Power.MAINS);
      }
      time.advance(Duration.ofSeconds(60 - clock().getSecond())); // a run may have paused
    }
  }

  private LocalTime clock() {
    return LocalTime.ofInstant(time.now(), ZoneOffset.UTC);
  }

  private boolean isWoken(LocalTime clock, boolean isDown) {
    return switch (rhythm) {
      case PLANNED -> !isDown && alarms.isDue();
      case BLIND -> clock.getMinute() % QUARTER == 0;
    };
  }

  private void save() {
    nextMinutes++;
    var unused = phone.addAnyway("activity", PhoneRig.activity(phone, nextMinutes));
    waiting.add(time.now());
  }

  private void wake(NextRun.Power power) {
    wakeUps++;
    alarms.ring();
    rig.with(power);
    var before = network.connectionsAndRequests();
    var outcome = phone.background().execute("day", SyncEngine.Trigger.SCHEDULE);
    untried += network.connectionsAndRequests() == before ? 1 : 0;
    if (outcome != BackgroundRun.Outcome.DONE) {
      throw new AssertionError("a run came to " + outcome);
    }
    if (phone.status().unsent() == 0) {
      waiting.forEach(since -> sentAfter.add(Duration.between(since, time.now())));
      waiting.clear();
    }
  }

  boolean hasSentEverything() {
    return phone.status().unsent() == 0 && phone.needsYou().isEmpty();
  }

  @Override
  public void close() throws IOException {
    rig.close();
    network.close();
  }
}
