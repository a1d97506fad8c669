package no.samsyn.server.auth;

import java.util.ArrayList;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Database;
import no.samsyn.wire.ServiceJson;

/**
 * {@code GET deciders}: who in the organisation may decide reviews, and for which units, so that a
 * coordinator gives a case to somebody who sees it. Thread-safe.
 */
public final class DecidersHandler {
  private final Database database;

  public DecidersHandler(Database database) {
    this.database = database;
  }

  public ServiceJson.Deciders deciders(Caller caller) {
    if (caller.is(Role.MENTOR)) {
      throw Refusal.forbidden();
    }
    var deciders = new ArrayList<ServiceJson.Decider>();
    for (var account : database.read(tx -> Accounts.list(tx, caller.organisation()))) {
      if (account.enabled() && account.rights().role() != Role.MENTOR) {
        deciders.add(
            new ServiceJson.Decider(
                account.name(),
                account.displayName(),
                account.rights().role().wireName(),
                account.rights().units()));
      }
    }
    return new ServiceJson.Deciders(deciders);
  }
}
