package no.samsyn.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.ServerRecord;
import no.samsyn.sync.IdMap;

/** The id map in SQL. Used by one thread within one transaction. */
final class SqlIdMap implements IdMap {
  private static final int CHUNK = 100; // marks in the statements below

  private final Sql.Statements sql;

  SqlIdMap(Sql.Statements sql) {
    this.sql = sql;
  }

  private static final String SERVER_ID_OF =
      """
      select server_id from id_map where record_key = ?
      """;

  @Override
  public Optional<String> serverIdOf(String key) {
    return first(sql.query(SERVER_ID_OF, row -> row.text(1), key));
  }

  private static final String KEY_OF =
      """
      select record_key from id_map where server_id = ?
      """;

  @Override
  public Optional<String> keyOf(String serverId) {
    return first(sql.query(KEY_OF, row -> row.text(1), serverId));
  }

  private static final String JOINED =
      """
      select record_key, server_id from id_map where record_key = ?
      union all
      select record_key, server_id from id_map where server_id = ?
      """;

  private static final String JOIN =
      """
      insert into id_map (record_key, server_id) values (?, ?)
      """;

  @Override
  public void join(String key, String serverId) {
    var joined = sql.query(JOINED, SqlIdMap::pair, key, serverId);
    if (joined.isEmpty()) {
      Session.requireOne(sql.update(JOIN, key, serverId), "join " + key);
    }
    for (var pair : joined) {
      requireSame(key, serverId, pair[0], pair[1]);
    }
  }

  @Override
  public void joinAll(Collection<ServerRecord> records) {
    var byKey = new LinkedHashMap<String, String>();
    for (var record : records) {
      var other = byKey.put(record.id().key(), record.serverId());
      requireSame(
          record.id().key(),
          record.serverId(),
          record.id().key(),
          other == null ? record.serverId() : other);
    }
    var pairs = new ArrayList<>(byKey.entrySet());
    for (var from = 0; from < pairs.size(); from += CHUNK) {
      joinChunk(pairs.subList(from, Math.min(from + CHUNK, pairs.size())));
    }
  }

  private static final String JOINED_KEYS =
      """
      select record_key, server_id from id_map
      where record_key in (
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      )
      """;

  private static final String JOINED_SERVER_IDS =
      """
      select record_key, server_id from id_map
      where server_id in (
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      )
      """;

  private void joinChunk(List<Map.Entry<String, String>> pairs) {
    var keys = new Object[CHUNK];
    var serverIds = new Object[CHUNK];
    for (var i = 0; i < CHUNK; i++) {
      var pair = pairs.get(Math.min(i, pairs.size() - 1)); // the last one fills a short chunk
      keys[i] = pair.getKey();
      serverIds[i] = pair.getValue();
    }
    var serverIdOf = new HashMap<String, String>();
    var keyOf = new HashMap<String, String>();
    var joined = new ArrayList<>(sql.query(JOINED_KEYS, SqlIdMap::pair, keys));
    joined.addAll(sql.query(JOINED_SERVER_IDS, SqlIdMap::pair, serverIds));
    for (var pair : joined) {
      serverIdOf.put(pair[0], pair[1]);
      keyOf.put(pair[1], pair[0]);
    }
    var fresh = new ArrayList<Object[]>();
    for (var pair : pairs) {
      var key = pair.getKey();
      var serverId = pair.getValue();
      if (!serverIdOf.containsKey(key) && !keyOf.containsKey(serverId)) {
        fresh.add(new Object[] {key, serverId});
      }
      requireSame(
          key, serverId, keyOf.getOrDefault(serverId, key), serverIdOf.getOrDefault(key, serverId));
      serverIdOf.put(key, serverId);
      keyOf.put(serverId, key);
    }
    sql.batch(JOIN, fresh);
  }

  private static void requireSame(String key, String serverId, String joinedKey, String joinedId) {
    if (!key.equals(joinedKey) || !serverId.equals(joinedId)) {
      throw new IllegalStateException(
          "cannot join "
              + key
              + " and "
              + serverId
              + ": "
              + joinedKey
              + " is joined to "
              + joinedId);
    }
  }

  private static String[] pair(Sql.Row row) {
    return new String[] {row.text(1), row.text(2)};
  }

  private static Optional<String> first(List<String> found) {
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }
}
