package no.samsyn.net;

import java.time.Instant;
import java.util.ArrayDeque;
import no.samsyn.model.Mutation;
import no.samsyn.model.Time;
import no.samsyn.sync.ServerClock;

/**
 * Estimates how far the device's clock is behind the server's: the answer with the shortest round
 * trip of the last eight knows best. Held in memory only; after a restart it is unknown until the
 * first answer. Thread-safe.
 */
public final class ServerTime implements ServerClock {
  private static final int SAMPLES_MAX = 8;

  /** What two honest samples may differ beyond their round trips before a clock must have moved. */
  private static final long STEP_MILLIS = 1_000;

  private final Time time;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>(); // guarded by this

  public ServerTime(Time time) {
    this.time = time;
  }

  private record Sample(long offsetMillis, long roundTripMillis) {
    /** Each is right to half its round trip; if they exclude each other, a clock was set. */
    boolean contradicts(Sample other) {
      var apart = Math.abs(offsetMillis - other.offsetMillis);
      return apart > (roundTripMillis + other.roundTripMillis) / 2 + STEP_MILLIS;
    }
  }

  /** Begins a round trip; call it just before the request leaves. */
  RoundTrip start() {
    return new RoundTrip(time.now().toEpochMilli(), time.monotonicMillis());
  }

  /** One request on its way. The wall clock is read once, so that it cannot jump meanwhile. */
  final class RoundTrip {
    private final long leftAtMillis;
    private final long startMillis;

    private RoundTrip(long leftAtMillis, long startMillis) {
      this.leftAtMillis = leftAtMillis;
      this.startMillis = startMillis;
    }

    /** Ends it: while it lasted, the server's clock showed {@code serverTime}. */
    void serverSaid(Instant serverTime) {
      var tookMillis = Math.max(0, time.monotonicMillis() - startMillis);
      add(new Sample(serverTime.toEpochMilli() - (leftAtMillis + tookMillis / 2), tookMillis));
    }
  }

  private synchronized void add(Sample sample) {
    samples.removeIf(sample::contradicts);
    if (samples.size() == SAMPLES_MAX) {
      samples.removeFirst();
    }
    samples.addLast(sample);
  }

  @Override
  public synchronized long offsetMillis() {
    var offset = Mutation.Evidence.UNKNOWN_OFFSET;
    var shortest = Long.MAX_VALUE;
    for (var sample : samples) {
      if (sample.roundTripMillis() <= shortest) {
        shortest = sample.roundTripMillis();
        offset = sample.offsetMillis();
      }
    }
    return offset;
  }
}
