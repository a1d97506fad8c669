package no.samsyn.sync;

import java.util.Collection;
import java.util.Optional;
import no.samsyn.model.ServerRecord;

/** Joins keys and server ids for good. A pair, once joined, never changes. */
public interface IdMap {

  Optional<String> serverIdOf(String key);

  Optional<String> keyOf(String serverId);

  /**
   * Joins the two.
   *
   * @throws IllegalStateException if either is joined to another already: the server contradicts
   *     itself
   */
  void join(String key, String serverId);

  /** Joins the pair of every record, many at once. */
  void joinAll(Collection<ServerRecord> records);
}
