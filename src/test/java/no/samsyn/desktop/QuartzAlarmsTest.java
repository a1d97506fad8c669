package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.samsyn.desktop.Alarms.Alarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits for what happens, and never for time to pass. */
class QuartzAlarmsTest {
  private final QuartzAlarms alarms = new QuartzAlarms();
  private final LinkedBlockingQueue<Alarm> rung = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    alarms.close();
  }

  @Test
  void anAlarmRingsOnceOnAThreadOfTheClocksOwn() throws InterruptedException {
    var threads = new LinkedBlockingQueue<String>();
    alarms.start(
        alarm -> {
          threads.add(Thread.currentThread().getName());
          rung.add(alarm);
        });
    alarms.set(Alarm.ASKED, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.ASKED);
    alarms.set(Alarm.DUE, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.DUE);
    assertThat(rung).isEmpty();
    assertThat(threads).allMatch(name -> name.startsWith("sync"));
  }

  @Test
  void anAlarmThatIsSetAgainRingsAtTheNewTimeOnly() throws InterruptedException {
    alarms.start(rung::add);
    alarms.set(Alarm.SAVED, Duration.ofHours(1));
    alarms.set(Alarm.SAVED, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.SAVED);
    alarms.set(Alarm.SAVED, Duration.ofMillis(1));
    assertThat(next()).isEqualTo(Alarm.SAVED);
  }

  /** What was missed while the computer slept lies in the past when it wakes. */
  @Test
  void anAlarmMissedByDaysRingsOnce() throws InterruptedException {
    alarms.start(rung::add);
    alarms.set(Alarm.DUE, Duration.ofDays(-12));
    assertThat(next()).isEqualTo(Alarm.DUE);
    alarms.set(Alarm.ASKED, Duration.ofMillis(50));
    assertThat(next()).isEqualTo(Alarm.ASKED);
  }

  @Test
  void aClearedAlarmIsSilent() throws InterruptedException {
    alarms.start(rung::add);
    alarms.set(Alarm.DUE, Duration.ofMillis(100));
    alarms.clear(Alarm.DUE);
    alarms.set(Alarm.ASKED, Duration.ofMillis(300));
    assertThat(next()).isEqualTo(Alarm.ASKED);
  }

  @Test
  void runsNeverOverlapButTheServerIsLookedForMeanwhile() throws InterruptedException {
    var goOn = new Semaphore(0);
    var looked = new CountDownLatch(1);
    var atOnce = new AtomicInteger();
    alarms.start(
        alarm -> {
          if (alarm == Alarm.LOOK_AROUND) {
            looked.countDown();
            return;
          }
          assertThat(atOnce.incrementAndGet()).isEqualTo(1);
          goOn.acquireUninterruptibly();
          atOnce.decrementAndGet();
          rung.add(alarm);
        });
    alarms.set(Alarm.STARTED, Duration.ZERO);
    alarms.set(Alarm.ASKED, Duration.ZERO);
    alarms.set(Alarm.LOOK_AROUND, Duration.ZERO);
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(rung).isEmpty();
    goOn.release(2);
    assertThat(next()).isIn(Alarm.STARTED, Alarm.ASKED);
    assertThat(next()).isIn(Alarm.STARTED, Alarm.ASKED);
  }

  @Test
  void afterAFailureTheNextAlarmRingsAllTheSame() throws InterruptedException {
    alarms.start(
        alarm -> {
          rung.add(alarm);
          if (alarm == Alarm.DUE) {
            throw new IllegalStateException("planted");
          }
        });
    alarms.set(Alarm.DUE, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.DUE);
    alarms.set(Alarm.ASKED, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.ASKED);
  }

  @Test
  void twoClocksInOneProgramAreTwo() throws InterruptedException {
    alarms.start(rung::add);
    try (var other = new QuartzAlarms()) {
      other.start(alarm -> {});
    }
    alarms.set(Alarm.ASKED, Duration.ZERO);
    assertThat(next()).isEqualTo(Alarm.ASKED);
  }

  private Alarm next() throws InterruptedException {
    return rung.poll(30, TimeUnit.SECONDS);
  }
}
