package no.samsyn.testkit;

import java.util.Collection;
import java.util.Optional;
import no.samsyn.model.ServerRecord;
import no.samsyn.sync.IdMap;

/** The id map in memory. */
final class InMemoryIds implements IdMap {
  private final UndoMap<String, String> serverIds;
  private final UndoMap<String, String> keys;

  InMemoryIds(UndoMap.Log log) {
    this.serverIds = new UndoMap<>(log);
    this.keys = new UndoMap<>(log);
  }

  @Override
  public Optional<String> serverIdOf(String key) {
    return serverIds.get(key);
  }

  @Override
  public Optional<String> keyOf(String serverId) {
    return keys.get(serverId);
  }

  @Override
  public void join(String key, String serverId) {
    var knownId = serverIds.get(key).orElse(serverId);
    var knownKey = keys.get(serverId).orElse(key);
    if (!knownId.equals(serverId) || !knownKey.equals(key)) {
      throw new IllegalStateException("joined to another already: " + key + ", " + serverId);
    }
    serverIds.put(key, serverId);
    keys.put(serverId, key);
  }

  @Override
  public void joinAll(Collection<ServerRecord> records) {
    records.forEach(record -> join(record.id().key(), record.serverId()));
  }
}
