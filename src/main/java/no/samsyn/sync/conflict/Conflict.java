package no.samsyn.sync.conflict;

import java.util.Set;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.ThreeWay;

/**
 * A change that met another one on the server.
 *
 * @param base what the author saw
 * @param mine what the author made of it; empty where the author deleted it
 * @param theirs what the server holds now; empty where it was deleted there
 * @param kind whether one of the sides is a delete
 * @param byProxy whether either side was reported on somebody's behalf
 */
public record Conflict(
    String entity, Fields base, Fields mine, Fields theirs, Kind kind, boolean byProxy) {

  /** What the two sides did. */
  public enum Kind {
    EDIT_AND_EDIT,
    MINE_DELETES,
    THEIRS_DELETED
  }

  public ThreeWay compare() {
    return ThreeWay.compare(base, mine, theirs);
  }

  /** Returns the fields that the side which did not delete has changed. */
  public Set<String> changedFields() {
    return FieldChanges.between(base, kind == Kind.MINE_DELETES ? theirs : mine).names();
  }
}
