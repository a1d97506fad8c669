package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.WitnessJudgement;

/**
 * The server showed this device an audit trail that does not go on from what it saw before. The two
 * signed checkpoints are the evidence: they speak for themselves, to anybody. Immutable.
 *
 * @param at by this device's clock
 */
public record WitnessAlarm(
    Kind kind, SignedCheckpoint remembered, SignedCheckpoint shown, Instant at) {

  /** The codes are stored on devices and shown in JSON; never rename. */
  public enum Kind {
    REWRITTEN("rewritten"),
    TRUNCATED("truncated"),
    SPLIT_VIEW("split-view"),
    KEY_CHANGED("key-changed"),
    FORGED("forged"),
    OTHER_TRAIL("other-trail");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    static Kind ofCode(String code) {
      for (var kind : values()) {
        if (kind.code.equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown alarm: " + code);
    }

    /** Returns the kind of a judgement that is one. */
    static Kind of(WitnessJudgement judgement) {
      if (judgement instanceof WitnessJudgement.Rewritten) {
        return REWRITTEN;
      } else if (judgement instanceof WitnessJudgement.Truncated) {
        return TRUNCATED;
      } else if (judgement instanceof WitnessJudgement.SplitView) {
        return SPLIT_VIEW;
      } else if (judgement instanceof WitnessJudgement.KeyChanged) {
        return KEY_CHANGED;
      } else if (judgement instanceof WitnessJudgement.Forged) {
        return FORGED;
      } else if (judgement instanceof WitnessJudgement.OtherTrail) {
        return OTHER_TRAIL;
      }
      throw new IllegalArgumentException("no alarm: " + judgement);
    }
  }

  /** Returns whether this is the same evidence, seen again. */
  boolean isSameAs(WitnessAlarm other) {
    return kind == other.kind
        && remembered.equals(other.remembered)
        && shown.checkpoint().head().equals(other.shown.checkpoint().head())
        && shown.keyId().equals(other.shown.keyId());
  }
}
