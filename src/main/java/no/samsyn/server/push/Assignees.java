package no.samsyn.server.push;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Place;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Tx;

/**
 * The users to whom a batch gives reviews, as far as they may sign in. A review is given to
 * somebody who can decide it: a case that lies with anybody else is seen by nobody. Immutable.
 */
record Assignees(Map<String, Caller> byUser) {
  private static final String ASSIGNED_TO = "assigned_to";

  Assignees {
    byUser = Map.copyOf(byUser);
  }

  static Assignees of(Tx tx, String organisation, List<Item> items) {
    var known = new HashMap<String, Caller>();
    for (var item : items) {
      item.assignedTo()
          .filter(user -> !known.containsKey(user))
          .flatMap(user -> Accounts.find(tx, user))
          .filter(account -> account.enabled() && account.organisation().equals(organisation))
          .ifPresent(account -> known.put(account.name(), account.caller()));
    }
    return new Assignees(known);
  }

  /** Says so where a review at {@code place} is given to somebody who cannot decide it. */
  Optional<Problem> problemOf(EntitySchema schema, Fields before, Fields after, Place place) {
    var user = after.text(ASSIGNED_TO);
    var isGiven = schema.name().equals(PeerSupport.REVIEW) && !user.isEmpty();
    if (!isGiven || user.equals(before.text(ASSIGNED_TO)) || canDecide(user, place)) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ASSIGNED_TO,
            "forbidden",
            "only a coordinator of the mentor's unit or an administrator can decide this"));
  }

  private boolean canDecide(String user, Place place) {
    var asked = byUser.get(user);
    return asked != null && !asked.is(Role.MENTOR) && asked.scope().covers(place);
  }
}
