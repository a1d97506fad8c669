package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to run next and why, in words. A pure function of what is queued, how the last run ended,
 * and the battery.
 */
public record NextRun(Duration delay, String because) {
  /** Stored on devices and translated by screens; never rename. */
  static final String REGULAR = "the regular interval";

  static final int LOW_BATTERY_PERCENT = 15;

  /**
   * How the battery stands.
   *
   * @param percent of a full battery; {@code -1} where there is none or nobody knows
   */
  public record Power(int percent, boolean charging, boolean saver) {
    public static final Power MAINS = new Power(-1, true, false);

    boolean isLow() {
      return saver || (!charging && percent >= 0 && percent <= LOW_BATTERY_PERCENT);
    }
  }

  /** What the plan is made from. */
  public record Situation(
      SyncReport.Stop lastStop,
      long unsent,
      Optional<Instant> nextDue,
      CircuitBreaker breaker,
      Duration retryAfter) {}

  public static NextRun plan(
      Situation situation, Instant now, SyncSettings settings, Power power, double random) {
    var waitingFor = waitsFor(situation.lastStop());
    if (!waitingFor.isEmpty()) {
      return new NextRun(settings.period(), waitingFor);
    }
    if (situation.lastStop() == SyncReport.Stop.BUDGET
        || situation.lastStop() == SyncReport.Stop.ASKED_TO_STOP) {
      return new NextRun(Duration.ofSeconds(1), "the last run ended before everything was done");
    }
    if (situation.breaker().isOpen(now)) {
      return new NextRun(
          Duration.between(now, situation.breaker().openUntil()),
          "the server has not answered for a while");
    }
    if (!situation.retryAfter().isZero()) {
      return new NextRun(situation.retryAfter(), "the server asked for a pause");
    }
    return afterResult(situation, now, settings, power, random);
  }

  private static String waitsFor(SyncReport.Stop stop) {
    return switch (stop) {
      case SIGN_IN_NEEDED -> "waits for you to sign in";
      case UPGRADE_NEEDED -> "waits for a newer version of Samsyn";
      case PAUSED -> "is paused";
      default -> "";
    };
  }

  private static NextRun afterResult(
      Situation situation, Instant now, SyncSettings settings, Power power, double random) {
    var failed = SyncStatus.State.after(situation.lastStop()) != SyncStatus.State.IDLE;
    if (failed) {
      var delay = settings.perRecord().delay(situation.breaker().failures() + 1, random);
      return new NextRun(delay, "tries again after a failure");
    }
    if (power.isLow()) {
      var rarely = settings.period().multipliedBy(4);
      return new NextRun(
          rarely.compareTo(Pace.WAIT_MAX) > 0 ? Pace.WAIT_MAX : rarely, "the battery is low");
    }
    if (situation.unsent() > 0 && situation.nextDue().isPresent()) {
      var due = Duration.between(now, situation.nextDue().get());
      if (due.compareTo(settings.period()) < 0) {
        return new NextRun(due.isNegative() ? Duration.ofSeconds(1) : due, "a change is due again");
      }
    }
    return new NextRun(settings.period(), REGULAR);
  }
}
