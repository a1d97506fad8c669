package no.samsyn.server.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Place;
import no.samsyn.server.scope.Role;

/**
 * What a role may change beyond what it sees. Pure.
 *
 * <ul>
 *   <li>What the whole organisation shares is changed by administrators.
 *   <li>A mentor changes own details, not own unit, account or standing.
 *   <li>A coordinator places mentors in units that the coordinator holds.
 *   <li>Reviews have rules of their own: {@link ReviewAuthority}.
 * </ul>
 */
final class Authority {
  private static final Set<String> SET_FOR_MENTORS = Set.of(PeerSupport.UNIT, "account", "active");

  private Authority() {}

  /** Says what of this change the caller may not do; nothing if all of it is fine. */
  static List<Problem> problemsOf(
      Caller caller, EntitySchema schema, Op op, Fields before, FieldChanges changes) {
    if (schema.name().equals(PeerSupport.REVIEW)) {
      return ReviewAuthority.problemsOf(caller, op, before, changes);
    }
    if (caller.is(Role.ADMINISTRATOR)) {
      return List.of();
    }
    var isMentorRecord = schema.name().equals(PeerSupport.PEER_MENTOR_TYPE);
    if (schema.owner().isEmpty() && !isMentorRecord) {
      return List.of(forbidden("", "administrators change this"));
    }
    if (caller.is(Role.MENTOR) && isMentorRecord) {
      return ownDetailsOnly(op, changes);
    }
    return List.of();
  }

  /** Returns whether a record may be put at {@code place} by the caller. */
  static boolean mayPlace(Caller caller, Place place) {
    return caller.scope().covers(place);
  }

  private static List<Problem> ownDetailsOnly(Op op, FieldChanges changes) {
    if (op != Op.UPDATE) {
      return List.of(forbidden("", "a coordinator does this"));
    }
    var problems = new ArrayList<Problem>();
    for (var name : changes.names()) {
      if (SET_FOR_MENTORS.contains(name)) {
        problems.add(forbidden(name, name + " is set by a coordinator"));
      }
    }
    return problems;
  }

  private static Problem forbidden(String field, String sentence) {
    return new Problem(field, "forbidden", sentence);
  }
}
