package no.samsyn.server.push;

import java.time.Instant;
import no.samsyn.model.Authorship;
import no.samsyn.server.store.Installation;

/** What a judge may give to new records: server ids, and one time for the whole batch. */
record Minting(Installation installation, String organisation, Instant now) {
  String serverId(String entity, String key) {
    return installation.serverId(organisation, entity, key);
  }

  boolean isServerId(String name) {
    return Installation.isServerId(name);
  }

  Authorship nobody() {
    return new Authorship("", "", "", now);
  }
}
