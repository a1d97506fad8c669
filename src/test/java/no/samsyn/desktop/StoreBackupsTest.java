package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import no.samsyn.console.Backups.Backup;
import no.samsyn.console.Backups.Restored;
import no.samsyn.console.Backups.Unsent;
import no.samsyn.console.Trouble;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.Sql;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBackupsTest {
  private static final byte[] KEY = new byte[32];
  private static final String SECRET = "Synnøve Blåfjell";

  @TempDir Path folder;
  private final ManualTime time = new ManualTime();
  private final SeededChance chance = new SeededChance(7);
  private Sql sql;
  private SqlStore store;
  private StoreBackups backups;

  @BeforeEach
  void open() {
    sql = H2Store.openEncrypted(folder, KEY);
    store = SqlStore.open(sql, PeerSupport.schemas(), chance);
    backups = new StoreBackups(folder, KEY, sql, time);
    setFact("planted", SECRET);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aBackupIsEncryptedAndOpensWithTheStoresKey() throws IOException {
    var made = backups.now();
    var file = StoreBackups.fileOf(folder.resolve(StoreBackups.FOLDER), made.name());
    var bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 9, StandardCharsets.ISO_8859_1)).isEqualTo("H2encrypt");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("Synn");
    assertThat(made.bytes()).isEqualTo(bytes.length);
    assertThat(files()).containsExactly(made.name() + ".mv.db");
  }

  @Test
  void oneADayIsMadeAndThreeDaysAreKept() {
    assertThat(backups.nowIfDue()).isPresent();
    assertThat(backups.nowIfDue()).isEmpty();
    for (var day = 0; day < 5; day++) {
      time.advance(Duration.ofDays(1));
      assertThat(backups.nowIfDue()).isPresent();
    }
    assertThat(backups.list()).hasSize(3);
    assertThat(backups.list().get(0).at()).isEqualTo(time.now());
  }

  /** A large store is copied for many seconds; nobody's save or list may wait for that. */
  @Test
  void nobodyWaitsWhileAQuietStoreIsCopied() {
    var watched = new WatchedSql(sql, 0);
    var made = new StoreBackups(folder, KEY, watched, time).now();
    assertThat(watched.copies).isZero();
    assertThat(made.bytes()).isPositive();
    assertThat(backups.list()).hasSize(1);
  }

  @Test
  void aStoreThatIsNeverQuietIsCopiedAllTheSame() {
    var watched = new WatchedSql(sql, 2);
    var unused = new StoreBackups(folder, KEY, watched, time).now();
    assertThat(watched.copies).isEqualTo(1);
    assertThat(backups.list()).hasSize(1);
    assertThat(backups.list().get(0).bytes()).isPositive();
  }

  /** Sees what is done while everybody else waits; for a while somebody writes in between. */
  private static final class WatchedSql implements Sql {
    private final Sql sql;
    private int writes;
    private int copies;
    private int transactions;

    WatchedSql(Sql sql, int writes) {
      this.sql = sql;
      this.writes = writes;
    }

    @Override
    public <T> T inTransaction(Durability durability, Function<Statements, T> work) {
      if (++transactions % 2 == 0 && writes-- > 0) { // before each second count
        var name = "written-" + writes;
        sql.inTransaction(
            Durability.FORCED,
            statements ->
                statements.update("insert into fact (content, name) values (?, ?)", "x", name));
      }
      return sql.inTransaction(
          durability, statements -> work.apply(new WatchedStatements(statements)));
    }

    @Override
    public void close() {
      sql.close();
    }

    private final class WatchedStatements implements Statements {
      private final Statements statements;

      WatchedStatements(Statements statements) {
        this.statements = statements;
      }

      @Override
      public int update(String text, Object... arguments) {
        copies += text.startsWith("backup") ? 1 : 0;
        return statements.update(text, arguments);
      }

      @Override
      public int batch(String text, List<Object[]> rows) {
        return statements.batch(text, rows);
      }

      @Override
      public <T> List<T> query(String text, RowReader<T> reader, Object... arguments) {
        return statements.query(text, reader, arguments);
      }

      @Override
      public void define(String text) {
        statements.define(text);
      }
    }
  }

  @Test
  void manyOnOneDayDoNotPushYesterdaysOut() {
    var yesterdays = backups.now();
    time.advance(Duration.ofDays(1));
    for (var times = 0; times < 5; times++) {
      time.advance(Duration.ofMinutes(1));
      backups.now();
    }
    assertThat(backups.list()).hasSize(2);
    assertThat(backups.list()).extracting(Backup::name).contains(yesterdays.name());
  }

  /** A clock set back must not mean that no backup is made for years. */
  @Test
  void aBackupFromTheFutureIsAsDueAsAnOldOne() {
    backups.now();
    time.jumpTo(time.now().minus(Duration.ofDays(400)));
    assertThat(backups.nowIfDue()).isPresent();
  }

  @Test
  void whatWasErasedIsInNoBackupOnceTheStoreIsWrittenAnew() throws IOException {
    var made = backups.now();
    var kept = folder.resolve("store-kept-20261119T101112Z.mv.db");
    Files.copy(StoreBackups.fileOf(folder.resolve(StoreBackups.FOLDER), made.name()), kept);
    setFact(DeviceFacts.MAINTENANCE_DUE, "yes");
    store.close();
    open();

    assertThat(backups.list()).isEmpty();
    assertThat(kept).doesNotExist();
    assertThat(backups.nowIfDue()).as("and a clean one is made").isPresent();
  }

  @Test
  void whatAKilledBackupLeftIsSweptAway() throws IOException {
    var place = Files.createDirectories(folder.resolve(StoreBackups.FOLDER));
    Files.writeString(place.resolve("making.zip"), "half");
    Files.writeString(place.resolve("making.mv.db"), "half");
    Files.writeString(place.resolve("store-holiday.mv.db"), "somebody's own file");
    var made = backups.now();
    assertThat(files()).containsExactlyInAnyOrder(made.name() + ".mv.db", "store-holiday.mv.db");
    assertThat(backups.list()).containsExactly(made);
  }

  @Test
  void aRestoredStoreHoldsWhatWasThereThenAndTheOtherOneIsKept() throws IOException {
    var made = backups.now();
    setFact("planted", "later");
    store.close();
    var restored = restore(made.name(), Unsent.REQUIRE_NONE);
    assertThat(restored.backup()).isEqualTo(made);
    assertThat(folder.resolve(restored.kept())).exists();
    open(folder);
    assertThat(fact("planted")).isEqualTo(SECRET);
    store.close();
    Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve(restored.kept()), folder.resolve("other").resolve(H2Store.FILE));
    open(folder.resolve("other"));
    assertThat(fact("planted")).isEqualTo("later");
  }

  /** The server knows what the old device did after the copy was made; this store does not. */
  @Test
  void aRestoredStoreIsAnotherDeviceWithoutTokensThatFetchesEverythingAnew() {
    var device = device();
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          new DeviceFacts(tx.facts())
              .setAccount(new Account("ola", "Ola", "mentor", "", List.of()));
          tx.facts().set("cursor", "far");
          return true;
        });
    var tenant = trailTenant();
    var made = backups.now();
    store.close();
    var unused = restore(made.name(), Unsent.REQUIRE_NONE);
    open(folder);
    assertThat(device()).isNotEqualTo(device);
    assertThat(fact("cursor")).isEmpty();
    assertThat(fact("token.expires-in")).isEmpty();
    assertThat(trailTenant()).isEqualTo(tenant);
    assertThat(
            store.<Boolean>inTransaction(
                Durability.RELAXED,
                tx ->
                    tx.audit().list(0, 10).stream()
                        .anyMatch(event -> event.detail().equals("restored-backup"))))
        .isTrue();
  }

  @Test
  void aStoreThatIsDestroyedIsRestoredAllTheSame() throws IOException {
    var made = backups.now();
    store.close();
    try (var file = new RandomAccessFile(folder.resolve(H2Store.FILE).toFile(), "rw")) {
      file.setLength(100);
    }
    assertThatThrownBy(() -> H2Store.openEncrypted(folder, KEY)).isInstanceOf(StoreException.class);
    var restored = restore(made.name(), Unsent.REQUIRE_NONE);
    assertThat(folder.resolve(restored.kept())).hasSize(100);
    open(folder);
    assertThat(fact("planted")).isEqualTo(SECRET);
  }

  @Test
  void anOpenStoreIsNotReplaced() {
    var made = backups.now();
    assertThatThrownBy(() -> restore(made.name(), Unsent.LEAVE_BEHIND))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LOCKED_BY_ANOTHER));
    assertThat(fact("planted")).isEqualTo(SECRET);
  }

  @Test
  void aBackupThatCannotBeOpenedChangesNothing() throws IOException {
    var made = backups.now();
    setFact("planted", "later");
    store.close();
    var file = StoreBackups.fileOf(folder.resolve(StoreBackups.FOLDER), made.name());
    Files.write(file, new byte[20_000]);
    assertThatThrownBy(() -> restore(made.name(), Unsent.REQUIRE_NONE))
        .isInstanceOf(RuntimeException.class);
    open(folder);
    assertThat(fact("planted")).isEqualTo("later");
  }

  @Test
  void aNameThatIsNoBackupIsRefused() {
    store.close();
    assertThatThrownBy(() -> restore("../store", Unsent.REQUIRE_NONE))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("no backup called");
  }

  private Restored restore(String name, Unsent choice) {
    return new BackupRestore(folder, KEY, PeerSupport.schemas(), time, chance)
        .restore(name, choice);
  }

  private void open(Path place) {
    store = SqlStore.open(H2Store.openEncrypted(place, KEY), PeerSupport.schemas(), chance);
  }

  private void setFact(String name, String value) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          tx.facts().set(name, value);
          return true;
        });
  }

  private String fact(String name) {
    return store.inTransaction(Durability.RELAXED, tx -> tx.facts().get(name).orElse(""));
  }

  private String device() {
    return store.inTransaction(
        Durability.FORCED, tx -> new DeviceFacts(tx.facts()).device(time.now(), chance));
  }

  private String trailTenant() {
    return store.inTransaction(
        Durability.FORCED, tx -> new DeviceFacts(tx.facts()).trailTenant(time.now(), chance));
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(folder.resolve(StoreBackups.FOLDER))) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }
}
