package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.samsyn.store.Sql;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;
import no.samsyn.sync.SyncStore.Durability;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest {
  @TempDir Path temporary;

  private Path directory() {
    return temporary.resolve("data");
  }

  private static byte[] key(int first) {
    var key = new byte[32];
    key[0] = (byte) first;
    return key;
  }

  private static void write(Sql sql, String content) {
    sql.inTransaction(
        Durability.FORCED,
        s -> {
          s.define("create table if not exists note (content varchar)");
          return s.update("insert into note (content) values (?)", content);
        });
  }

  private static List<String> read(Sql sql) {
    return sql.inTransaction(
        Durability.RELAXED, s -> s.query("select content from note", row -> row.text(1)));
  }

  private static void assertRefused(Kind kind, ThrowingCallable opening, String word) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(word);
  }

  @Test
  void theSettingsThatKeepDataAreReadBack() throws Exception {
    H2Store.openPlain(directory()).close();
    var url = "jdbc:h2:file:" + directory().resolve("store");
    try (var connection = DriverManager.getConnection(url, "samsyn", "")) {
      H2Settings.require(connection); // stored in the file: nobody has to ask for them again
      connection.createStatement().execute("set write_delay 500");
      assertRefused(Kind.BROKEN, () -> H2Settings.require(connection), "WRITE_DELAY");
    }
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "asked for again");
      assertThat(read(sql)).containsExactly("asked for again");
    }
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    try (var sql = H2Store.openEncrypted(directory(), key(1))) {
      write(sql, "x");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
          .isEqualTo("rwx------");
      for (var file : files()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo("rw-------");
      }
    }
    assertThat(files()).containsExactly(directory().resolve(H2Store.FILE));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory())) {
      return files.toList();
    }
  }

  @Test
  void anEncryptedStoreShowsNothingOfItsContent() throws IOException {
    try (var sql = H2Store.openEncrypted(directory(), key(1))) {
      write(sql, "canary-4711");
    }
    var bytes = new String(read(directory().resolve(H2Store.FILE)), StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("canary-4711").startsWith("H2encrypt");
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Test
  void aWrongOrMissingKeyIsRefusedAndHarmsNothing() throws IOException {
    try (var sql = H2Store.openEncrypted(directory(), key(1))) {
      write(sql, "kept");
    }
    var before = read(directory().resolve(H2Store.FILE));
    assertRefused(
        Kind.WRONG_KEY, () -> H2Store.openEncrypted(directory(), key(2)), "does not open");
    assertRefused(Kind.WRONG_KEY, () -> H2Store.openPlain(directory()), "encrypted");
    assertThat(read(directory().resolve(H2Store.FILE))).isEqualTo(before);
    try (var sql = H2Store.openEncrypted(directory(), key(1))) {
      assertThat(read(sql)).containsExactly("kept");
    }
  }

  @Test
  void aPlainStoreIsNotOpenedWithAKey() {
    H2Store.openPlain(directory()).close();
    assertRefused(
        Kind.WRONG_KEY, () -> H2Store.openEncrypted(directory(), key(1)), "not encrypted");
    assertThatThrownBy(() -> H2Store.openEncrypted(directory(), new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void garbageIsNoStoreAndIsNeverReplaced() throws IOException {
    var beginnings = List.of("", "hello", "H:", "H2encrypt");
    for (var number = 0; number < 3 * beginnings.size(); number++) {
      var garbage = beginnings.get(number / 3) + "x".repeat(number % 3 * 15_000);
      var place = temporary.resolve("garbage-" + number);
      Files.createDirectories(place);
      var file = place.resolve(H2Store.FILE);
      Files.write(file, garbage.getBytes(StandardCharsets.UTF_8));
      for (ThrowingCallable opening :
          List.<ThrowingCallable>of(
              () -> H2Store.openPlain(place), () -> H2Store.openEncrypted(place, key(1)))) {
        assertThatThrownBy(opening)
            .as("%s", number)
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> assertThat(e.kind()).isIn(Kind.NOT_A_STORE, Kind.WRONG_KEY));
      }
      assertThat(read(file)).isEqualTo(garbage.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aStoreWithADestroyedMiddleIsRefused() throws IOException {
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "x");
    }
    var file = directory().resolve(H2Store.FILE);
    var bytes = read(file);
    Arrays.fill(bytes, 64, bytes.length, (byte) 7);
    Files.write(file, bytes);
    assertRefused(Kind.NOT_A_STORE, () -> H2Store.openPlain(directory()), H2Store.FILE);
  }

  @Test
  void aCreationThatWasKilledIsBegunAgain() throws IOException {
    Files.createDirectories(directory());
    Files.write(directory().resolve("store-new.mv.db"), new byte[] {1, 2, 3});
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "x");
    }
    assertThat(files()).containsExactly(directory().resolve(H2Store.FILE));
  }

  @Test
  void theSameProcessOpensAStoreOnce() {
    try (var sql = H2Store.openPlain(directory())) {
      assertRefused(
          Kind.LOCKED_BY_ANOTHER, () -> H2Store.openPlain(directory()), "this very program");
      write(sql, "still open");
    }
    H2Store.openPlain(directory()).close();
  }

  @Test
  void aStoreInUseNamesItsHolder() throws Exception {
    H2Store.openPlain(directory()).close();
    var holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var says = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(says.readLine()).isEqualTo("open");
      assertRefused(
          Kind.LOCKED_BY_ANOTHER,
          () -> H2Store.openPlain(directory()),
          "process " + holder.pid() + " (java)");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "the holder is dead");
    }
  }

  /** A process that opens a store and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (var sql = H2Store.openPlain(Path.of(arguments[0]))) {
        write(sql, "held");
        System.out.println("open");
        System.in.read();
        new java.util.concurrent.CountDownLatch(1).await();
      }
    }
  }

  @Test
  void anInterruptedThreadHarmsNobody() throws Exception {
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "before");
      var failures = new ArrayList<Throwable>();
      var writer =
          new Thread(
              () -> {
                for (var i = 0; i < 200; i++) {
                  Thread.currentThread().interrupt();
                  try {
                    write(sql, "written");
                  } catch (StoreException e) {
                    failures.add(e);
                  }
                }
              });
      writer.start();
      while (writer.isAlive()) {
        writer.interrupt();
        writer.join(1);
      }
      assertThat(failures).isEmpty();
      assertThat(read(sql)).hasSize(201);
    }
  }

  @Test
  void whatStandsInOneProcessStandsInTheNext() {
    try (var sql = H2Store.openPlain(directory())) {
      write(sql, "a");
      assertThatThrownBy(
              () ->
                  sql.inTransaction(
                      Durability.FORCED,
                      s -> {
                        s.update("insert into note (content) values (?)", "b");
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");
    }
    try (var sql = H2Store.openPlain(directory())) {
      assertThat(read(sql)).containsExactly("a");
    }
  }
}
