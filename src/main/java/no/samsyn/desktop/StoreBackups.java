package no.samsyn.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import no.samsyn.console.Backups;
import no.samsyn.console.Trouble;
import no.samsyn.model.Time;
import no.samsyn.store.Sql;
import no.samsyn.sync.SyncStore.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups of an open store, in a folder beside it. The database copies its own file, so nothing in
 * it is in clear text at any moment; the copy gets its name only after it was opened under the
 * store's key and has the counts of the store. Killed at any moment it leaves at most a file that
 * the next one deletes. Thread-safe.
 */
public final class StoreBackups implements Backups {
  private static final Logger LOG = LoggerFactory.getLogger(StoreBackups.class);
  static final String FOLDER = "backups";
  private static final int DAYS_MAX = 3; // three generations: one may be as damaged as the store
  private static final int ATTEMPTS_BESIDE = 2;
  private static final Duration DUE_AFTER = Duration.ofHours(20); // once each working day
  private static final String ENDING = ".mv.db";
  private static final String ZIP_FILE = "making.zip";
  private static final String PART_FILE = "making" + ENDING;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'store-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path folder;
  private final H2File file;
  private final H2File open;
  private final Sql sql;
  private final Time time;

  /** Takes what it needs; {@code sql} is the open store of {@code data}. */
  public StoreBackups(Path data, byte[] key, Sql sql, Time time) {
    this.folder = data.resolve(FOLDER);
    this.file = new H2File(folder, H2File.password(key));
    this.open = new H2File(data, H2File.password(key));
    this.sql = sql;
    this.time = time;
  }

  @Override
  public List<Backup> list() {
    return list(folder);
  }

  /** Returns the backups in {@code folder}, the newest first; no store need be open for it. */
  static List<Backup> list(Path folder) {
    try {
      return find(folder);
    } catch (IOException e) {
      throw unusable(folder);
    }
  }

  private static List<Backup> find(Path folder) throws IOException {
    var found = new ArrayList<Backup>();
    try (var files = Files.newDirectoryStream(folder, "store-*" + ENDING)) {
      for (var each : files) {
        var name = nameOf(each);
        var at = stamped(name);
        if (at.isPresent()) {
          found.add(new Backup(name, at.get(), Files.size(each)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of(); // none was made yet
    }
    found.sort(Comparator.comparing(Backup::at).reversed());
    return found;
  }

  /** Deletes every backup of the store in {@code data}, and every store that a restore kept. */
  static void forgetAll(Path data) throws IOException {
    var folder = data.resolve(FOLDER);
    for (var backup : find(folder)) {
      Files.deleteIfExists(fileOf(folder, backup.name()));
    }
    try (var kept = Files.newDirectoryStream(data, BackupRestore.KEPT_FILES)) {
      for (var each : kept) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static String nameOf(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }

  private static Optional<Instant> stamped(String name) {
    try {
      return Optional.of(LocalDateTime.parse(name, STAMP).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty(); // somebody else's file
    }
  }

  static Path fileOf(Path folder, String name) {
    return folder.resolve(name + ENDING);
  }

  static Trouble unusable(Path folder) {
    return Trouble.failed(
        "backup-failed",
        "The folder for backups cannot be read or written: "
            + folder
            + ". Check its rights and the disk; the store itself is untouched.");
  }

  @Override
  public Optional<Backup> nowIfDue() {
    var newest = list().stream().findFirst();
    var isDue =
        newest
            .map(backup -> Duration.between(backup.at(), time.now()).abs())
            .map(age -> age.compareTo(DUE_AFTER) > 0)
            .orElse(true);
    return isDue ? Optional.of(now()) : Optional.empty();
  }

  @Override
  public synchronized Backup now() {
    try {
      PrivateFiles.createDirectory(folder);
      forgetUnfinished();
      var counts = copy();
      var part = unpack();
      requireSame(counts);
      var name = STAMP.format(time.now());
      Files.move(part, fileOf(folder, name), StandardCopyOption.ATOMIC_MOVE);
      forgetOld();
      return list().stream()
          .filter(backup -> backup.name().equals(name))
          .findFirst()
          .orElseThrow(() -> unusable(folder));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("No backup was made", e);
      throw unusable(folder);
    } finally {
      forgetUnfinished();
    }
  }

  private static final String BACKUP = "backup to ?";

  private static final String TABLES =
      """
      select table_name
      from information_schema.tables
      where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'
      """;

  /**
   * Copies the store and returns the counts of the copy. A large store takes many seconds, in which
   * people go on working; only where they never stop, the last attempt makes them wait.
   */
  private Map<String, Long> copy() throws IOException {
    for (var attempt = 0; attempt < ATTEMPTS_BESIDE; attempt++) {
      var before = sql.inTransaction(Durability.FORCED, StoreBackups::counts);
      var isCopied = copyBeside();
      if (isCopied && sql.inTransaction(Durability.RELAXED, StoreBackups::counts).equals(before)) {
        return before;
      }
      Files.deleteIfExists(folder.resolve(ZIP_FILE));
    }
    return sql.inTransaction(
        Durability.FORCED,
        statements -> {
          var counts = counts(statements); // nobody writes meanwhile
          var unused = statements.update(BACKUP, folder.resolve(ZIP_FILE).toString());
          return counts;
        });
  }

  /**
   * Through a connection of its own, which no transaction of the store waits for. A thread's
   * interruption is kept until it is over: it would close the database's file under all others.
   */
  private boolean copyBeside() {
    var interrupted = Thread.interrupted();
    try (var connection = open.connect(H2Store.FILE, ";IFEXISTS=TRUE");
        var statement = connection.prepareStatement(BACKUP)) {
      statement.setString(1, folder.resolve(ZIP_FILE).toString());
      statement.execute();
      return true;
    } catch (SQLException e) {
      LOG.warn("The store was not copied beside its work (code {})", e.getErrorCode(), e);
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Map<String, Long> counts(Sql.Statements statements) {
    var counts = new TreeMap<String, Long>();
    for (var table : statements.query(TABLES, row -> row.text(1))) {
      var count = "select count(*) from \"" + table + '"';
      counts.put(table, statements.query(count, row -> row.number(1)).get(0));
    }
    return counts;
  }

  private Path unpack() throws IOException {
    var part = folder.resolve(PART_FILE);
    try (var zip = new ZipInputStream(Files.newInputStream(folder.resolve(ZIP_FILE)))) {
      while (true) {
        var entry = zip.getNextEntry();
        if (entry == null) {
          throw new IOException("the database's copy has no database in it");
        }
        if (entry.getName().endsWith(ENDING)) {
          break;
        }
      }
      Files.copy(zip, part);
    }
    PrivateFiles.restrict(part);
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return part;
  }

  private void requireSame(Map<String, Long> counts) {
    Map<String, Long> copied;
    try {
      copied = file.counts(PART_FILE);
    } catch (SQLException e) {
      LOG.warn("The copy cannot be opened (database code {})", e.getErrorCode());
      throw notGood();
    }
    if (!copied.equals(counts)) {
      LOG.warn("The copy has {} and the store {}", copied, counts);
      throw notGood();
    }
  }

  private static Trouble notGood() {
    return Trouble.failed(
        "backup-not-good",
        "The backup that was made cannot be opened, or lacks something, so it was thrown away."
            + " Earlier ones stay. Check the disk, then try again.");
  }

  /** One for each day, so that making many today does not push yesterday's out. */
  private void forgetOld() throws IOException {
    var days = new ArrayList<Object>();
    for (var backup : list()) {
      var day = backup.at().atZone(ZoneOffset.UTC).toLocalDate();
      if (days.contains(day) || days.size() >= DAYS_MAX) {
        Files.deleteIfExists(fileOf(folder, backup.name()));
      } else {
        days.add(day);
      }
    }
  }

  private void forgetUnfinished() {
    try {
      Files.deleteIfExists(folder.resolve(ZIP_FILE));
      Files.deleteIfExists(folder.resolve(PART_FILE));
    } catch (IOException e) {
      LOG.warn("Could not delete an unfinished backup; the next one does", e);
    }
  }
}
