package no.samsyn.store;

import no.samsyn.model.RecordId;
import no.samsyn.sync.OutboxEntry.Hold;

/**
 * Keeps the entries of one record in order: only the first may be free to go, the others wait
 * behind it. Used by one thread within one transaction.
 */
final class OutboxOrder {
  private static final String WAITING = "outbox.waiting"; // in memory: 0 if surely nothing waits

  private final Sql.Statements sql;
  private final Memory memory;

  OutboxOrder(Session session) {
    this.sql = session.sql();
    this.memory = session.memory();
  }

  private static final String PREDECESSOR =
      """
      select seq from outbox_entry where record_key = ? and entity = ? and seq < ? limit 1
      """;

  /** Returns {@code wished}, but free or behind by what stands before it in its record. */
  Hold inOrder(Hold wished, RecordId record, long seq) {
    if (wished == Hold.WAITS_FOR_RECORD || wished == Hold.NEEDS_PERSON) {
      return wished;
    }
    var earlier = sql.query(PREDECESSOR, row -> row.number(1), record.key(), record.entity(), seq);
    return earlier.isEmpty() ? Hold.NONE : Hold.BEHIND_PREDECESSOR;
  }

  private static final String HOLD =
      """
      update outbox_entry set
        hold = ?,
        waits_for = ?,
        lane = ?,
        due_at = next_attempt,
        lease_owner = '',
        lease_until = 0
      where mutation = ?
      """;

  /** Gives up the lease as well: an answer has come, and it was not the end. */
  void hold(String mutation, Hold hold, String waitsFor) {
    var changed =
        sql.update(
            HOLD,
            (long) hold.code(),
            OutboxRows.waitsFor(hold, waitsFor),
            OutboxRows.lane(hold, waitsFor),
            mutation);
    Session.requireOne(changed, "hold " + mutation);
    note(hold);
  }

  /** Keeps in mind that from now on an entry is held as {@code hold} says. */
  void note(Hold hold) {
    if (hold == Hold.WAITS_FOR_RECORD || hold == Hold.NEEDS_PERSON) {
      memory.set(WAITING, 1);
    }
  }

  /** Entries that waited may be gone by now; only the table knows. */
  void lookAgain() {
    memory.forget(WAITING);
  }

  private static final String ANY_WAITING =
      """
      select hold from outbox_entry where hold >= 2 limit 1
      """;

  private boolean nothingWaits() {
    var waiting =
        memory.get(WAITING, () -> sql.query(ANY_WAITING, row -> row.number(1)).isEmpty() ? 0 : 1);
    return waiting == 0;
  }

  private static final String RELEASE =
      """
      update outbox_entry set
        hold = case
          when exists (
            select 1 from outbox_entry earlier
            where earlier.record_key = outbox_entry.record_key
              and earlier.entity = outbox_entry.entity
              and earlier.seq < outbox_entry.seq
          ) then 1
          else 0
        end,
        waits_for = '',
        lane = ''
      where hold = ? and lane = ?
      """;

  /** Runs once for each hold that waits for something: an index serves no "or". */
  void release(String waitsFor) {
    if (waitsFor.isEmpty()) {
      throw new IllegalArgumentException("nothing waits for an empty word");
    }
    if (nothingWaits()) {
      return; // each record of a push asks, and mostly nothing waits for anything
    }
    sql.update(RELEASE, (long) Hold.WAITS_FOR_RECORD.code(), waitsFor);
    sql.update(RELEASE, (long) Hold.NEEDS_PERSON.code(), waitsFor);
  }

  private static final String PROMOTE_FIRST =
      """
      update outbox_entry set
        hold = 0,
        waits_for = ''
      where record_key = ? and entity = ? and hold = 1 and seq = (
        select min(f.seq) from outbox_entry f where f.record_key = ? and f.entity = ?
      )
      """;

  /** Lets the first entry of {@code record} go if it only waited behind another one. */
  void promoteFirst(RecordId record) {
    sql.update(PROMOTE_FIRST, record.key(), record.entity(), record.key(), record.entity());
  }

  private static final String DEMOTE =
      """
      update outbox_entry set
        hold = 1,
        due_at = next_attempt,
        lease_owner = '',
        lease_until = 0
      where record_key = ? and entity = ? and hold = 0 and seq > (
        select min(f.seq) from outbox_entry f where f.record_key = ? and f.entity = ?
      )
      """;

  /** Holds every free entry of {@code record} behind the first. */
  void demoteAllButFirst(RecordId record) {
    sql.update(DEMOTE, record.key(), record.entity(), record.key(), record.entity());
  }
}
