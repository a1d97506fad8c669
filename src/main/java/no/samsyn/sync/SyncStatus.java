package no.samsyn.sync;

import java.time.Instant;

/**
 * What a person is told about syncing. Computed from the store, so that it never claims more than
 * is true.
 *
 * @param unsent changes in the outbox
 * @param needsYou dead letters
 * @param lastInSync when the outbox was last empty and a pull finished; {@link Instant#EPOCH} if
 *     never
 * @param nextRunBecause words
 * @param auditAlarm the code of a {@link WitnessAlarm}; empty while the server's audit trail goes
 *     on from what this device saw
 */
public record SyncStatus(
    State state,
    long unsent,
    long needsYou,
    long inReview,
    Instant lastInSync,
    Instant nextRun,
    String nextRunBecause,
    String auditAlarm) {

  /** The codes are stored on devices and shown in JSON; never rename. */
  public enum State {
    IDLE("idle"),
    SYNCING("syncing"),
    OFFLINE("offline"),
    SIGN_IN_NEEDED("sign-in-needed"),
    UPGRADE_NEEDED("upgrade-needed"),
    DISK_FULL("disk-full"),
    PAUSED("paused"),
    ERROR("error");

    private final String code;

    State(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    public static State ofCode(String code) {
      for (var state : values()) {
        if (state.code.equals(code)) {
          return state;
        }
      }
      throw new IllegalArgumentException("unknown state: " + code);
    }

    /** Returns the state that a run which stopped so leaves behind. */
    static State after(SyncReport.Stop stop) {
      return switch (stop) {
        case FINISHED, BUDGET, ASKED_TO_STOP, ALREADY_RUNNING -> IDLE;
        case OFFLINE, SERVER_BUSY, SERVER_FAILING, BREAKER_OPEN -> OFFLINE;
        case SIGN_IN_NEEDED -> SIGN_IN_NEEDED;
        case UPGRADE_NEEDED -> UPGRADE_NEEDED;
        case PAUSED -> PAUSED;
        case DISK_FULL -> DISK_FULL;
        case FORBIDDEN, ERROR -> ERROR;
      };
    }
  }

  /** Returns whether everything of this device is sent and nothing waits for a person. */
  public boolean isEverythingSent() {
    return unsent == 0 && needsYou == 0 && lastInSync.isAfter(Instant.EPOCH);
  }
}
