package no.samsyn.server.store;

import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.server.scope.Place;

/**
 * A record as it is stored: references and {@code onBehalfOf} are server ids. Immutable.
 *
 * @param body canonical JSON; empty for a tombstone, {@link #ERASED} for one that was erased
 */
public record RecordRow(
    Names names, long version, long lastSeq, Place place, String body, LastChange last) {

  /** Stands in the place of a body that was erased; no JSON object looks like it. Never change. */
  public static final String ERASED = "erased";

  public record Names(String entity, String id, String key) {}

  /** The mutation that made this version, and who sent it. */
  public record LastChange(String mutation, Authorship by) {}

  /** Returns whether it stands no more, whatever took it away. */
  public boolean isDeleted() {
    return body.isEmpty() || isErased();
  }

  /** Returns whether its content was erased: then it never comes back, under no version. */
  public boolean isErased() {
    return body.equals(ERASED);
  }

  public String id() {
    return names.id();
  }

  public Fields fields() {
    return isDeleted() ? Fields.NONE : Json.parseFields(body);
  }

  public RecordRow withSeq(long seq) {
    return new RecordRow(names, version, seq, place, body, last);
  }

  public RecordRow withPlace(Place changed) {
    return new RecordRow(names, version, lastSeq, changed, body, last);
  }

  @Override
  public String toString() {
    return "RecordRow[" + names + " version " + version + "]";
  }
}
