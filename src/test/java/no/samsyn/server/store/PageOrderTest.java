package no.samsyn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A page costs what it holds, not what is left.
 *
 * <p>Issue 2: ordered by the last column of the index only, H2 read and sorted the whole rest of
 * the feed for each page. A device that was far behind never caught up with sixteen writers; found
 * when {@code ManyWritersTest} filled the disk on a machine that was loaded.
 */
class PageOrderTest {
  private static final List<String> NONE = List.of("nothing");

  @Test
  void everyPageIsReadInTheOrderOfItsIndex() {
    try (var database = Database.inMemory(UUID.randomUUID().toString())) {
      requireSorted(database, Records.CHANGED, "o", 1L, 2L, NONE, true, NONE, "x", 2);
      requireSorted(database, Records.STANDING, "o", "activity", "s-1", true, NONE, "x", 2);
      requireSorted(database, Records.STANDING_OF_OWNER, "o", "x", "activity", "s-1", 2);
      requireSorted(database, Records.ERASED, "o", "activity", "s-1", 2);
      requireSorted(database, AuditTable.PAGE, "o", 1L, 9L, 2);
      requireSorted(database, AuditTable.LINKS, "o", 1L, 2);
      requireSorted(database, AuditCheckpoints.NEWEST, "o");
      requireSorted(
          database,
          AuditSearch.FIND,
          "o",
          1L,
          1L,
          2L,
          true,
          NONE,
          true,
          NONE,
          true,
          NONE,
          true,
          NONE,
          true,
          NONE,
          2);
      requireSorted(database, Journal.MUTATION_AT, "o", 2L);
    }
  }

  @Test
  void theLogOfPeopleIsReadFromTheEndOfAnIndex() {
    try (var database = Database.inMemory(UUID.randomUUID().toString())) {
      requireSorted(database, AuditPlaces.OF_ALL, "o", 1L, 9L, 1L, 2L, 2);
      requireSorted(database, AuditPlaces.OF_KIND, "o", "a", "e", "x", 1L, 9L, 1L, 2L, 2);
      requireSorted(database, AuditPlaces.NEXT_OUTCOME, "o", "a", "e", "x");
      requireSorted(database, AuditPlaces.NEXT_ENTITY, "o", "a", "e");
      requireSorted(database, AuditPlaces.NEXT_ACTION, "o", "a");
      for (var sql : List.of(AuditPlaces.OF_ACTOR, AuditPlaces.OF_RECORD)) {
        requireSorted(
            database, sql, "o", "k", 1L, 9L, 1L, 2L, true, NONE, true, NONE, true, NONE, true, NONE,
            2);
      }
      var read = plan(database, AuditSearch.READ, "o", List.of(1L, 2L));
      assertThat(read).contains("N = ANY").doesNotContain("tableScan");
    }
  }

  private static void requireSorted(Database database, String sql, Object... values) {
    assertThat(plan(database, sql, values)).contains("index sorted");
  }

  private static String plan(Database database, String sql, Object... values) {
    return database.read(tx -> tx.list("explain " + sql, row -> row.getString(1), values)).get(0);
  }
}
