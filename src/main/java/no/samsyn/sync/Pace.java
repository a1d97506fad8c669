package no.samsyn.sync;

import java.time.Duration;

/**
 * How often a device syncs, and how long it waits after failures: what a person may set. Every wait
 * is bounded by {@link #WAIT_MAX}, because a due time beyond that is taken for a clock that jumped.
 * Immutable; a bad one cannot be made, and the exception says in a sentence why.
 *
 * @param period from one scheduled run to the next
 * @param inRun waits between failing requests of one run
 * @param perRecord when a record that failed is due again
 */
public record Pace(Duration period, Backoff inRun, Backoff perRecord, Breaker breaker) {
  public static final Duration WAIT_MAX = Duration.ofHours(1);
  public static final Duration PERIOD_MIN = Duration.ofMinutes(1);
  private static final Duration IN_RUN_MIN = Duration.ofMillis(100);
  private static final Duration PER_RECORD_MIN = Duration.ofSeconds(1);
  private static final Duration BREAKER_MIN = Duration.ofSeconds(10);
  public static final Duration IN_RUN_MAX = Duration.ofMinutes(5); // a run has ten in all
  public static final int FAILURES_MAX = 20;

  public static final Pace DEFAULT =
      new Pace(
          Duration.ofMinutes(15),
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
          new Backoff(Duration.ofSeconds(30), Duration.ofHours(1)),
          new Breaker(new Backoff(Duration.ofMinutes(1), Duration.ofHours(1)), 3));

  /**
   * When scheduled runs stay away from a server that is down.
   *
   * @param failures failing runs in a row that open it
   */
  public record Breaker(Backoff openFor, int failures) {
    public Breaker {
      require(failures >= 1 && failures <= FAILURES_MAX, "1 to 20 failures open the breaker");
      require(
          isWithin(openFor, BREAKER_MIN, WAIT_MAX), "the breaker stays open for 10 s to 1 hour");
    }
  }

  public Pace {
    require(
        period.compareTo(PERIOD_MIN) >= 0 && period.compareTo(WAIT_MAX) <= 0,
        "the period is 1 minute to 1 hour");
    require(isWithin(inRun, IN_RUN_MIN, IN_RUN_MAX), "a wait inside a run is 100 ms to 5 minutes");
    require(isWithin(perRecord, PER_RECORD_MIN, WAIT_MAX), "a record waits for 1 s to 1 hour");
  }

  /** Returns this pace with another wait inside runs. */
  public Pace withInRun(Backoff changed) {
    return new Pace(period, changed, perRecord, breaker);
  }

  /** Returns this pace with another breaker. */
  public Pace with(Breaker changed) {
    return new Pace(period, inRun, perRecord, changed);
  }

  private static boolean isWithin(Backoff backoff, Duration min, Duration max) {
    return backoff.first().compareTo(min) >= 0 && backoff.max().compareTo(max) <= 0;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
