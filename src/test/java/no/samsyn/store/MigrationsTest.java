package no.samsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import no.samsyn.desktop.H2Store;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final Path SCRIPTS = Path.of("src/main/resources/db/client");
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @Test
  void theScriptsOfTheDirectoryAreTheListedOnesWithoutGaps() throws IOException {
    try (var files = Files.list(SCRIPTS)) {
      var found = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(found).isEqualTo(Migrations.SCRIPTS);
    }
    for (var number = 1; number <= Migrations.SCRIPTS.size(); number++) {
      assertThat(Migrations.SCRIPTS.get(number - 1))
          .startsWith(String.format(Locale.ROOT, "V%03d__", number));
    }
  }

  @Test
  void everyVersionHasItsFixtures() {
    assertThat(StoreFixtures.VERSIONS).hasSameSizeAs(Migrations.SCRIPTS);
  }

  @Test
  void aScriptIsSplitIntoItsStatements() {
    var statements = Migrations.statementsOf("V001__first.sql");
    assertThat(statements).hasSizeGreaterThan(10).allMatch(text -> text.startsWith("create "));
    assertThat(statements).noneMatch(text -> text.contains(";") || text.contains("--"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite"})
  void aStoreOfEveryOldVersionOpensWithEverythingInIt(String kind, @TempDir Path temporary)
      throws IOException {
    for (var version : StoreFixtures.VERSIONS) {
      var place = Files.createDirectories(temporary.resolve(version));
      SqlStoreContract.copy(FIXTURES.resolve(version).resolve(kind), place);
      var sql = kind.equals("h2") ? H2Store.openPlain(place) : SqliteStores.open(place);
      try (var store = SqlStore.open(sql, PeerSupport.schemas(), new SeededChance(1))) {
        store.inTransaction(
            Durability.FORCED,
            tx -> {
              StoreFixtures.check(tx);
              return true;
            });
      }
    }
  }
}
