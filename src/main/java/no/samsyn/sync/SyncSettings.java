package no.samsyn.sync;

import java.time.Duration;

/**
 * Everything about a run that an organisation may set.
 *
 * @param inRun waits between failing requests of one run
 * @param perRecord when a record that failed is due again
 * @param retriesPerRun how many waits a run spends on a failing server before it leaves the rest to
 *     the next run
 * @param period from one scheduled run to the next
 */
public record SyncSettings(
    Backoff inRun, Backoff perRecord, int retriesPerRun, Duration period, Limits limits) {

  /**
   * How much one exchange carries.
   *
   * @param batchItems and {@code batchBytes} bound one push; {@code pageRecords} bounds one page of
   *     a pull
   */
  public record Limits(int batchItems, int batchBytes, int pageRecords) {
    public static final Limits DEFAULT =
        new Limits(500, 900_000, 1_000); // the protocol's, with room for the envelope
  }

  public static final SyncSettings DEFAULT =
      new SyncSettings(
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
          new Backoff(Duration.ofSeconds(30), Duration.ofHours(1)),
          4,
          Duration.ofMinutes(15),
          Limits.DEFAULT);

  public SyncSettings withRetriesPerRun(int retries) {
    return new SyncSettings(inRun, perRecord, retries, period, limits);
  }

  public SyncSettings withLimits(Limits changed) {
    return new SyncSettings(inRun, perRecord, retriesPerRun, period, changed);
  }
}
