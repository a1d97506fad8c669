package no.samsyn.sync;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How long one run may take, and whether somebody asks it to stop. The engine looks between its
 * steps, so a run ends at most one exchange after either.
 *
 * <p>Immutable; {@code stopAsked} and {@code power} are called from the run's thread.
 *
 * @param power asked at the end of the run, which plans the next one by it
 */
public record RunBudget(Duration time, BooleanSupplier stopAsked, Supplier<NextRun.Power> power) {

  /** For devices on mains. */
  public RunBudget(Duration time, BooleanSupplier stopAsked) {
    this(time, stopAsked, () -> NextRun.Power.MAINS);
  }

  public static RunBudget of(Duration time) {
    return new RunBudget(time, () -> false);
  }
}
