package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreKeysTest {
  @TempDir Path folder;

  @Test
  void aNewStoreGetsAKeyFileThatOnlyItsOwnerCanRead() throws IOException {
    var key = new StoreKeys(folder).key("", "");
    assertThat(key).hasSize(32);
    assertThat(new StoreKeys(folder).key("", "")).isEqualTo(key);
    var file = folder.resolve(StoreKeys.OWN_FILE);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aKeyThatIsMissingForAStoreThatIsThereIsNeverMadeUp() throws IOException {
    Files.createFile(folder.resolve(H2Store.FILE));
    assertThatThrownBy(() -> new StoreKeys(folder).key("", "")).hasMessageContaining("is missing");
    assertThatThrownBy(() -> new StoreKeys(folder).key("", "hemmelig"))
        .hasMessageContaining("not made with a passphrase");
    assertThat(folder.resolve(StoreKeys.OWN_FILE)).doesNotExist();
  }

  @Test
  void aPassphraseGivesTheSameKeyAgainAndAnotherOneAnother() {
    var keys = new StoreKeys(folder);
    var key = keys.key("", "blåbær");
    assertThat(keys.key("", "blåbær")).isEqualTo(key);
    assertThat(keys.key("", "bringebær")).isNotEqualTo(key);
  }

  @Test
  void aFileOfOnesOwnIsTakenForAPassphrase() throws IOException {
    var file = folder.resolve("own");
    Files.write(file, "blåbær\n".getBytes(StandardCharsets.UTF_8));
    var keys = new StoreKeys(folder);
    assertThat(keys.key(file.toString(), "")).isEqualTo(keys.key("", "blåbær"));
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
