package no.samsyn.mobile;

import java.util.List;
import no.samsyn.model.Problem;

/** What became of a wish to save. */
public sealed interface SaveResult {

  /** It is on this phone's disk, and goes to the server by itself. */
  record Saved(String key) implements SaveResult {}

  /** There was nothing to change. */
  record Unchanged(String key) implements SaveResult {}

  /** Nothing was saved, because of these. */
  record Refused(List<Problem> problems) implements SaveResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Nothing was saved, because these look like the same thing, told before. */
  record LooksLike(List<RecordView> records) implements SaveResult {
    public LooksLike {
      records = List.copyOf(records);
    }
  }
}
