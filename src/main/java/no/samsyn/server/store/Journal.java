package no.samsyn.server.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Every accepted mutation, for ever: one row each, numbered in commit order. Stateless; used within
 * a transaction.
 */
public final class Journal {
  /** Which mutation made which version of which record, and what it set. */
  public record Entry(
      Origin origin, RecordRow.Names record, long version, String op, String changes, Instant at) {}

  /** The mutation as its device told it; {@code by.at} is the device's time. */
  public record Origin(String mutation, long deviceSeq, Authorship by) {}

  /** What one version changed: {@code by.at} is the server's time. */
  public record Step(String record, long version, String changes, Authorship by) {}

  private Journal() {}

  private static final String APPEND =
      """
      insert into feed (org, seq, mutation, device, device_seq, entity, record, version, op,
        changes, author, on_behalf_of, device_time, at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Appends {@code entries} at the positions from {@code first} on. */
  public static void append(Tx tx, String organisation, List<Entry> entries, long first) {
    var batch = new ArrayList<Object[]>();
    var seq = first;
    for (var entry : entries) {
      var origin = entry.origin;
      batch.add(
          new Object[] {
            organisation,
            seq,
            origin.mutation,
            origin.by.device(),
            origin.deviceSeq,
            entry.record.entity(),
            entry.record.id(),
            entry.version,
            entry.op,
            entry.changes,
            origin.by.author(),
            origin.by.onBehalfOf(),
            origin.by.at().toEpochMilli(),
            entry.at.toEpochMilli()
          });
      seq++;
    }
    tx.batch(APPEND, batch);
  }

  /**
   * One accepted change of a record with all that is known of it.
   *
   * @param deviceTime what its device's clock said; {@code step.by.at} is the server's time
   */
  public record Change(Step step, String op, String mutation, Instant deviceTime) {}

  private static final String HISTORY =
      """
      select record, version, changes, author, on_behalf_of, device, at, op, mutation, device_time
      from feed
      where org = ? and record = ?
      order by record, version
      limit ?
      """;

  /** Returns the accepted changes of one record, oldest first. */
  public static List<Change> history(Tx tx, String organisation, String record, int limit) {
    return tx.list(
        HISTORY,
        row ->
            new Change(
                new Step(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    new Authorship(
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7)))),
                row.getString(8),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10))),
        organisation,
        record,
        limit);
  }

  /** Returns changes as the journal keeps them: what each field was and what it became. */
  public static String textOf(FieldChanges changes) {
    var both = new TreeMap<String, MutationJson.Change>();
    changes
        .byName()
        .forEach(
            (name, change) ->
                both.put(
                    name,
                    new MutationJson.Change(orNull(change.before()), orNull(change.after()))));
    return Json.write(both);
  }

  /** A value that is not there has no JSON. */
  private static @Nullable Value orNull(Value value) {
    return value instanceof Value.Absent ? null : value;
  }

  private static final String STEPS =
      """
      select f.record, f.version, f.changes, f.author, f.on_behalf_of, f.device, f.at
      from unnest(cast(? as varchar array)) as t(n)
      join feed f on f.org = ? and f.record = t.n
      where f.version > ?
      order by f.record, f.version
      """;

  /** Returns what changed these records since version {@code after}, oldest first. */
  public static List<Step> since(
      Tx tx, String organisation, Collection<String> records, long after) {
    return tx.list(
        STEPS,
        row ->
            new Step(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                new Authorship(
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    Instant.ofEpochMilli(row.getLong(7)))),
        records,
        organisation,
        after);
  }

  static final String MUTATION_AT =
      """
      select mutation
      from feed
      where org = ? and seq <= ?
      order by org desc, seq desc
      limit 1
      """;

  /** Returns the newest mutation at or before {@code seq}: it tells one past from another. */
  public static String mutationAt(Tx tx, String organisation, long seq) {
    return tx.one(MUTATION_AT, row -> row.getString(1), organisation, seq).orElse("");
  }
}
