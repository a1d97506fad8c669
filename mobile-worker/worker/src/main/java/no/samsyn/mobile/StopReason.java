package no.samsyn.mobile;

import androidx.work.WorkInfo;

/**
 * Why the phone stopped a run before its end. The codes are stored on devices and shown; never
 * rename.
 */
public enum StopReason {
  CANCELLED_BY_APP("cancelled-by-app"),
  PREEMPTED("preempted"),
  TIME_IS_UP("time-is-up"),
  DEVICE_STATE("device-state"),
  NO_NETWORK("no-network"),
  QUOTA("quota"),
  BACKGROUND_RESTRICTION("background-restriction"),
  APP_STANDBY("app-standby"),
  BY_USER("by-user"),
  SYSTEM("system"),
  UNKNOWN("unknown");

  private final String code;

  StopReason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** Returns what WorkManager's number says; one that is not known yet is {@link #UNKNOWN}. */
  static StopReason of(int number) {
    return switch (number) {
      case WorkInfo.STOP_REASON_CANCELLED_BY_APP -> CANCELLED_BY_APP;
      case WorkInfo.STOP_REASON_PREEMPT -> PREEMPTED;
      case WorkInfo.STOP_REASON_TIMEOUT, WorkInfo.STOP_REASON_FOREGROUND_SERVICE_TIMEOUT ->
          TIME_IS_UP;
      case WorkInfo.STOP_REASON_DEVICE_STATE,
          WorkInfo.STOP_REASON_CONSTRAINT_BATTERY_NOT_LOW,
          WorkInfo.STOP_REASON_CONSTRAINT_CHARGING,
          WorkInfo.STOP_REASON_CONSTRAINT_DEVICE_IDLE,
          WorkInfo.STOP_REASON_CONSTRAINT_STORAGE_NOT_LOW ->
          DEVICE_STATE;
      case WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY -> NO_NETWORK;
      case WorkInfo.STOP_REASON_QUOTA -> QUOTA;
      case WorkInfo.STOP_REASON_BACKGROUND_RESTRICTION -> BACKGROUND_RESTRICTION;
      case WorkInfo.STOP_REASON_APP_STANDBY -> APP_STANDBY;
      case WorkInfo.STOP_REASON_USER -> BY_USER;
      case WorkInfo.STOP_REASON_SYSTEM_PROCESSING,
          WorkInfo.STOP_REASON_ESTIMATED_APP_LAUNCH_TIME_CHANGED ->
          SYSTEM;
      default -> UNKNOWN;
    };
  }
}
