package no.samsyn.server.store;

import java.time.Instant;

/**
 * Forgets old deletions in the feed and raises the floor: a cursor from before must start over. The
 * record's names stay, so that a deleted record never comes back. Thread-safe.
 */
public final class Tombstones {
  private static final String NEWEST =
      """
      select coalesce(max(last_seq), 0)
      from record
      where org = ? and deleted = true and changed_at < ?
      """;
  private static final String FORGET =
      """
      update record
      set last_seq = 0, author = '', on_behalf_of = '', device = ''
      where org = ? and deleted = true and changed_at < ? and last_seq > 0
      """;
  private static final String NEWEST_DEPARTURE =
      "select coalesce(max(seq), 0) from departure where org = ? and at < ?";
  private static final String FORGET_DEPARTURES = "delete from departure where org = ? and at < ?";

  private final Database database;

  public Tombstones(Database database) {
    this.database = database;
  }

  /** Returns how many deletions were forgotten. */
  public int collect(String organisation, Instant olderThan) {
    var before = olderThan.toEpochMilli();
    return database.write(
        tx -> {
          Organisations.lock(tx, Organisations.require(tx, organisation), 0, 0);
          var floor =
              Math.max(
                  tx.one(NEWEST, row -> row.getLong(1), organisation, before).orElse(0L),
                  tx.one(NEWEST_DEPARTURE, row -> row.getLong(1), organisation, before).orElse(0L));
          var forgotten = tx.update(FORGET, organisation, before);
          forgotten += tx.update(FORGET_DEPARTURES, organisation, before);
          Organisations.raiseFloor(tx, organisation, floor);
          return forgotten;
        });
  }
}
