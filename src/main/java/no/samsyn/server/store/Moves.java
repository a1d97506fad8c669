package no.samsyn.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import no.samsyn.server.scope.Place;
import no.samsyn.server.scope.Scope;

/**
 * Records that change hands: to another unit with their peer mentor, or to another peer mentor. Who
 * sees the old place only is told by a departure. Stateless; the caller holds the counter.
 */
public final class Moves {
  /**
   * A record that left {@code from} at {@code seq}.
   *
   * @param version what the record had then
   */
  public record Departure(long seq, RecordRow.Names names, long version, Place from, long at) {}

  private Moves() {}

  private static final String TO_MOVE =
      """
      select entity, id, record_key, version, last_seq, owner, unit, body,
        last_mutation, author, on_behalf_of, device, changed_at
      from record
      where org = ? and owner = ? and unit <> ?
      order by id
      """;
  private static final String MOVE =
      "update record set unit = ?, last_seq = ? where org = ? and id = ?";

  /**
   * Moves all records of a peer mentor to {@code unit}, each with a position of its own from {@code
   * after} on, and returns how many.
   */
  public static int follow(
      Tx tx, String organisation, String owner, String unit, long after, long at) {
    var rows = tx.list(TO_MOVE, Records::read, organisation, owner, unit);
    var moved = new ArrayList<Object[]>();
    var departures = new ArrayList<Departure>();
    var seq = after;
    for (var row : rows) {
      seq++;
      moved.add(new Object[] {unit, seq, organisation, row.id()});
      departures.add(new Departure(seq, row.names(), row.version(), row.place(), at));
    }
    tx.batch(MOVE, moved);
    depart(tx, organisation, departures);
    Organisations.move(tx, organisation, rows.size());
    return rows.size();
  }

  private static final String DEPART =
      """
      insert into departure (org, seq, record, entity, record_key, version, owner, unit, at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  public static void depart(Tx tx, String organisation, List<Departure> departures) {
    var batch = new ArrayList<Object[]>();
    for (var departure : departures) {
      batch.add(
          new Object[] {
            organisation,
            departure.seq,
            departure.names.id(),
            departure.names.entity(),
            departure.names.key(),
            departure.version,
            departure.from.owner(),
            departure.from.unit(),
            departure.at
          });
    }
    tx.batch(DEPART, batch);
  }

  private static final String DEPARTED =
      """
      select d.seq, d.entity, d.record, d.record_key, d.version, d.owner, d.unit, d.at
      from departure d
      join record r on r.org = d.org and r.id = d.record
      where d.org = ? and d.seq > ? and d.seq <= ? and d.entity = any(?)
        and (d.unit = any(?) or d.owner = ?)
        and not (r.unit = any(?) or r.owner = ?)
      order by d.org, d.seq
      limit ?
      """;

  /** Returns what left {@code scope} in that stretch of the feed and is not back in it now. */
  public static List<Departure> departed(
      Tx tx,
      String organisation,
      Scope scope,
      Records.Stretch stretch,
      Collection<String> types,
      int limit) {
    if (scope.everything()) {
      return List.of();
    }
    return tx.list(
        DEPARTED,
        row ->
            new Departure(
                row.getLong(1),
                new RecordRow.Names(row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                new Place(row.getString(6), row.getString(7)),
                row.getLong(8)),
        organisation,
        stretch.after(),
        stretch.through(),
        types,
        scope.units(),
        scope.owner(),
        scope.units(),
        scope.owner(),
        limit);
  }
}
