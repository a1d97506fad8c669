package no.samsyn.console.review;

import java.util.List;
import no.samsyn.model.FieldType;
import no.samsyn.model.TextDiff;
import no.samsyn.model.Value;

/**
 * One field of a review: what it was, what each side made of it, and what stands now.
 *
 * @param sensitive whether it is masked until somebody asks to see it
 */
public record FieldSheet(
    String name, FieldType type, boolean sensitive, State state, Versions versions) {

  /** What happened to the field. The codes stand in JSON; never rename. */
  public enum State {
    /** Both made something else of it: a person decides. */
    CONTESTED("contested"),
    ONLY_MINE("only-mine"),
    ONLY_THEIRS("only-theirs"),
    /** Both made the same of it. */
    SAME("same"),
    /** The two are two records, and differ here. */
    DIFFERENT("different"),
    UNCHANGED("unchanged");

    private final String code;

    State(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** The values, each absent where that version has none. */
  public record Versions(Value before, Value mine, Value theirs, Value now) {
    public Value of(Pick pick) {
      return switch (pick) {
        case MINE -> mine;
        case THEIRS -> theirs;
        case BASE -> before;
      };
    }

    @Override
    public String toString() {
      return "Versions[hidden]"; // values are personal
    }
  }

  public boolean isChanged() {
    return state != State.UNCHANGED;
  }

  /** Returns what a side made of a text, word by word; nothing where there is no text before. */
  public List<TextDiff.Piece> difference(Pick side) {
    var before = versions.before().asText();
    var after = versions.of(side).asText();
    return type != FieldType.TEXT || before.isEmpty() || after.isEmpty() || before.equals(after)
        ? List.of()
        : TextDiff.between(before, after);
  }

  @Override
  public String toString() {
    return "FieldSheet[" + name + ", " + state + "]"; // values are personal
  }
}
