package no.samsyn.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.model.Authorship;
import no.samsyn.server.scope.Place;
import no.samsyn.server.scope.Scope;

/**
 * The latest state of every record. Stateless; used within a transaction.
 *
 * <p>Pages are ordered by all columns of an index, constants too: else H2 sorts the whole table for
 * each page.
 */
public final class Records {
  private Records() {}

  /** A part of the feed: after one position, up to and with another. */
  public record Stretch(long after, long through) {}

  private static final String BY_ID =
      """
      select r.entity, r.id, r.record_key, r.version, r.last_seq, r.owner, r.unit, r.body,
        r.last_mutation, r.author, r.on_behalf_of, r.device, r.changed_at
      from unnest(cast(? as varchar array)) as t(n)
      join record r on r.org = ? and r.id = t.n
      """;
  private static final String BY_KEY =
      """
      select r.entity, r.id, r.record_key, r.version, r.last_seq, r.owner, r.unit, r.body,
        r.last_mutation, r.author, r.on_behalf_of, r.device, r.changed_at
      from unnest(cast(? as varchar array)) as t(n)
      join record r on r.org = ? and r.record_key = t.n
      """;

  /** Returns the records that any of {@code names} names, be it a server id or a key. */
  public static List<RecordRow> named(Tx tx, String organisation, Collection<String> names) {
    var ids = new ArrayList<String>();
    var keys = new ArrayList<String>();
    names.forEach(name -> (Installation.isServerId(name) ? ids : keys).add(name));
    var found = new ArrayList<RecordRow>();
    if (!ids.isEmpty()) {
      found.addAll(tx.list(BY_ID, Records::read, ids, organisation));
    }
    if (!keys.isEmpty()) {
      found.addAll(tx.list(BY_KEY, Records::read, keys, organisation));
    }
    return found;
  }

  private static final String KEYS =
      """
      select r.id, r.record_key
      from unnest(cast(? as varchar array)) as t(n)
      join record r on r.org = ? and r.id = t.n
      """;

  static Map<String, String> keysOf(Tx tx, String organisation, Collection<String> ids) {
    var keys = new HashMap<String, String>();
    tx.list(KEYS, row -> keys.put(row.getString(1), row.getString(2)), ids, organisation);
    return keys;
  }

  static final String CHANGED =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and last_seq > ? and last_seq <= ? and entity = any(?)
        and (? or (unit = '' and owner = '') or unit = any(?) or owner = ?)
      order by org, last_seq
      limit ?
      """;

  /** Returns the records in {@code scope} whose latest change lies in {@code stretch}, in order. */
  public static List<RecordRow> changed(
      Tx tx,
      String organisation,
      Scope scope,
      Stretch stretch,
      Collection<String> types,
      int limit) {
    return tx.list(
        CHANGED,
        Records::read,
        organisation,
        stretch.after(),
        stretch.through(),
        types,
        scope.everything(),
        scope.units(),
        scope.owner(),
        limit);
  }

  static final String STANDING =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and entity = ? and id > ? and deleted = false
        and (? or (unit = '' and owner = '') or unit = any(?) or owner = ?)
      order by org, entity, id
      limit ?
      """;
  static final String STANDING_OF_OWNER =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and owner = ? and entity = ? and id > ? and deleted = false
      order by org, owner, entity, id
      limit ?
      """;

  /** Returns the records of one entity that stand in {@code scope}, by server id. */
  public static List<RecordRow> standing(
      Tx tx, String organisation, Scope scope, String entity, String afterId, int limit) {
    return tx.list(
        STANDING,
        Records::read,
        organisation,
        entity,
        afterId,
        scope.everything(),
        scope.units(),
        scope.owner(),
        limit);
  }

  /** The same for an entity that is never shared, by the index of owners. */
  public static List<RecordRow> standingOf(
      Tx tx, String organisation, String owner, String entity, String afterId, int limit) {
    return tx.list(STANDING_OF_OWNER, Records::read, organisation, owner, entity, afterId, limit);
  }

  static final String ERASED =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and owner = '' and entity = ? and id > ? and body = 'erased'
      order by org, owner, entity, id
      limit ?
      """;

  /** Returns the records of one entity that were erased, by server id: they belong to nobody. */
  public static List<RecordRow> erased(
      Tx tx, String organisation, String entity, String afterId, int limit) {
    return tx.list(ERASED, Records::read, organisation, entity, afterId, limit);
  }

  private static final String OWNED =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and owner = ?
      order by entity, id
      """;

  /** Returns everything that belongs to {@code owner}, deleted or not, the owner included. */
  public static List<RecordRow> ofOwner(Tx tx, String organisation, String owner) {
    return tx.list(OWNED, Records::read, organisation, owner);
  }

  private static final String INSERT =
      """
      insert into record (org, id, entity, record_key, version, last_seq, owner, unit, deleted,
        body, last_mutation, author, on_behalf_of, device, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  public static void insert(Tx tx, String organisation, List<RecordRow> rows) {
    var batch = new ArrayList<Object[]>();
    for (var row : rows) {
      var by = row.last().by();
      batch.add(
          new Object[] {
            organisation,
            row.id(),
            row.names().entity(),
            row.names().key(),
            row.version(),
            row.lastSeq(),
            row.place().owner(),
            row.place().unit(),
            row.isDeleted(),
            row.body(),
            row.last().mutation(),
            by.author(),
            by.onBehalfOf(),
            by.device(),
            by.at().toEpochMilli()
          });
    }
    tx.batch(INSERT, batch);
  }

  private static final String UPDATE =
      """
      update record
      set version = ?, last_seq = ?, owner = ?, unit = ?, deleted = ?, body = ?,
        last_mutation = ?, author = ?, on_behalf_of = ?, device = ?, changed_at = ?
      where org = ? and id = ? and version = ?
      """;

  /** Stores {@code rows}, each only if its record still has the version that was seen. */
  public static void update(Tx tx, String organisation, List<RecordRow> rows, List<Long> seen) {
    var batch = new ArrayList<Object[]>();
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var by = row.last().by();
      batch.add(
          new Object[] {
            row.version(),
            row.lastSeq(),
            row.place().owner(),
            row.place().unit(),
            row.isDeleted(),
            row.body(),
            row.last().mutation(),
            by.author(),
            by.onBehalfOf(),
            by.device(),
            by.at().toEpochMilli(),
            organisation,
            row.id(),
            seen.get(i)
          });
    }
    tx.batch(UPDATE, batch);
  }

  static RecordRow read(ResultSet row) throws SQLException {
    return new RecordRow(
        new RecordRow.Names(row.getString(1), row.getString(2), row.getString(3)),
        row.getLong(4),
        row.getLong(5),
        new Place(row.getString(6), row.getString(7)),
        row.getString(8),
        new RecordRow.LastChange(
            row.getString(9),
            new Authorship(
                row.getString(10),
                row.getString(11),
                row.getString(12),
                Instant.ofEpochMilli(row.getLong(13)))));
  }
}
