package no.samsyn.store;

import java.util.ArrayList;
import java.util.Set;
import no.samsyn.model.RecordId;
import no.samsyn.sync.Eraser;

/**
 * Erases in SQL. Used by one thread within one transaction.
 *
 * <p>The journal of acknowledged changes has no column for the record, so it is read once for all
 * records together; everything else is found by an index.
 */
final class SqlEraser implements Eraser {
  private final Session session;
  private final Sql.Statements sql;

  SqlEraser(Session session) {
    this.session = session;
    this.sql = session.sql();
  }

  private static final String LETTERS =
      """
      delete from dead_letter where record_key = ? and entity = ?
      """;

  /** Entries about erasures stay readable: they name nobody. */
  private static final String TOLD_OF =
      """
      update audit_entry set
        on_behalf_of = '',
        record_key = '',
        mutation = '',
        detail = '',
        opened = ''
      where record_key = ?
        and kind not in (select k.kind from audit_kind k where k.action = 'erased')
      """;

  @Override
  public Gone erase(Set<RecordId> records) {
    var unsent = 0L;
    var letters = 0L;
    var audited = 0L;
    var outbox = new SqlOutbox(session);
    for (var id : records) {
      if (!session.hasSwapped()) {
        sql.update(session.staging(id.entity()).delete, id.key());
      }
      for (var entry : outbox.of(id)) {
        outbox.remove(entry.mutation());
        unsent++;
      }
      letters += sql.update(LETTERS, id.key(), id.entity());
      audited += sql.update(TOLD_OF, id.key());
      session.touch(id.entity());
    }
    return new Gone(unsent, letters, forget(records), audited + forgetFor(records));
  }

  private static final String ACKNOWLEDGED =
      """
      select place, content from acknowledged
      """;

  private static final String FORGET =
      """
      delete from acknowledged where place = ?
      """;

  private record Kept(long place, RecordId record) {
    static Kept read(Sql.Row row) {
      var target = OutboxRows.mutation(row.text(2)).target();
      return new Kept(row.number(1), new RecordId(target.entity(), target.record()));
    }
  }

  private long forget(Set<RecordId> records) {
    var places = new ArrayList<Object[]>();
    for (var kept : sql.query(ACKNOWLEDGED, Kept::read)) {
      if (records.contains(kept.record)) {
        places.add(new Object[] {kept.place});
      }
    }
    return places.isEmpty() ? 0 : sql.batch(FORGET, places);
  }

  private static final String PERSONS =
      """
      select distinct on_behalf_of from audit_entry where on_behalf_of > ''
      """;

  private static final String TOLD_FOR =
      """
      update audit_entry set
        on_behalf_of = '',
        record_key = '',
        mutation = '',
        detail = '',
        opened = ''
      where on_behalf_of = ?
      """;

  /** No index helps here, so the few who were ever acted for are asked for once. */
  private long forgetFor(Set<RecordId> records) {
    var keys = new ArrayList<String>();
    records.forEach(id -> keys.add(id.key()));
    var count = 0L;
    for (var person : sql.query(PERSONS, row -> row.text(1))) {
      if (keys.contains(person)) {
        count += sql.update(TOLD_FOR, person);
      }
    }
    return count;
  }

  private static final String TOLD_BY =
      """
      update audit_entry set
        on_behalf_of = '',
        record_key = '',
        mutation = '',
        detail = '',
        opened = ''
      where kind in (select k.kind from audit_kind k where k.actor = ?)
      """;

  private static final String NAME =
      """
      update audit_kind set actor = '' where actor = ?
      """;

  @Override
  public long eraseActor(String user) {
    var count = sql.update(TOLD_BY, user);
    if (sql.update(NAME, user) > 0) {
      session.memory().forget(); // it knows the kinds by their old names
    }
    return count;
  }
}
