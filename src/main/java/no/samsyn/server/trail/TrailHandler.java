package no.samsyn.server.trail;

import java.util.ArrayList;
import java.util.TreeMap;
import no.samsyn.audit.ChainLink;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.TrailJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET audit/links}: what a witness needs to follow the chain of the organisation's trail.
 * Links hold codes and digests only, so everybody who is signed in may ask. Thread-safe.
 */
public final class TrailHandler {
  private final Database database;
  private final TrailSigning signing;

  public TrailHandler(Database database, TrailSigning signing) {
    this.database = database;
    this.signing = signing;
  }

  /** Answers with the links after entry {@code after}; {@code limit} 0 means the most there is. */
  public TrailJson.Links links(Caller caller, long after, int limit) {
    var most = limit <= 0 ? Protocol.LINKS_MAX : Math.min(limit, Protocol.LINKS_MAX);
    // First the checkpoint: the links that it stands on are there when they are read.
    var checkpoint = signing.onTheWire(caller.organisation());
    return database.read(tx -> links(tx, caller, after, most, checkpoint));
  }

  private static TrailJson.Links links(
      Tx tx, Caller caller, long after, int limit, @Nullable Value checkpoint) {
    var links = new ArrayList<@Nullable Value>();
    AuditTable.links(tx, caller.organisation(), after, limit).stream()
        .map(ChainLink::toValue)
        .forEach(links::add);
    var keys = new TreeMap<String, @Nullable String>();
    AuditCheckpoints.keys(tx).forEach(key -> keys.put(key.id(), key.hex()));
    return new TrailJson.Links(links, checkpoint, keys);
  }
}
