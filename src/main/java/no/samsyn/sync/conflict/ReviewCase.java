package no.samsyn.sync.conflict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;

/**
 * A review, typed: two versions of one record that wait for a person, and what became of them. It
 * is stored and travels as an ordinary record of the entity type {@link #ENTITY}; the names of its
 * fields never change. Immutable.
 */
public record ReviewCase(Subject subject, Sides sides, Standing standing) {
  public static final String ENTITY = "review";

  public static final String STATUS = "status";
  public static final String RECORD = "record";
  public static final String OUTCOME = "outcome";
  public static final String DECIDED_BY = "decided_by";
  public static final String DECISION = "decision";
  public static final String ASSIGNED_TO = "assigned_to";
  public static final String DEFERRED_UNTIL = "deferred_until";
  public static final String COMMENT = "comment";

  /** Where a review stands. Stored and shown; never rename. */
  public static final String OPEN = "open";

  public static final String RESOLVED = "resolved";
  public static final String SUPERSEDED = "superseded";
  public static final String WITHDRAWN = "withdrawn";

  /** What a review is about. Stored and shown; never rename. */
  public static final String TWO_VERSIONS = "two_versions";

  public static final String EDIT_AND_DELETE = "edit_and_delete";
  public static final String DUPLICATE = "duplicate";

  /** The record in question, and whose it is. */
  public record Subject(String entity, String record, String kind, String peerMentor) {}

  /**
   * The versions. Each is empty where that side deleted the record, or where there is none.
   *
   * @param contested the fields in which mine and theirs cannot both stand
   */
  public record Sides(
      Fields base, Fields mine, Fields theirs, Set<String> contested, Side mineBy, Side theirsBy) {
    public Sides {
      contested = Collections.unmodifiableSet(new TreeSet<>(contested));
    }
  }

  /** What became of it. A text is empty where there is none. */
  public record Standing(
      String status,
      String outcome,
      String decidedBy,
      String assignedTo,
      String deferredUntil,
      DecisionTrace trace) {
    public static final Standing NEW = new Standing(OPEN, "", "", "", "", DecisionTrace.NONE);
  }

  public static ReviewCase opened(Subject subject, Sides sides) {
    return new ReviewCase(subject, sides, Standing.NEW);
  }

  public boolean isOpen() {
    return standing.status().equals(OPEN);
  }

  /** Returns the body of a review that was just opened. */
  public Fields toFields() {
    var values = new TreeMap<String, Value>();
    values.put("entity", Value.text(subject.entity()));
    values.put(RECORD, Value.text(subject.record()));
    values.put("kind", Value.text(subject.kind()));
    values.put("peer_mentor", Value.text(subject.peerMentor()));
    values.put(STATUS, Value.text(standing.status()));
    putVersion(values, "base", sides.base());
    putVersion(values, "mine", sides.mine());
    putVersion(values, "theirs", sides.theirs());
    var contested = new TreeMap<String, Value>();
    sides.contested().forEach(field -> contested.put(field, Value.flag(true)));
    values.put("contested", new Value.Structure(contested));
    values.put("mine_by", sides.mineBy().toValue());
    values.put("theirs_by", sides.theirsBy().toValue());
    return new Fields(values);
  }

  private static void putVersion(TreeMap<String, Value> values, String name, Fields version) {
    if (!version.values().isEmpty()) {
      values.put(name, new Value.Structure(version.values()));
    }
  }

  public static ReviewCase of(Fields body) {
    return new ReviewCase(
        new Subject(
            body.text("entity"), body.text(RECORD), body.text("kind"), body.text("peer_mentor")),
        new Sides(
            version(body, "base"),
            version(body, "mine"),
            version(body, "theirs"),
            version(body, "contested").names(),
            Side.of(body.get("mine_by")),
            Side.of(body.get("theirs_by"))),
        new Standing(
            body.text(STATUS),
            body.text(OUTCOME),
            body.text(DECIDED_BY),
            body.text(ASSIGNED_TO),
            body.text(DEFERRED_UNTIL),
            DecisionTrace.of(body.get(DECISION))));
  }

  private static Fields version(Fields body, String name) {
    return body.get(name) instanceof Value.Structure structure
        ? new Fields(structure.members())
        : Fields.NONE;
  }
}
