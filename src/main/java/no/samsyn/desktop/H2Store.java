package no.samsyn.desktop;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.samsyn.store.Sql;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Opens the H2 database of a data directory with the settings that keep what was acknowledged.
 *
 * <p>A store that is there and cannot be opened is refused, never replaced: a new one is created
 * under another name and moved into place when it is complete. One process owns a store at a time;
 * the holder leaves its name in {@code store.owner}. With a key the file is encrypted by H2, which
 * derives an AES-128 key from it. Thread-safe.
 */
public final class H2Store {
  static final String FILE = "store.mv.db";
  private static final String NEW_FILE = "store-new.mv.db";
  private static final int KEY_BYTES = 32;
  private static final int WAIT_MILLIS = 2_000; // another process may be closing just now
  private static final int WAIT_STEP_MILLIS = 50;
  private static final int HEADER_BYTES = 9;
  private static final int BLOCK_BYTES = 4_096;

  /** What this process has open; H2 would let a second opening in the same process share it. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final H2File file;

  private H2Store(Path directory, String password) {
    this.directory = directory;
    this.file = new H2File(directory, password);
  }

  /** Opens or creates the store in {@code directory} without encryption. */
  public static Sql openPlain(Path directory) {
    return new H2Store(directory, "").open();
  }

  /**
   * Opens or creates the store in {@code directory} under {@code key}.
   *
   * @param key 256 bits; not kept
   */
  public static Sql openEncrypted(Path directory, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
    }
    return new H2Store(directory, H2File.password(key)).open();
  }

  /** Returns a store over {@code connection}, which nobody claims the folder for. */
  static Sql over(Connection connection) {
    return new JdbcSql(connection, new H2Database(Path.of("")));
  }

  private Sql open() {
    var real = prepareDirectory();
    if (!OPEN.add(real)) {
      throw new StoreException(
          Kind.LOCKED_BY_ANOTHER, "This store is open already in this very program.");
    }
    try {
      createIfMissing();
      requireOurs();
      var connection = connectPatiently(FILE);
      try {
        if (H2Rewriting.isDue(connection)) {
          connection = new H2Rewriting(directory, file::connect).rewrite(connection);
        }
        H2Settings.require(connection);
        PrivateFiles.restrict(directory.resolve(FILE));
        StoreOwner.claim(directory);
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
      return new JdbcSql(connection, new H2Database(real));
    } catch (SQLException e) {
      OPEN.remove(real);
      throw refused(e);
    } catch (IOException e) {
      OPEN.remove(real);
      throw new StoreException(Kind.BROKEN, "The store's directory cannot be used.", e);
    } catch (RuntimeException e) {
      OPEN.remove(real);
      throw e;
    }
  }

  private Path prepareDirectory() {
    try {
      PrivateFiles.createDirectory(directory);
      return directory.toRealPath();
    } catch (IOException e) {
      throw new StoreException(
          Kind.BROKEN, "The store's directory cannot be made: " + directory, e);
    }
  }

  /** What a killed creation left under the new name never held anything, so it goes. */
  private void createIfMissing() throws IOException, SQLException {
    if (Files.exists(directory.resolve(FILE))) {
      return;
    }
    var fresh = directory.resolve(NEW_FILE);
    Files.deleteIfExists(fresh);
    try (var connection = file.connect(NEW_FILE, "")) {
      connection.createStatement().execute("checkpoint sync");
    }
    Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Looks at the first bytes before H2 does, which would fill an empty file with a new database.
   */
  private void requireOurs() throws IOException {
    String header;
    try (var in = Files.newInputStream(directory.resolve(FILE))) {
      header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
    }
    var encrypted = header.equals("H2encrypt");
    // H2 would take a file without all of its headers for an empty one, and begin anew in it.
    var headers = encrypted ? 3 * BLOCK_BYTES : 2 * BLOCK_BYTES;
    if ((!encrypted && !header.startsWith("H:")) || Files.size(directory.resolve(FILE)) < headers) {
      throw new StoreException(
          Kind.NOT_A_STORE,
          "The file " + FILE + " is not a Samsyn store, or is destroyed. It was not touched.");
    }
    if (encrypted && file.password().isEmpty()) {
      throw new StoreException(Kind.WRONG_KEY, "The store is encrypted, and there is no key.");
    }
    if (!encrypted && !file.password().isEmpty()) {
      throw new StoreException(Kind.WRONG_KEY, "The store is not encrypted, but has to be.");
    }
  }

  private Connection connectPatiently(String name) throws SQLException {
    for (var waited = 0; ; waited += WAIT_STEP_MILLIS) {
      try {
        return file.connect(name, ";IFEXISTS=TRUE");
      } catch (SQLException e) {
        if (H2Database.kind(e) != Kind.LOCKED_BY_ANOTHER || waited >= WAIT_MILLIS) {
          throw e;
        }
      }
      try {
        Thread.sleep(WAIT_STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(Kind.LOCKED_BY_ANOTHER, "Stopped while waiting for the store.", e);
      }
    }
  }

  private StoreException refused(SQLException e) {
    var kind = H2Database.kindAtOpening(e);
    var code = " (database code " + e.getErrorCode() + ")";
    return switch (kind) {
      case LOCKED_BY_ANOTHER ->
          new StoreException(
              kind, "The store is in use by another program: " + StoreOwner.read(directory) + ".");
      case WRONG_KEY -> new StoreException(kind, "The key does not open this store." + code);
      case NOT_A_STORE ->
          new StoreException(
              kind, "The file " + FILE + " is destroyed or not a Samsyn store." + code, e);
      case DISK_FULL -> new StoreException(kind, "The disk is full." + code, e);
      case NEWER_VERSION ->
          new StoreException(kind, "A newer Samsyn wrote this store; start that one." + code, e);
      case BROKEN -> new StoreException(kind, "The store cannot be opened." + code, e);
    };
  }

  /** H2 behind {@link JdbcSql}. */
  private record H2Database(Path directory) implements JdbcSql.Database {

    @Override
    public Kind kindOf(SQLException failure) {
      return kind(failure);
    }

    /** A commit writes the file; only this makes the disk keep it. */
    @Override
    public void force(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }

    @Override
    public void closed() {
      if (OPEN.remove(directory)) {
        StoreOwner.leave(directory);
      }
    }

    /** H2 reports a file that makes no sense as one that it could not read. */
    static Kind kindAtOpening(SQLException failure) {
      var unreadable =
          failure.getErrorCode() == ErrorCode.IO_EXCEPTION_1
              || failure.getErrorCode() == ErrorCode.IO_EXCEPTION_2;
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        unreadable &= !(cause instanceof IOException) || cause instanceof EOFException;
      }
      return unreadable ? Kind.NOT_A_STORE : kind(failure);
    }

    static Kind kind(SQLException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException && isNoSpace(cause.getMessage())) {
          return Kind.DISK_FULL;
        }
      }
      return KINDS.getOrDefault(failure.getErrorCode(), Kind.BROKEN);
    }

    private static boolean isNoSpace(@Nullable String message) {
      return message != null
          && (message.contains("No space left") || message.contains("not enough space"));
    }

    private static final Map<Integer, Kind> KINDS = kinds();

    private static Map<Integer, Kind> kinds() {
      var kinds = new HashMap<Integer, Kind>();
      kinds.put(ErrorCode.DATABASE_ALREADY_OPEN_1, Kind.LOCKED_BY_ANOTHER);
      kinds.put(ErrorCode.FILE_ENCRYPTION_ERROR_1, Kind.WRONG_KEY);
      kinds.put(ErrorCode.WRONG_USER_OR_PASSWORD, Kind.WRONG_KEY);
      kinds.put(ErrorCode.FILE_CORRUPTED_1, Kind.NOT_A_STORE);
      kinds.put(ErrorCode.FILE_VERSION_ERROR_1, Kind.NEWER_VERSION);
      return kinds;
    }
  }
}
