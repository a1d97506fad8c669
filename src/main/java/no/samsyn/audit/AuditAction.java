package no.samsyn.audit;

/** What can happen to data. The codes are stored for good; never rename. */
public enum AuditAction {
  SAVED("saved"),
  COALESCED("coalesced"),
  WITHDRAWN("withdrawn"),
  SENT("sent"),
  APPLIED("applied"),
  CONFLICTED("conflicted"),
  /** The other side of a conflict: what somebody else had made of the record by then. */
  THEIRS("theirs"),
  REJECTED("rejected"),
  BLOCKED("blocked"),
  REBASED("rebased"),
  DIED("died"),
  RETRIED("retried"),
  DISCARDED("discarded"),
  REVIEW_OPENED("review-opened"),
  DECIDED("decided"),
  DECISION_LOST("decision-lost"),
  RESTORED("restored"),
  REVEALED("revealed"),
  EXPORTED("exported"),
  ERASED("erased"),
  WITNESS_ALARM("witness-alarm"),
  PULLED_OUT_OF_SCOPE("out-of-scope"),
  MIRROR_RESET("mirror-reset"),
  REOFFERED("reoffered"),
  SIGNED_IN("signed-in"),
  SIGNED_OUT("signed-out"),
  SIGN_IN_REFUSED("sign-in-refused"),
  USER_CHANGED("user-changed"),
  EPOCH_CHANGED("epoch-changed"),
  /** From here on another key signs the trail. */
  KEY_CHANGED("key-changed");

  private final String code;

  AuditAction(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static AuditAction ofCode(String code) {
    for (var action : values()) {
      if (action.code.equals(code)) {
        return action;
      }
    }
    throw new IllegalArgumentException("unknown audit action: " + code);
  }
}
