package no.samsyn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SealedEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database of the third form under today's program: its log comes in pages.
 *
 * <p>The file was written once by the last program of that form, and compacted: ten days of four
 * people's changes, of which some met others and some were refused, and a clock that was set back.
 */
final class PagesUpgradeTest {
  private static final String ORG = "default";
  private static final int ENTRIES = 76;

  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void openOld() throws IOException {
    var fixture = Path.of("src/test/resources/fixtures/server-v003", Database.FILE);
    Files.copy(fixture, directory.resolve(Database.FILE));
    database = Database.inDirectory(directory);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyEntryIsStillALinkOfTheSameChain() {
    var chain = HashChain.beginning(ORG);
    all().forEach(each -> chain.append(each.entry().link()));
    var counters = database.read(tx -> Organisations.require(tx, ORG));
    assertThat(counters.auditCount()).isEqualTo(ENTRIES).isEqualTo(all().size());
    assertThat(counters.auditHash()).isEqualTo(chain.head().hash());
  }

  @Test
  void theIndexesOfTheThirdFormGaveWayToThoseOfPages() {
    var indexes =
        database.read(
            tx ->
                tx.list(
                    "select index_name from information_schema.indexes", row -> row.getString(1)));
    assertThat(indexes)
        .contains("AUDIT_ENTRY_AT", "AUDIT_ENTRY_KIND", "AUDIT_OPEN_ACTOR", "AUDIT_OPEN_RECORD")
        .doesNotContain("AUDIT_ENTRY_BY_TIME", "AUDIT_OPEN_BY_ACTOR", "AUDIT_OPEN_BY_RECORD");
  }

  @Test
  void pagesOfTheOldTrailTellWhatIsAskedForAndNothingElse() {
    var record = all().get(40).text(Committed.RECORD);
    var middle = all().get(40).entry().link().at();
    assertThat(told(AuditFilter.ALL)).isEqualTo(ENTRIES);
    assertThat(told(AuditFilter.ALL.with(By.ACTOR, "ola"))).isEqualTo(36);
    assertThat(told(AuditFilter.ALL.with(By.ACTOR, "nina", "admin"))).isEqualTo(28);
    assertThat(told(AuditFilter.ALL.with(By.ACTION, "rejected"))).isEqualTo(12);
    assertThat(told(AuditFilter.ALL.with(By.ENTITY, "peer_mentor"))).isEqualTo(3);
    assertThat(told(AuditFilter.ALL.with(By.OUTCOME, "stale", "invalid"))).isEqualTo(24);
    assertThat(told(AuditFilter.ALL.with(By.RECORD, record))).isPositive();
    assertThat(told(AuditFilter.ALL.during(middle, AuditFilter.ALL.until()))).isBetween(20, 60);
  }

  /** Pages of every size hold together what the filter lets through, and it says how many. */
  private int told(AuditFilter filter) {
    var expected = new ArrayList<Long>();
    for (var sealed : all()) {
      var actor = sealed.text(Committed.ACTOR);
      if (filter.matches(sealed.entry().link(), actor, sealed.text(Committed.RECORD))) {
        expected.add(sealed.entry().index());
      }
    }
    Collections.reverse(expected);
    for (var size : List.of(1, 7, 100)) {
      var what = String.format(Locale.ROOT, "%s by %d", filter.text(), size);
      assertThat(inPages(filter, size)).as(what).isEqualTo(expected);
    }
    return expected.size();
  }

  private List<Long> inPages(AuditFilter filter, int size) {
    var search = new AuditSearch(ORG, filter);
    var told = new ArrayList<Long>();
    var page = database.read(tx -> search.newest(tx, 0, size));
    while (!page.isEmpty()) {
      var places = page;
      var read = database.read(tx -> search.at(tx, places));
      assertThat(read).extracting(each -> each.entry().index()).isEqualTo(places);
      told.addAll(places);
      var last = told.get(told.size() - 1);
      page = database.read(tx -> search.newest(tx, last, size));
    }
    return told;
  }

  private List<SealedEntry> all() {
    return database.read(tx -> AuditTable.page(tx, ORG, 0, Long.MAX_VALUE, 10_000));
  }
}
