package no.samsyn.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.sync.AckJournal;

/**
 * The journal of acknowledged mutations in SQL. Used by one thread within one transaction.
 *
 * <p>A mutation that is acknowledged again takes a new place: it is as young as its last
 * acknowledgement.
 */
final class SqlAckJournal implements AckJournal {
  private static final String LAST_PLACE = "acknowledged.place"; // a number in memory
  private static final String SIZE = "acknowledged.size"; // a number in memory

  private final Session session;

  SqlAckJournal(Session session) {
    this.session = session;
  }

  private static final String LAST =
      """
      select max(place) from acknowledged
      """;

  private static final String FORGET_ONE =
      """
      delete from acknowledged where mutation = ?
      """;

  private static final String ADD =
      """
      insert into acknowledged (
        place,
        mutation,
        seq,
        content,
        wire,
        version,
        acknowledged_at
      )
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  @Override
  public void add(Acknowledged acknowledged) {
    var sql = session.sql();
    var before = size();
    var place =
        1 + session.memory().get(LAST_PLACE, () -> sql.query(LAST, row -> row.number(1)).get(0));
    var local = acknowledged.local();
    var again = sql.update(FORGET_ONE, local.id());
    var changed =
        sql.update(
            ADD,
            place,
            local.id(),
            local.seq(),
            OutboxRows.content(local),
            acknowledged.wireForm(),
            acknowledged.version(),
            acknowledged.at().toEpochMilli());
    Session.requireOne(changed, "journal " + local.id());
    session.memory().set(LAST_PLACE, place);
    session.memory().set(SIZE, before + 1 - again);
  }

  private static final String FIND =
      """
      select
        content,
        wire,
        version,
        acknowledged_at
      from acknowledged
      where mutation = ?
      """;

  @Override
  public Optional<Acknowledged> find(String mutation) {
    var found = session.sql().query(FIND, SqlAckJournal::read, mutation);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private static final String ALL =
      """
      select
        content,
        wire,
        version,
        acknowledged_at
      from acknowledged
      order by seq, place
      """;

  @Override
  public List<Acknowledged> all() {
    return session.sql().query(ALL, SqlAckJournal::read);
  }

  private static Acknowledged read(Sql.Row row) {
    return new Acknowledged(
        OutboxRows.mutation(row.text(1)),
        row.text(2),
        row.number(3),
        Instant.ofEpochMilli(row.number(4)));
  }

  private static final String FORGET_OLD =
      """
      delete from acknowledged where acknowledged_at < ?
      """;

  private static final String FIRST_TOO_MANY =
      """
      select place from acknowledged order by place desc limit 1 offset ?
      """;

  private static final String FORGET_UP_TO =
      """
      delete from acknowledged where place <= ?
      """;

  @Override
  public void trim(Instant before, int max) {
    var sql = session.sql();
    var size = size() - sql.update(FORGET_OLD, before.toEpochMilli());
    session.memory().set(SIZE, size);
    if (size <= max) {
      return;
    }
    var tooMany = sql.query(FIRST_TOO_MANY, row -> row.number(1), (long) max);
    if (!tooMany.isEmpty()) {
      session.memory().set(SIZE, size - sql.update(FORGET_UP_TO, tooMany.get(0)));
    }
  }

  private static final String COUNT =
      """
      select count(*) from acknowledged
      """;

  private long size() {
    var sql = session.sql();
    return session.memory().get(SIZE, () -> sql.query(COUNT, row -> row.number(1)).get(0));
  }
}
