package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * A day of a mentor's phone on a virtual clock, against the real server: how often it is woken, and
 * what goes over the air. The figures are in docs/performance.md.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class SimulatedDayTest {
  private static final int BLIND_WAKE_UPS = 96; // every quarter of an hour
  private static final List<LocalTime> SAVES =
      List.of(LocalTime.of(7, 45), LocalTime.of(12, 10)); // both while there is no network
  private static final List<Outage> OUTAGES =
      List.of(
          new Outage(LocalTime.of(7, 30), LocalTime.of(8, 0)),
          new Outage(LocalTime.of(12, 0), LocalTime.of(12, 20)),
          new Outage(LocalTime.of(17, 0), LocalTime.of(17, 50)));
  private static final Outage LOW_BATTERY = new Outage(LocalTime.of(18, 0), LocalTime.of(22, 0));

  private final ManualTime time = new ManualTime();
  private final AlarmClock alarms = new AlarmClock();
  private final PhoneRig rig = new PhoneRig().with(time);
  private BadNetwork network;

  private record Outage(LocalTime from, LocalTime to) {
    boolean holds(LocalTime at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
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

    Instant next() {
      return earlier(planned, wished);
    }

    void ring() {
      wished = Instant.MAX;
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }

  @After
  public void end() throws Exception {
    rig.close();
    network.close();
  }

  private LocalTime clock() {
    return LocalTime.ofInstant(time.now(), ZoneOffset.UTC);
  }

  @Test
  public void aPhoneIsWokenLessOftenThanBlindlyAndEverythingArrivesSoon() throws Exception {
    network = new BadNetwork(PracticeServer.address());
    var phone = rig.phone(network.address(), PhoneRig.newDirectory(), alarms);
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    wake(phone);
    var requests = network.requests();
    var bytes = network.bytes();
    var midnight = time.now().plusSeconds(86_400).truncatedTo(ChronoUnit.DAYS);
    time.advance(Duration.between(time.now(), midnight));
    alarms.register();
    var sentAfter = new ArrayList<Duration>();

    var wakeUps = day(phone, midnight.plusSeconds(86_400), sentAfter);

    requests = network.requests() - requests;
    bytes = network.bytes() - bytes;
    System.out.println(
        "a day: " + wakeUps + " wake-ups, " + requests + " requests, " + bytes + " bytes");
    assertThat(phone.status().unsent()).isZero();
    assertThat(sentAfter).containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(10));
    assertThat(wakeUps).isBetween(60, BLIND_WAKE_UPS - 10);
    assertThat(requests).isLessThanOrEqualTo(3 * wakeUps);
    assertThat(bytes / wakeUps).isLessThan(6_000);
  }

  /** Returns how often the phone was woken until {@code end}. */
  private int day(Samsyn phone, Instant end, List<Duration> sentAfter) {
    var saves = new ArrayList<>(SAVES);
    var saved = Instant.MAX;
    var wakeUps = 0;
    while (time.now().isBefore(end)) {
      if (!saves.isEmpty() && !clock().isBefore(saves.get(0))) {
        var unused = phone.addAnyway("activity", PhoneRig.activity(phone, 500 + saves.size()));
        saved = time.now();
        saves.remove(0);
      }
      var hasNetwork = OUTAGES.stream().noneMatch(outage -> outage.holds(clock()));
      if (hasNetwork && !alarms.next().isAfter(time.now())) {
        wake(phone);
        wakeUps++;
        if (!saved.equals(Instant.MAX) && phone.status().unsent() == 0) {
          sentAfter.add(Duration.between(saved, time.now()));
          saved = Instant.MAX;
        }
      }
      time.advance(Duration.ofSeconds(60));
    }
    return wakeUps;
  }

  private void wake(Samsyn phone) {
    alarms.ring();
    rig.with(
        LOW_BATTERY.holds(clock()) ? new NextRun.Power(12, false, false) : NextRun.Power.MAINS);
    assertThat(phone.background().execute("day", SyncEngine.Trigger.SCHEDULE))
        .isEqualTo(BackgroundRun.Outcome.DONE);
  }
}
