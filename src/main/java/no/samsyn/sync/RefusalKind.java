package no.samsyn.sync;

/**
 * Why a whole envelope was refused, and what that means for the run. None of these costs a record
 * an attempt.
 */
public enum RefusalKind {
  /** 401 after one refresh, or no tokens at all: a person must sign in; everything is kept. */
  SIGN_IN_NEEDED(After.STOP),
  /** 403 for the account as a whole. */
  FORBIDDEN(After.STOP),
  /** 426: this program is too old for the server. */
  UPGRADE_NEEDED(After.STOP),
  /** 400, 415 and others that say our envelope is wrong: a bug, not an item's fault. */
  BAD_REQUEST(After.STOP),
  /** 413: send less at once. */
  TOO_LARGE(After.HALVE),
  /** 410: the cursor or the page is of another time, epoch or scope. */
  RESET_NEEDED(After.RESET),
  /** 408, 425, 429, 503: later. */
  BUSY(After.WAIT),
  /** Other 5xx: nobody knows whether it was done. */
  SERVER_FAILED(After.SUSPECT),
  /** A broken or contradictory answer: nobody knows whether it was done. */
  BAD_ANSWER(After.SUSPECT),
  /** A portal or another stranger answered: as good as offline. */
  NOT_OUR_SERVER(After.OFFLINE);

  /** What the run does next. */
  enum After {
    STOP,
    HALVE,
    RESET,
    WAIT,
    SUSPECT,
    OFFLINE
  }

  private final After after;

  RefusalKind(After after) {
    this.after = after;
  }

  After after() {
    return after;
  }
}
