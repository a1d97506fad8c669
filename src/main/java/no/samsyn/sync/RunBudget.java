package no.samsyn.sync;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long one run may take, and whether somebody asks it to stop. The engine looks between its
 * steps, so a run ends at most one exchange after either.
 *
 * <p>Immutable; {@code stopAsked} is called from the run's thread.
 */
public record RunBudget(Duration time, BooleanSupplier stopAsked) {

  public static RunBudget of(Duration time) {
    return new RunBudget(time, () -> false);
  }
}
