package no.samsyn.mobile.store;

import android.content.Context;
import androidx.sqlite.db.SupportSQLiteDatabase;
import androidx.sqlite.db.SupportSQLiteOpenHelper;
import java.io.File;
import java.util.List;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;

/**
 * Opens the SQLite database of a directory with the settings that keep what was acknowledged, and
 * reads each of them back.
 *
 * <p>A store that is there and cannot be opened is refused, and its file is kept as it is:
 * Android's own way with a damaged database is to delete it. One owner at a time, in one process.
 * Thread-safe.
 */
public final class PhoneStores {
  /** Stands on devices; never rename. */
  public static final String FILE = "store.sqlite";

  private static final int STATEMENTS_MAX = 100; // what Android's cache holds at most
  private static final int FORMAT = 1; // Android's own number; our migrations count for themselves

  /** A save writes a page of each index to the log, so small ones are less. */
  static final int PAGE_BYTES = 2048;

  /** What is set, and what it must read as then. */
  private record Setting(String name, String value) {}

  /**
   * One connection, so that what is set holds for whatever runs: with Android's own way to a
   * write-ahead log there are several, and a pragma may hit any of them.
   */
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("journal_mode", "wal"),
          new Setting("synchronous", "2"),
          new Setting("secure_delete", "1"),
          // A checkpoint forces the disk twice more: every 300 saves instead of every 70.
          new Setting("wal_autocheckpoint", "4000"));

  private final Context context;
  private final SupportSQLiteOpenHelper.Factory factory;

  /**
   * Takes who opens files.
   *
   * @param factory of SQLCipher, or of the phone's own SQLite where nothing has to be encrypted
   */
  public PhoneStores(Context context, SupportSQLiteOpenHelper.Factory factory) {
    this.context = context;
    this.factory = factory;
  }

  /** Opens or creates the store in {@code directory}. */
  public SupportSql open(File directory) {
    if (!directory.isDirectory() && !directory.mkdirs() && !directory.isDirectory()) {
      throw new StoreException(Kind.BROKEN, "The store's directory cannot be made.");
    }
    var owner = OneOwner.claim(directory);
    try {
      return new SupportSql(opened(new File(directory, FILE)), owner::release);
    } catch (RuntimeException e) {
      owner.release();
      throw SqliteFailure.of("the store could not be opened", e);
    }
  }

  private SupportSQLiteOpenHelper opened(File file) {
    var helper =
        factory.create(
            SupportSQLiteOpenHelper.Configuration.builder(context)
                .name(file.getAbsolutePath())
                .callback(new KeepingFile())
                .build());
    try {
      var database = helper.getWritableDatabase();
      rewriteIfDue(database);
      database.setMaxSqlCacheSize(STATEMENTS_MAX);
      database.setForeignKeyConstraintsEnabled(true);
      makePagesSmall(database);
      SETTINGS.forEach(setting -> set(database, setting));
      requireSettings(database);
      return helper;
    } catch (RuntimeException e) {
      helper.close();
      throw e;
    }
  }

  private static final String TABLES_OF_OURS =
      "select count(*) from sqlite_master where name <> 'android_metadata'";

  /**
   * A new store's alone: Android has put a table of its own into it by then, with pages of its
   * choice, so it is written anew. An older store keeps the pages that it was made with.
   */
  private static void makePagesSmall(SupportSQLiteDatabase database) {
    var small = Integer.toString(PAGE_BYTES);
    if (!read(database, TABLES_OF_OURS).equals("0")
        || read(database, "pragma page_size").equals(small)) {
      return;
    }
    set(database, new Setting("journal_mode", "delete")); // with a write-ahead log they are fixed
    set(database, new Setting("page_size", small));
    database.execSQL("vacuum");
    if (!read(database, "pragma page_size").equals(small)) {
      throw new IllegalStateException("the pages are not " + small + " bytes");
    }
  }

  private static void set(SupportSQLiteDatabase database, Setting setting) {
    var unused = read(database, "pragma " + setting.name + " = " + setting.value);
  }

  /** Within a transaction, which is where the writer is. */
  private static void requireSettings(SupportSQLiteDatabase database) {
    database.beginTransactionNonExclusive();
    try {
      for (var setting : SETTINGS) {
        var value = read(database, "pragma " + setting.name);
        if (!value.equals(setting.value)) {
          throw new IllegalStateException(
              setting.name + " is " + value + " instead of " + setting.value);
        }
      }
      database.setTransactionSuccessful();
    } finally {
      database.endTransaction();
    }
  }

  private static final String FACTS_ARE_THERE =
      "select count(*) from sqlite_master where name = 'fact'";

  private static final String MAINTENANCE_IS_DUE =
      "select count(*) from fact where name = 'maintenance-due'";

  private static final String MAINTENANCE_IS_DONE =
      "delete from fact where name = 'maintenance-due'";

  /** Frees the pages of what was erased, in the file and in the log beside it. */
  private static void rewriteIfDue(SupportSQLiteDatabase database) {
    if (read(database, FACTS_ARE_THERE).equals("0")
        || read(database, MAINTENANCE_IS_DUE).equals("0")) {
      return;
    }
    database.execSQL("vacuum");
    database.execSQL(MAINTENANCE_IS_DONE);
    var unused = read(database, "pragma wal_checkpoint(truncate)");
  }

  private static String read(SupportSQLiteDatabase database, String sql) {
    try (var answer = database.query(sql)) {
      return answer.moveToFirst() ? answer.getString(0) : "";
    }
  }

  /** Leaves schema and damage to us. */
  private static final class KeepingFile extends SupportSQLiteOpenHelper.Callback {
    KeepingFile() {
      super(FORMAT);
    }

    @Override
    public void onCreate(SupportSQLiteDatabase database) {
      // The store's migrations do it.
    }

    @Override
    public void onUpgrade(SupportSQLiteDatabase database, int from, int to) {
      // The store's migrations do it.
    }

    @Override
    public void onDowngrade(SupportSQLiteDatabase database, int from, int to) {
      throw new StoreException(Kind.NEWER_VERSION, "A newer Samsyn wrote this store.");
    }

    /** The inherited one deletes the file. */
    @Override
    public void onCorruption(SupportSQLiteDatabase database) {
      // Kept as it is: somebody may be able to read it.
    }
  }
}
