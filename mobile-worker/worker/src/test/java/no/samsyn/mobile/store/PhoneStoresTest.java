package no.samsyn.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.database.sqlite.SQLiteDatabase;
import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;
import androidx.test.core.app.ApplicationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.samsyn.store.Sql;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.QuickTempDirs;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** How a phone opens its store, beyond the contract. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = {26, 35})
public class PhoneStoresTest {
  private Path directory;

  @Before
  public void begin() throws Exception {
    directory = QuickTempDirs.create();
  }

  private SupportSql open() {
    return new PhoneStores(
            ApplicationProvider.getApplicationContext(), new FrameworkSQLiteOpenHelperFactory())
        .open(directory.toFile());
  }

  private static List<String> texts(SupportSql sql, String statement) {
    return sql.inTransaction(Durability.RELAXED, s -> s.query(statement, row -> row.text(1)));
  }

  /** Asked within a transaction, so that the writer answers. */
  @Test
  public void everyCommitIsForcedToTheDiskAndErasedBytesAreOverwritten() {
    try (var sql = open()) {
      assertThat(texts(sql, "pragma journal_mode")).containsExactly("wal");
      assertThat(texts(sql, "pragma synchronous")).containsExactly("2");
      assertThat(texts(sql, "pragma secure_delete")).containsExactly("1");
      assertThat(texts(sql, "pragma foreign_keys")).containsExactly("1");
      assertThat(texts(sql, "pragma wal_autocheckpoint")).containsExactly("4000");
    }
  }

  @Test
  public void aNewStoreHasSmallPagesAndKeepsThem() {
    try (var sql = open()) {
      sql.inTransaction(Durability.FORCED, s -> define(s, "create table t (a text)"));
    }
    try (var sql = open()) {
      assertThat(texts(sql, "pragma page_size")).containsExactly("2048");
      assertThat(texts(sql, "pragma journal_mode")).containsExactly("wal");
    }
  }

  @Test
  public void anOlderStoreKeepsItsPagesAndItsRecords() {
    var file = directory.resolve(PhoneStores.FILE).toString();
    try (var older = SQLiteDatabase.openOrCreateDatabase(file, null)) {
      older.rawQuery("pragma journal_mode = delete", null).close();
      older.execSQL("pragma page_size = 4096");
      older.execSQL("vacuum");
      older.execSQL("create table t (a text)");
      older.execSQL("insert into t (a) values ('kept')");
    }
    try (var sql = open()) {
      assertThat(texts(sql, "pragma page_size")).containsExactly("4096");
      assertThat(texts(sql, "select a from t")).containsExactly("kept");
    }
  }

  /** SQLCipher has to be told the size, and tells a wrong one as it tells a wrong key. */
  @Test
  public void anEncryptedStoreIsOpenedWithTheOtherSizeOnlyWhereTheFirstDoesNotFit() {
    int taken = EncryptedStores.withItsPages(bytes -> bytes);
    assertThat(taken).isEqualTo(2048);
    int older =
        EncryptedStores.withItsPages(
            bytes -> {
              if (bytes == 2048) {
                throw new StoreException(StoreException.Kind.NOT_A_STORE, "no database");
              }
              return bytes;
            });
    assertThat(older).isEqualTo(4096);
    assertThatThrownBy(
            () ->
                EncryptedStores.withItsPages(
                    bytes -> {
                      throw new StoreException(StoreException.Kind.DISK_FULL, "with " + bytes);
                    }))
        .hasMessage("with 2048");
  }

  private static boolean define(Sql.Statements statements, String statement) {
    statements.define(statement);
    return true;
  }

  @Test
  public void aDamagedFileIsKeptAsItIs() throws Exception {
    var file = directory.resolve(PhoneStores.FILE);
    Files.writeString(file, "no database at all ".repeat(500));
    var before = Files.readAllBytes(file);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_A_STORE));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  public void aPageThatIsDamagedLaterIsToldAndNothingIsDeleted() throws Exception {
    try (var sql = open()) {
      sql.inTransaction(
          Durability.FORCED,
          s -> {
            s.define("create table t (a text)");
            for (var row = 0; row < 2_000; row++) {
              s.update("insert into t (a) values (?)", "x".repeat(100) + row);
            }
            return true;
          });
    }
    var file = directory.resolve(PhoneStores.FILE);
    var bytes = Files.readAllBytes(file);
    for (var at = 100_000; at < bytes.length; at++) {
      bytes[at] = (byte) 0xEE;
    }
    Files.write(file, bytes);
    try (var sql = open()) {
      assertThatThrownBy(() -> texts(sql, "select a from t")).isInstanceOf(StoreException.class);
    }
    assertThat(Files.size(file)).isEqualTo(bytes.length);
  }

  @Test
  public void aSecondOwnerIsRefusedUntilTheFirstIsGone() {
    try (var first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LOCKED_BY_ANOTHER));
      assertThat(first.isSuspect()).isFalse();
    }
    try (var second = open()) {
      assertThat(texts(second, "select 'in'")).containsExactly("in");
    }
  }

  @Test
  public void whatFailsDoesNotQuoteValues() {
    try (var sql = open()) {
      sql.inTransaction(
          Durability.FORCED,
          s -> {
            s.define("create table t (a text not null primary key)");
            return s.update("insert into t (a) values (?)", "Åse");
          });
      assertThatThrownBy(
              () ->
                  sql.inTransaction(
                      Durability.FORCED, s -> s.update("insert into t (a) values (?)", "Åse")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("insert into t (a) values (?)")
          .hasMessageContaining("code 19")
          .hasStackTraceContaining("message left out")
          .message()
          .doesNotContain("Åse");
      assertThat(texts(sql, "select a from t")).as("rolled back alone").containsExactly("Åse");
    }
  }

  @Test
  public void aRowMayHoldAMegabyte() {
    try (var sql = open()) {
      var body = "å".repeat(500_000);
      sql.inTransaction(
          Durability.FORCED,
          s -> {
            s.define("create table t (a text)");
            return s.batch(
                "insert into t (a) values (?)", List.of(new Object[] {body}, new Object[] {body}));
          });
      assertThat(texts(sql, "select a from t")).containsExactly(body, body);
    }
  }
}
