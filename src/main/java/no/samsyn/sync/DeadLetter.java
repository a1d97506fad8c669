package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;

/**
 * A change that the server will not take as it is, kept whole until a person sends it again or
 * discards it.
 *
 * @param mine the change in local form
 * @param wireForm what was sent, empty if it never was
 * @param theirs the server's record at {@code theirsVersion}, where the server told it
 * @param attempts how often it was sent
 */
public record DeadLetter(
    Mutation mine,
    String wireForm,
    Reason reason,
    Fields theirs,
    long theirsVersion,
    int attempts,
    Instant firstAttempt,
    Instant diedAt) {

  /** Why. The codes are stored on devices and shown in JSON; never rename. */
  public enum Kind {
    REJECTED("rejected"),
    CONFLICT("conflict"),
    BLOCKED("blocked"),
    OUT_OF_SCOPE("out-of-scope"),
    TOO_LARGE("too-large"),
    MISSING_REFERENCE("missing-reference"),
    SERVER_ERROR("server-error"),
    RECORD_DELETED("record-deleted"),
    /** A decision that came too late, or was refused: kept to be read, not to be sent. */
    DECISION_LOST("decision-lost");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** Returns whether what the person wanted is still shown over what the server holds. */
    public boolean liesOverTheRecord() {
      return this != DECISION_LOST;
    }

    public static Kind ofCode(String code) {
      for (var kind : values()) {
        if (kind.code.equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown kind of dead letter: " + code);
    }
  }

  /** The reason in a code, a sentence, and the fields that are wrong. */
  public record Reason(Kind kind, String sentence, List<Problem> problems) {
    public Reason {
      problems = List.copyOf(problems);
    }

    public static Reason of(Kind kind, String sentence) {
      return new Reason(kind, sentence, List.of());
    }

    /** Returns the same words for another kind. */
    Reason of(Kind changed) {
      return new Reason(changed, sentence, problems);
    }
  }

  public String mutation() {
    return mine.id();
  }

  @Override
  public String toString() {
    return "DeadLetter[" + mine + ", " + reason + "]"; // the wire form is personal
  }

  public RecordId record() {
    return new RecordId(mine.target().entity(), mine.target().record());
  }
}
