package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;

/** What one run did, in counts, and why it started and stopped. Never a bare "ok". */
public record SyncReport(
    Instant startedAt,
    Duration took,
    Counts counts,
    long bytes,
    String startedBecause,
    Stop stop,
    String detail) {

  /** Why a run stopped. The codes are stored on devices and shown in JSON; never rename. */
  public enum Stop {
    FINISHED("finished"),
    BUDGET("budget"),
    ASKED_TO_STOP("asked-to-stop"),
    OFFLINE("offline"),
    SERVER_BUSY("server-busy"),
    SERVER_FAILING("server-failing"),
    SIGN_IN_NEEDED("sign-in-needed"),
    UPGRADE_NEEDED("upgrade-needed"),
    FORBIDDEN("forbidden"),
    PAUSED("paused"),
    BREAKER_OPEN("breaker-open"),
    DISK_FULL("disk-full"),
    ALREADY_RUNNING("already-running"),
    ERROR("error");

    private final String code;

    Stop(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    public static Stop ofCode(String code) {
      for (var stop : values()) {
        if (stop.code.equals(code)) {
          return stop;
        }
      }
      throw new IllegalArgumentException("unknown stop: " + code);
    }
  }

  /**
   * What was counted.
   *
   * @param sent mutations that travelled in this run, a repeated one once
   * @param accepted applied by the server
   * @param left still in the outbox at the end
   * @param pulled records and tombstones taken from the feed or a snapshot
   */
  public record Counts(
      long sent, long accepted, long conflicts, long rejected, long left, long pulled) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    public Counts {
      if (sent < 0 || accepted < 0 || conflicts < 0 || rejected < 0 || left < 0 || pulled < 0) {
        throw new IllegalArgumentException("a count is negative");
      }
    }
  }
}
