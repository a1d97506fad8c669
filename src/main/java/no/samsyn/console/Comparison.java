package no.samsyn.console;

import java.util.List;
import no.samsyn.model.RecordId;

/** The outcome of holding the mirror against the server. Holds keys and hashes, never a value. */
public record Comparison(List<Entity> entities, List<Difference> differences) {
  public Comparison {
    entities = List.copyOf(entities);
    differences = List.copyOf(differences);
  }

  /**
   * One entity type: how many records, and one hash over all of them in key order.
   *
   * @param waitsHere how many more are here only because they are not settled: they are no
   *     difference, and neither counted nor hashed
   */
  public record Entity(
      String entity, long here, long there, long waitsHere, String hashHere, String hashThere) {}

  /** One record that is not the same; a version is 0 where the record is missing. */
  public record Difference(RecordId record, Kind kind, long versionHere, long versionThere) {}

  /** How a record differs. The codes stand in JSON; never rename. */
  public enum Kind {
    NOT_HERE("not-here", "is on the server only"),
    NOT_THERE("not-there", "is here only"),
    OLDER_HERE("older-here", "is newer on the server"),
    NEWER_HERE("newer-here", "is newer here than on the server"),
    OTHER_CONTENT("other-content", "has other content in the same version");

    private final String code;
    private final String words;

    Kind(String code, String words) {
      this.code = code;
      this.words = words;
    }

    public String code() {
      return code;
    }

    public String words() {
      return words;
    }
  }

  public boolean isSame() {
    return differences.isEmpty();
  }
}
