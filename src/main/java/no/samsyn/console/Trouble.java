package no.samsyn.console;

import java.util.List;
import no.samsyn.model.Problem;

/**
 * A use case cannot do what it was asked. Carries one sentence for a person, which names the thing
 * and the way out and holds no personal data, and a stable code for programs. Nothing was done.
 */
public final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of answer this is; the command line makes its exit codes of it. */
  public enum Kind {
    FAILED,
    WRONG_USE,
    UNREACHABLE,
    SIGN_IN_NEEDED,
    NEEDS_PERSON
  }

  private final Kind kind;
  private final String code;
  private final transient List<Problem> problems;

  public Trouble(Kind kind, String code, String sentence) {
    this(kind, code, sentence, List.of());
  }

  public Trouble(Kind kind, String code, String sentence, List<Problem> problems) {
    super(sentence);
    this.kind = kind;
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  public static Trouble failed(String code, String sentence) {
    return new Trouble(Kind.FAILED, code, sentence);
  }

  public static Trouble wrongUse(String code, String sentence) {
    return new Trouble(Kind.WRONG_USE, code, sentence);
  }

  public static Trouble signInNeeded(String sentence) {
    return new Trouble(Kind.SIGN_IN_NEEDED, "sign-in-needed", sentence);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** Returns what is wrong field by field, where the trouble is about fields. */
  public List<Problem> problems() {
    return problems;
  }
}
