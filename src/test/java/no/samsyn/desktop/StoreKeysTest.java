package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.samsyn.console.Workplaces.KeyNeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreKeysTest {
  @TempDir Path folder;

  @Test
  void aNewStoreGetsAKeyFileThatOnlyItsOwnerCanRead() throws IOException {
    var key = new StoreKeys(folder, KeyRing.none()).key("", "");
    assertThat(key).hasSize(32);
    assertThat(new StoreKeys(folder, KeyRing.none()).key("", "")).isEqualTo(key);
    var file = folder.resolve(StoreKeys.OWN_FILE);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aKeyThatIsMissingForAStoreThatIsThereIsNeverMadeUp() throws IOException {
    Files.createFile(folder.resolve(H2Store.FILE));
    assertThatThrownBy(() -> new StoreKeys(folder, KeyRing.none()).key("", ""))
        .hasMessageContaining("is missing");
    assertThatThrownBy(() -> new StoreKeys(folder, KeyRing.none()).key("", "hemmelig"))
        .hasMessageContaining("not made with a passphrase");
    assertThat(folder.resolve(StoreKeys.OWN_FILE)).doesNotExist();
  }

  @Test
  void aPassphraseGivesTheSameKeyAgainAndAnotherOneAnother() {
    var keys = new StoreKeys(folder, KeyRing.none());
    var key = keys.key("", "blåbær");
    assertThat(keys.key("", "blåbær")).isEqualTo(key);
    assertThat(keys.key("", "bringebær")).isNotEqualTo(key);
  }

  @Test
  void aPersonIsAskedOnlyWhereNothingElseHoldsTheKey() throws IOException {
    var without = new StoreKeys(folder, KeyRing.none());
    assertThat(without.need()).isEqualTo(KeyNeed.NEW_PASSPHRASE);
    assertThat(new StoreKeys(folder, new MemoryRing()).need()).isEqualTo(KeyNeed.NOTHING);
    var unused = without.key("", "blåbær"); // killed before the store was made
    assertThat(without.need()).isEqualTo(KeyNeed.NEW_PASSPHRASE);
    Files.createFile(folder.resolve(H2Store.FILE));
    assertThat(without.need()).isEqualTo(KeyNeed.PASSPHRASE);
    assertThat(new StoreKeys(folder, new MemoryRing()).need())
        .as("a key store that came later")
        .isEqualTo(KeyNeed.PASSPHRASE);
  }

  @Test
  void whoHasAKeyFileIsNotAsked() throws IOException {
    var keys = new StoreKeys(folder, KeyRing.none());
    var unused = keys.key("", "");
    assertThat(keys.need()).isEqualTo(KeyNeed.NOTHING);
    Files.createFile(folder.resolve(H2Store.FILE));
    assertThat(keys.need()).isEqualTo(KeyNeed.NOTHING);
    Files.delete(folder.resolve(StoreKeys.OWN_FILE));
    assertThat(keys.need()).as("opening says what is missing").isEqualTo(KeyNeed.NOTHING);
  }

  @Test
  void aFileOfOnesOwnIsTakenForAPassphrase() throws IOException {
    var file = folder.resolve("own");
    Files.write(file, "blåbær\n".getBytes(StandardCharsets.UTF_8));
    var keys = new StoreKeys(folder, KeyRing.none());
    assertThat(keys.key(file.toString(), "")).isEqualTo(keys.key("", "blåbær"));
  }

  @Test
  void whereThereIsAKeyStoreTheKeyIsInItAndNotInTheFolder() throws IOException {
    var ring = new MemoryRing();
    var key = new StoreKeys(folder, ring).key("", "");
    assertThat(ring.secrets).hasSize(1);
    assertThat(folder.resolve(StoreKeys.OWN_FILE)).doesNotExist();
    var marker = Files.readString(folder.resolve(StoreKeys.RING_FILE)).strip();
    assertThat(ring.secrets).containsOnlyKeys(marker);
    assertThat(new StoreKeys(folder, ring).key("", "")).isEqualTo(key);
    assertThat(ring.secrets.get(marker)).doesNotContain(marker);
  }

  @Test
  void aKeyThatTheKeyStoreDoesNotGiveIsNeverMadeUp() throws IOException {
    var ring = new MemoryRing();
    var unused = new StoreKeys(folder, ring).key("", "");
    Files.createFile(folder.resolve(H2Store.FILE));
    ring.secrets.clear();
    assertThatThrownBy(() -> new StoreKeys(folder, ring).key("", ""))
        .hasMessageContaining("does not give it now");
    assertThatThrownBy(() -> new StoreKeys(folder, KeyRing.none()).key("", ""))
        .hasMessageContaining("does not give it now");
    assertThat(ring.secrets).isEmpty();
    assertThat(folder.resolve(StoreKeys.OWN_FILE)).doesNotExist();
  }

  @Test
  void aStoreThatHasItsKeyInAFileKeepsIt() {
    var key = new StoreKeys(folder, KeyRing.none()).key("", "");
    var ring = new MemoryRing();
    assertThat(new StoreKeys(folder, ring).key("", "")).isEqualTo(key);
    assertThat(ring.secrets).isEmpty();
  }

  @Test
  void aKeyStoreThatTakesNothingLeavesTheKeyFile() {
    var ring = new MemoryRing();
    ring.takes = false;
    var key = new StoreKeys(folder, ring).key("", "");
    assertThat(folder.resolve(StoreKeys.RING_FILE)).doesNotExist();
    assertThat(new StoreKeys(folder, ring).key("", "")).isEqualTo(key);
  }

  @Test
  void withoutASessionOnLinuxNobodyIsAsked() {
    assertThat(SystemKeyRing.usual("Linux", Map.of()).isThere()).isFalse();
    var session = Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", "SAMSYN_KEYS", "file");
    assertThat(SystemKeyRing.usual("Linux", session).isThere()).isFalse();
  }

  /** There is an address, and nobody answers: it is as if there was none. */
  @Test
  void aKeyStoreThatCannotBeOpenedCountsAsNone() {
    var ring =
        SystemKeyRing.usual("Linux", Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"));
    assertThat(ring.isThere()).isFalse();
    assertThat(ring.put("name", "secret")).isFalse();
    assertThat(ring.get("name")).isEmpty();
  }

  /** A key store in memory. */
  private static final class MemoryRing implements KeyRing {
    final Map<String, String> secrets = new HashMap<>();
    boolean takes = true;

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public Optional<String> get(String name) {
      return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public boolean put(String name, String secret) {
      if (takes) {
        secrets.put(name, secret);
      }
      return takes;
    }
  }

  @Test
  void everySystemHasItsOwnPlaceForLocalData() {
    assertThat(DataFolder.usual("Linux", Map.of("XDG_DATA_HOME", "/x"), "/home/o").toString())
        .isEqualTo("/x/Samsyn");
    assertThat(DataFolder.usual("Linux", Map.of(), "/home/o").toString())
        .isEqualTo("/home/o/.local/share/Samsyn");
    assertThat(DataFolder.usual("Mac OS X", Map.of(), "/Users/o").toString())
        .isEqualTo("/Users/o/Library/Application Support/Samsyn");
  }
}
