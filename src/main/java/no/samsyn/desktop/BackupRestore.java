package no.samsyn.desktop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.console.Backups.Backup;
import no.samsyn.console.Backups.Restored;
import no.samsyn.console.Backups.Unsent;
import no.samsyn.console.Trouble;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.store.SqlStore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a backup where the store is. The store of now is kept beside it under another name, and the
 * restored one goes on as another device that knows nothing of the feed: it fetches everything
 * anew, and what it sent before its backup goes again under its old ids, which the server knows.
 *
 * <p>Until the last step, a move in one piece, nothing has changed. Call it while the store is
 * closed. Not thread-safe.
 */
public final class BackupRestore {
  private static final Logger LOG = LoggerFactory.getLogger(BackupRestore.class);
  private static final String FRESH_FILE = "store-restored.mv.db";
  static final String KEPT_FILES = "store-kept-*.mv.db";
  private static final DateTimeFormatter KEPT =
      DateTimeFormatter.ofPattern("'store-kept-'uuuuMMdd'T'HHmmss'Z.mv.db'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path data;
  private final byte[] key;
  private final Schemas schemas;
  private final Time time;
  private final Chance chance;

  public BackupRestore(Path data, byte[] key, Schemas schemas, Time time, Chance chance) {
    this.data = data;
    this.key = key.clone();
    this.schemas = schemas;
    this.time = time;
    this.chance = chance;
  }

  /** Returns the backups of the store in {@code data}, the newest first. */
  public static List<Backup> list(Path data) {
    return StoreBackups.list(data.resolve(StoreBackups.FOLDER));
  }

  public Restored restore(String name, Unsent choice) {
    var backup =
        list(data).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Trouble.wrongUse(
                        "no-such-backup",
                        "There is no backup called " + name + ". See: samsyn backup list"));
    var left = unsentNow();
    if (left > 0 && choice == Unsent.REQUIRE_NONE) {
      throw Trouble.failed(
          "unsent-work",
          left
              + (left == 1 ? " change is" : " changes are")
              + " not on the server yet, and the backup may not have them. Sync first, or restore"
              + " with --leave-unsent: they stay in the file that is kept, and go nowhere.");
    }
    try {
      prepare(backup);
      return new Restored(backup, swap(), left);
    } catch (IOException e) {
      LOG.warn("Nothing was restored", e);
      throw StoreBackups.unusable(data);
    } finally {
      forget();
    }
  }

  /** A store that cannot be opened is what backups are for; one that is in use must be closed. */
  private long unsentNow() {
    if (!DataFolder.hasStore(data)) {
      return 0;
    }
    try (var store = SqlStore.open(H2Store.openEncrypted(data, key), schemas, chance)) {
      return store.inTransaction(
          Durability.RELAXED, tx -> tx.outbox().size() + tx.deadLetters().size());
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.LOCKED_BY_ANOTHER) {
        throw e;
      }
      LOG.warn("The store of now cannot be read: {}", e.kind());
      return 0;
    }
  }

  private void prepare(Backup backup) throws IOException {
    var fresh = data.resolve(FRESH_FILE);
    Files.copy(
        StoreBackups.fileOf(data.resolve(StoreBackups.FOLDER), backup.name()),
        fresh,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.restrict(fresh);
    try {
      var connection = new H2File(data, H2File.password(key)).connect(FRESH_FILE, ";IFEXISTS=TRUE");
      try (var store = SqlStore.open(H2Store.over(connection), schemas, chance)) {
        store.inTransaction(
            Durability.FORCED,
            tx -> {
              var facts = new DeviceFacts(tx.facts());
              facts.becomeAnotherDevice(time.now(), chance);
              var owner = facts.account().map(Account::user).orElse("");
              tx.audit()
                  .record(
                      AuditEvent.of(AuditAction.MIRROR_RESET, time.now(), owner, "restored-backup"),
                      FieldChanges.NONE);
              return true;
            });
        new StoredTokens(store).forget(); // the server has given out newer ones since
      }
    } catch (SQLException e) {
      throw Trouble.failed(
          "backup-not-good",
          "The backup "
              + backup.name()
              + " cannot be opened with the store's key (database code "
              + e.getErrorCode()
              + "). Take another one; nothing was changed.");
    }
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Returns what the store of now is called from here on; empty where there was none. */
  private String swap() throws IOException {
    var store = data.resolve(H2Store.FILE);
    var kept = "";
    if (Files.exists(store)) {
      kept = KEPT.format(time.now());
      // A copy and no move: at no moment is there no store, which the next start would make anew.
      Files.copy(store, data.resolve(kept));
      PrivateFiles.restrict(data.resolve(kept));
    }
    Files.move(data.resolve(FRESH_FILE), store, StandardCopyOption.ATOMIC_MOVE);
    return kept;
  }

  private void forget() {
    try {
      Files.deleteIfExists(data.resolve(FRESH_FILE));
    } catch (IOException e) {
      LOG.warn("Could not delete {}; it holds nothing that the backup does not", FRESH_FILE, e);
    }
  }
}
