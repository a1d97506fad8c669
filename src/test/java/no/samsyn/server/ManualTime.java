package no.samsyn.server;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.model.Time;

/** Two clocks that move only when told; thread-safe. */
final class ManualTime implements Time {
  private long nowMillis = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();
  private long monotonicMillis = 1_000;
  private long stepMillis;
  private Runnable onLook = () -> {};

  @Override
  public Instant now() {
    onLook.run();
    return wallClock();
  }

  private synchronized Instant wallClock() {
    return Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public synchronized long monotonicMillis() {
    monotonicMillis += stepMillis;
    return monotonicMillis;
  }

  synchronized void pass(Duration duration) {
    nowMillis += duration.toMillis();
    monotonicMillis += duration.toMillis();
  }

  /** Runs {@code work} whenever somebody looks at the wall clock: between reading and writing. */
  void onEachLook(Runnable work) {
    onLook = work;
  }

  /** From now on each look at the forward clock finds it so much later. */
  synchronized void stepOnEachLook(Duration step) {
    stepMillis = step.toMillis();
  }
}
