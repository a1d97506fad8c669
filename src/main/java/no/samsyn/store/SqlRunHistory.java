package no.samsyn.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samsyn.sync.RunHistory;
import no.samsyn.sync.SyncReport;

/** Reports of past runs in SQL. Used by one thread within one transaction. */
final class SqlRunHistory implements RunHistory {
  private static final String LAST_PLACE = "run.place"; // a number in memory

  private final Session session;

  SqlRunHistory(Session session) {
    this.session = session;
  }

  private static final String LAST =
      """
      select max(place) from sync_run
      """;

  private static final String ADD =
      """
      insert into sync_run (
        place,
        started_at,
        took_millis,
        sent,
        accepted,
        conflicts,
        rejected,
        remaining,
        pulled,
        bytes,
        started_because,
        stop,
        detail
      )
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FORGET =
      """
      delete from sync_run where place <= ?
      """;

  @Override
  public void add(SyncReport report) {
    var sql = session.sql();
    var place =
        1 + session.memory().get(LAST_PLACE, () -> sql.query(LAST, row -> row.number(1)).get(0));
    var counts = report.counts();
    var changed =
        sql.update(
            ADD,
            place,
            report.startedAt().toEpochMilli(),
            report.took().toMillis(),
            counts.sent(),
            counts.accepted(),
            counts.conflicts(),
            counts.rejected(),
            counts.left(),
            counts.pulled(),
            report.bytes(),
            report.startedBecause(),
            report.stop().code(),
            report.detail());
    Session.requireOne(changed, "add run " + place);
    session.memory().set(LAST_PLACE, place);
    sql.update(FORGET, place - KEPT_MAX);
  }

  private static final String LATEST =
      """
      select
        started_at,
        took_millis,
        sent,
        accepted,
        conflicts,
        rejected,
        remaining,
        pulled,
        bytes,
        started_because,
        stop,
        detail
      from sync_run
      order by place desc
      limit ?
      """;

  @Override
  public List<SyncReport> latest(int max) {
    return session.sql().query(LATEST, SqlRunHistory::read, (long) max);
  }

  private static SyncReport read(Sql.Row row) {
    return new SyncReport(
        Instant.ofEpochMilli(row.number(1)),
        Duration.ofMillis(row.number(2)),
        new SyncReport.Counts(
            row.number(3),
            row.number(4),
            row.number(5),
            row.number(6),
            row.number(7),
            row.number(8)),
        row.number(9),
        row.text(10),
        SyncReport.Stop.ofCode(row.text(11)),
        row.text(12));
  }
}
