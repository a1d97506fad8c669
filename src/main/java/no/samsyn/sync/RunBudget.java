package no.samsyn.sync;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * How long one run may take, and whether somebody asks it to stop. The engine looks between its
 * steps, so a run ends at most one exchange after either.
 *
 * <p>Immutable; what it holds is called from the run's thread.
 *
 * @param power asked at the end of the run, which plans the next one by it
 * @param fetched told after each step how many records the run has fetched so far
 */
public record RunBudget(
    Duration time, BooleanSupplier stopAsked, Supplier<NextRun.Power> power, LongConsumer fetched) {

  public RunBudget(Duration time, BooleanSupplier stopAsked, Supplier<NextRun.Power> power) {
    this(time, stopAsked, power, records -> {});
  }

  /** For devices on mains. */
  public RunBudget(Duration time, BooleanSupplier stopAsked) {
    this(time, stopAsked, () -> NextRun.Power.MAINS);
  }

  public RunBudget telling(LongConsumer told) {
    return new RunBudget(time, stopAsked, power, told);
  }

  public static RunBudget of(Duration time) {
    return new RunBudget(time, () -> false);
  }
}
