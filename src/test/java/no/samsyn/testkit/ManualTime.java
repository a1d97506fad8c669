package no.samsyn.testkit;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.model.Time;
import no.samsyn.sync.Pauses;
import no.samsyn.sync.RunBudget;

/** Time that moves only when told, or when somebody pauses. */
public final class ManualTime implements Time, Pauses {
  private Instant now = Instant.parse("2026-11-20T08:00:00Z");
  private long monotonic = 1_000_000;

  public void advance(Duration length) {
    now = now.plus(length);
    monotonic += length.toMillis();
  }

  /** Moves the wall clock alone, as a person does who sets it. */
  public void jumpTo(Instant wallClock) {
    now = wallClock;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long monotonicMillis() {
    return monotonic;
  }

  @Override
  public boolean pause(Duration length, RunBudget budget) {
    advance(length);
    return !budget.stopAsked().getAsBoolean();
  }
}
