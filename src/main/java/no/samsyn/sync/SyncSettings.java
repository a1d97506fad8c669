package no.samsyn.sync;

import java.time.Duration;

/**
 * Everything about a run that may be set: by the program that runs it, and its pace by a person.
 *
 * @param pace holds where nobody has set another one on this device
 * @param retriesPerRun how many waits a run spends on a failing server before it leaves the rest to
 *     the next run
 */
public record SyncSettings(Pace pace, int retriesPerRun, Limits limits) {

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

  public static final SyncSettings DEFAULT = new SyncSettings(Pace.DEFAULT, 4, Limits.DEFAULT);

  public Duration period() {
    return pace.period();
  }

  public Backoff inRun() {
    return pace.inRun();
  }

  public Backoff perRecord() {
    return pace.perRecord();
  }

  public SyncSettings withPace(Pace changed) {
    return new SyncSettings(changed, retriesPerRun, limits);
  }

  public SyncSettings withRetriesPerRun(int retries) {
    return new SyncSettings(pace, retries, limits);
  }

  public SyncSettings withLimits(Limits changed) {
    return new SyncSettings(pace, retriesPerRun, changed);
  }
}
