package no.samsyn.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;

/**
 * The outbox in SQL. Used by one thread within one transaction.
 *
 * <p>Every question that a run asks is answered from the start of an index, however long the queue
 * is: {@link OutboxDelivery} keeps those that may go at once in a lane of their own. The order of a
 * record's entries is kept by {@link OutboxOrder}: an entry behind another one of its record is
 * held back whatever the caller says. A device's sequence numbers never repeat: the highest of them
 * stands here or, once its entry has left, in a fact.
 */
final class SqlOutbox implements Outbox {
  private static final String SIZE = "outbox.size"; // a number in memory, counted once an opening
  private static final String HIGHEST = "outbox.highest"; // in memory, read once an opening

  private final Session session;
  private final Sql.Statements sql;
  private final OutboxOrder order;
  private final OutboxDelivery delivery;

  /** Records that have no entry any more, as this transaction has seen: settling asks again. */
  private final Set<RecordId> emptied = new HashSet<>();

  SqlOutbox(Session session) {
    this.session = session;
    this.sql = session.sql();
    this.order = new OutboxOrder(session);
    this.delivery = new OutboxDelivery(sql);
  }

  @Override
  public void append(OutboxEntry entry) {
    insert(entry, order.inOrder(entry.hold(), entry.record(), entry.local().seq()));
  }

  private static final String INSERT =
      """
      insert into outbox_entry (
        seq,
        mutation,
        entity,
        record_key,
        grouped,
        travel_rank,
        content,
        wire,
        sent_at,
        hold,
        waits_for,
        lane,
        due_at,
        attempts,
        next_attempt,
        last_error,
        lease_owner,
        lease_until
      )
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0)
      """;

  private void insert(OutboxEntry entry, Hold hold) {
    order.note(hold);
    emptied.remove(entry.record());
    var local = entry.local();
    var before = size();
    var highest = highest();
    var changed =
        sql.update(
            INSERT,
            local.seq(),
            local.id(),
            local.target().entity(),
            local.target().record(),
            local.isGrouped() ? 1L : 0L,
            (long) session.tables().schemas().rank(local.target().entity()),
            OutboxRows.content(local),
            entry.wireForm(),
            entry.sentAt().toEpochMilli(),
            (long) hold.code(),
            OutboxRows.waitsFor(hold, entry.waitsFor()),
            OutboxRows.lane(hold, entry.waitsFor()),
            OutboxRows.dueAt(entry.delivery().nextAttempt()),
            (long) entry.delivery().attempts(),
            entry.delivery().nextAttempt().toEpochMilli(),
            entry.delivery().lastError());
    Session.requireOne(changed, "append " + local.id());
    joinGroup(local);
    session.memory().set(SIZE, before + 1);
    session.memory().set(HIGHEST, Math.max(highest, local.seq()));
    session.touch(local.target().entity());
  }

  private static final String JOIN_GROUP =
      """
      insert into outbox_group (group_id, mutation) values (?, ?)
      """;

  private void joinGroup(Mutation mutation) {
    if (mutation.isGrouped()) {
      sql.update(JOIN_GROUP, mutation.links().group(), mutation.id());
    }
  }

  private static final String REWRITE =
      """
      update outbox_entry set
        seq = ?,
        grouped = ?,
        content = ?
      where mutation = ? and wire = ''
      """;

  private static final String LEAVE_GROUP =
      """
      delete from outbox_group where mutation = ?
      """;

  /** Leaves alone how the entry is held and delivered: only its content is another one. */
  @Override
  public void rewrite(OutboxEntry entry) {
    var local = entry.local();
    var changed =
        sql.update(
            REWRITE,
            local.seq(),
            local.isGrouped() ? 1L : 0L,
            OutboxRows.content(local),
            local.id());
    Session.requireOne(changed, "rewrite " + local.id() + ", which must be queued and unsent");
    sql.update(LEAVE_GROUP, local.id());
    joinGroup(local);
    session.touch(local.target().entity());
  }

  private static final String FIND =
      """
      select
        content,
        sent_at,
        wire,
        hold,
        waits_for,
        attempts,
        next_attempt,
        last_error
      from outbox_entry
      where mutation = ?
      """;

  @Override
  public Optional<OutboxEntry> find(String mutation) {
    var found = sql.query(FIND, this::read, mutation);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private static final String OF_RECORD =
      """
      select
        content,
        sent_at,
        wire,
        hold,
        waits_for,
        attempts,
        next_attempt,
        last_error
      from outbox_entry
      where record_key = ? and entity = ?
      order by seq
      """;

  @Override
  public List<OutboxEntry> of(RecordId record) {
    if (emptied.contains(record)) {
      return List.of();
    }
    return sql.query(OF_RECORD, this::read, record.key(), record.entity());
  }

  private static final String IN_GROUP =
      """
      select
        content,
        sent_at,
        wire,
        hold,
        waits_for,
        attempts,
        next_attempt,
        last_error
      from outbox_entry
      where mutation in (select g.mutation from outbox_group g where g.group_id = ?)
      order by seq
      """;

  @Override
  public List<OutboxEntry> inGroup(String group) {
    return sql.query(IN_GROUP, this::read, group);
  }

  private static final String READY =
      """
      select
        content,
        sent_at,
        wire,
        hold,
        waits_for,
        attempts,
        next_attempt,
        last_error
      from outbox_entry
      where hold = 0 and lane = '' and due_at = 0
      order by hold, lane, due_at, travel_rank, seq
      limit ?
      """;

  /** The first three columns are the same in all rows: naming them shows H2 the index in order. */
  @Override
  public List<OutboxEntry> ready(Instant now, int max) {
    delivery.wake(now);
    order.lookAgain();
    return sql.query(READY, this::read, (long) max);
  }

  private static final String LIST =
      """
      select
        content,
        sent_at,
        wire,
        hold,
        waits_for,
        attempts,
        next_attempt,
        last_error
      from outbox_entry
      order by seq
      limit ? offset ?
      """;

  @Override
  public List<OutboxEntry> list(int limit, long offset) {
    return sql.query(LIST, this::read, (long) limit, offset);
  }

  private static final String HIGHEST_SEQ =
      """
      select seq from outbox_entry order by seq desc limit 1
      """;

  /** Returns the highest number in the outbox, 0 if it is empty. */
  static long highestSeq(Sql.Statements sql) {
    var highest = sql.query(HIGHEST_SEQ, row -> row.number(1));
    return highest.isEmpty() ? 0 : highest.get(0);
  }

  private static final String PLACE =
      """
      select
        seq,
        entity,
        record_key,
        grouped
      from outbox_entry
      where mutation = ?
      """;

  private static final String REMOVE =
      """
      delete from outbox_entry where mutation = ?
      """;

  @Override
  public void remove(String mutation) {
    var before = size();
    var places = sql.query(PLACE, Place::read, mutation);
    if (places.isEmpty()) {
      return;
    }
    var place = places.get(0);
    keepLastSeq(place.seq);
    Session.requireOne(sql.update(REMOVE, mutation), "remove " + mutation);
    if (place.grouped) {
      sql.update(LEAVE_GROUP, mutation);
    }
    promoteFirst(place.record);
    session.memory().set(SIZE, before - 1);
    session.touch(place.record.entity());
  }

  /** The highest number that the outbox holds has to be written down before it leaves. */
  private void keepLastSeq(long leaving) {
    if (leaving < highest()) {
      return;
    }
    var known = session.facts().get(DeviceFacts.LAST_SEQ).map(Long::parseLong).orElse(0L);
    var last = Long.toString(Math.max(known, leaving));
    new SqlFacts(sql).set(DeviceFacts.LAST_SEQ, last);
    session.memory().setFact(DeviceFacts.LAST_SEQ, Optional.of(last));
    session.memory().forget(HIGHEST);
  }

  private long highest() {
    return session.memory().get(HIGHEST, () -> highestSeq(sql));
  }

  private static final String ANY_OF_RECORD =
      """
      select seq from outbox_entry where record_key = ? and entity = ? limit 1
      """;

  private void promoteFirst(RecordId record) {
    if (sql.query(ANY_OF_RECORD, row -> row.number(1), record.key(), record.entity()).isEmpty()) {
      emptied.add(record);
    } else {
      order.promoteFirst(record);
    }
  }

  private OutboxEntry read(Sql.Row row) {
    return OutboxRows.read(row, session.memory().mutations());
  }

  private record Place(long seq, RecordId record, boolean grouped) {
    static Place read(Sql.Row row) {
      return new Place(row.number(1), new RecordId(row.text(2), row.text(3)), row.number(4) == 1);
    }
  }

  @Override
  public String freeze(String mutation, String wireForm, Lease lease) {
    return delivery.freeze(mutation, wireForm, lease);
  }

  @Override
  public void postpone(String mutation, Delivery outcome) {
    delivery.postpone(mutation, outcome);
  }

  @Override
  public void hold(String mutation, Hold hold, String waitsFor) {
    order.hold(mutation, hold, waitsFor);
  }

  @Override
  public void release(String waitsFor) {
    order.release(waitsFor);
  }

  @Override
  public void releaseLeases() {
    delivery.releaseLeases();
  }

  /** Re-offered entries were made before everything that is still queued, so they go first. */
  @Override
  public void reoffer(Collection<AckJournal.Acknowledged> acknowledged) {
    var records = new LinkedHashSet<RecordId>();
    for (var one : acknowledged) {
      if (find(one.local().id()).isPresent()) {
        continue;
      }
      var entry =
          new OutboxEntry(
              one.local(), one.at(), one.wireForm(), Hold.NONE, "", Outbox.Delivery.FRESH);
      insert(entry, Hold.NONE);
      records.add(entry.record());
    }
    records.forEach(order::demoteAllButFirst);
  }

  private static final String COUNT =
      """
      select count(*) from outbox_entry
      """;

  @Override
  public long size() {
    return session.memory().get(SIZE, () -> sql.query(COUNT, row -> row.number(1)).get(0));
  }

  private static final String LOWEST_SEQ =
      """
      select seq from outbox_entry order by seq limit 1
      """;

  @Override
  public long lowestSeq(long none) {
    var lowest = sql.query(LOWEST_SEQ, row -> row.number(1));
    return lowest.isEmpty() ? none : lowest.get(0);
  }

  @Override
  public Optional<Instant> nextDue() {
    return delivery.nextDue();
  }
}
