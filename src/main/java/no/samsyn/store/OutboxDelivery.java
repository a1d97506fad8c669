package no.samsyn.store;

import java.time.Instant;
import java.util.Optional;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry.Hold;

/**
 * Keeps when an entry may go, and what was sent of it. Used by one thread within one transaction.
 *
 * <p>Entries that may go at once have {@code due_at = 0} and stand in the index in their order of
 * travel. Postponed and leased ones stand behind them in the order of their time, so that neither
 * is read before it is due; {@link #wake} moves those over whose time has come.
 *
 * <p>The statements say {@code due_at >= 1} and not {@code due_at > 0}: H2 enters an index at the
 * bound itself, and would read the whole lane of zeros before the first row that it wants.
 */
final class OutboxDelivery {
  private final Sql.Statements sql;

  OutboxDelivery(Sql.Statements sql) {
    this.sql = sql;
  }

  private static final String FREEZE =
      """
      update outbox_entry set
        wire = ?,
        sent_at = ?,
        due_at = ?,
        lease_owner = ?,
        lease_until = ?
      where mutation = ? and wire = ''
      """;

  private static final String LEASE =
      """
      update outbox_entry set
        due_at = ?,
        lease_owner = ?,
        lease_until = ?
      where mutation = ?
      """;

  private static final String FROZEN =
      """
      select wire from outbox_entry where mutation = ?
      """;

  String freeze(String mutation, String wireForm, Outbox.Lease lease) {
    if (wireForm.isEmpty()) {
      throw new IllegalArgumentException("an empty wire form for " + mutation);
    }
    var until = lease.until().toEpochMilli();
    var sentAt = lease.sentAt().toEpochMilli();
    if (sql.update(FREEZE, wireForm, sentAt, until, lease.owner(), until, mutation) == 1) {
      return wireForm;
    }
    var changed = sql.update(LEASE, until, lease.owner(), until, mutation);
    Session.requireOne(changed, "freeze " + mutation);
    return sql.query(FROZEN, row -> row.text(1), mutation).get(0);
  }

  private static final String POSTPONE =
      """
      update outbox_entry set
        attempts = ?,
        next_attempt = ?,
        last_error = ?,
        due_at = ?,
        lease_owner = '',
        lease_until = 0
      where mutation = ?
      """;

  void postpone(String mutation, Outbox.Delivery delivery) {
    var changed =
        sql.update(
            POSTPONE,
            (long) delivery.attempts(),
            delivery.nextAttempt().toEpochMilli(),
            delivery.lastError(),
            OutboxRows.dueAt(delivery.nextAttempt()),
            mutation);
    Session.requireOne(changed, "postpone " + mutation);
  }

  private static final String WAKE =
      """
      update outbox_entry set due_at = 0
      where hold = 0 and lane = '' and due_at >= 1 and due_at <= ?
      """;

  private static final String WAKE_FAR =
      """
      update outbox_entry set due_at = 0
      where hold = 0 and lane = '' and due_at > ?
      """;

  /**
   * Each postponement and each lease is moved once, so this costs no more than they did. What is
   * due later than anything is ever postponed was written under a clock that ran ahead. Two
   * statements, because an index serves no "or".
   */
  void wake(Instant now) {
    sql.update(WAKE, now.toEpochMilli());
    sql.update(WAKE_FAR, now.plus(Outbox.POSTPONED_MAX).toEpochMilli());
  }

  private static final String RELEASE_LEASES =
      """
      update outbox_entry set
        due_at = next_attempt,
        lease_owner = '',
        lease_until = 0
      where hold = ? and lane = '' and due_at >= 1 and lease_until > 0
      """;

  private static final String RELEASE_LEASES_OF_WAITING =
      """
      update outbox_entry set
        due_at = next_attempt,
        lease_owner = '',
        lease_until = 0
      where hold = ? and lease_until > 0
      """;

  /**
   * An entry travels with its predecessor, or with what it waits for: held ones have leases too.
   */
  void releaseLeases() {
    sql.update(RELEASE_LEASES, (long) Hold.NONE.code());
    sql.update(RELEASE_LEASES, (long) Hold.BEHIND_PREDECESSOR.code());
    sql.update(RELEASE_LEASES_OF_WAITING, (long) Hold.WAITS_FOR_RECORD.code());
  }

  private static final String NEXT_DUE =
      """
      select due_at from outbox_entry
      where hold = 0 and lane = '' and due_at >= 1
      order by hold, lane, due_at, travel_rank, seq
      limit 1
      """;

  Optional<Instant> nextDue() {
    var next = sql.query(NEXT_DUE, row -> Instant.ofEpochMilli(row.number(1)));
    return next.isEmpty() ? Optional.empty() : Optional.of(next.get(0));
  }
}
