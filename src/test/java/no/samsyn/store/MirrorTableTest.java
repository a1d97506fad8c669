package no.samsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import no.samsyn.desktop.H2Store;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RecordQuery.Filter;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.SqliteStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a mentor did on one day is found by the day.
 *
 * <p>Looking for an activity that was told twice asks for mentor, date and type. H2 entered the
 * index of mentors, or went by key through all rows: a drain of a mentor's 5,000 activities took a
 * minute.
 */
class MirrorTableTest {
  private static final MirrorTable TABLE =
      new MirrorTable(PeerSupport.schemas().require(PeerSupport.ACTIVITY), 1);
  private static final List<Filter> ONE_DAY =
      List.of(
          new Filter("peer_mentor", "m"),
          new Filter("date", "2026-11-20"),
          new Filter("type", "t"));

  @TempDir Path directory;

  @Test
  void severalFiltersEnterTheIndexOfTheDateOnH2() {
    try (var sql = H2Store.openPlain(directory)) {
      assertThat(plans(sql, "explain ", 1)).allMatch(plan -> plan.contains("_BY_F_DATE: F_DATE"));
    }
  }

  @Test
  void severalFiltersEnterTheIndexOfTheDateOnSqlite() {
    try (var sql = SqliteStores.open(directory)) {
      assertThat(plans(sql, "explain query plan ", 4))
          .allMatch(plan -> plan.contains("_by_f_date (removed=? AND f_date=?"));
    }
  }

  /** Returns how the page and the count are found. */
  private static List<String> plans(Sql sql, String explain, int column) {
    var query = new RecordQuery(PeerSupport.ACTIVITY, ONE_DAY, "", false, 50, 0);
    return sql.inTransaction(
        Durability.RELAXED,
        s -> {
          s.define(TABLE.definition());
          TABLE.indexDefinitions().forEach(s::define);
          return List.of(
              plan(s, explain, column, TABLE.pageOfKeys(query)),
              plan(s, explain, column, TABLE.count(query)));
        });
  }

  private static String plan(
      Sql.Statements s, String explain, int column, MirrorTable.Bound bound) {
    var lines =
        s.query(explain + bound.sql(), row -> row.text(column), bound.arguments().toArray());
    return String.join(" ", lines).replace("\"", "").replaceAll("\\s+", " ");
  }
}
