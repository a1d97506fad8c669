package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.samsyn.desktop.UnsafeFolder.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeFolderTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OneDrive",
        "OneDrive - Likepersonforbundet",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "My Drive",
        "iCloudDrive",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/OneDrive-Personal",
        "Nextcloud"
      })
  void aFolderThatIsCopiedIntoACloudIsRefused(String name) {
    var folder = home.resolve(name).resolve("arbeid").resolve("Samsyn");
    assertThat(UnsafeFolder.reason(folder, Map.of())).contains(Reason.CLOUD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Samsyn", "Dropboxing", "my driveway", "Documents/OneDriver/x"})
  void anOrdinaryFolderIsNot(String name) {
    assertThat(UnsafeFolder.reason(home.resolve(name), Map.of())).isEmpty();
  }

  @Test
  void whatTheSystemSaysIsItsCloudFolderIsRefusedByAnyName() {
    var cloud = home.resolve("Skyen");
    assertThat(
            UnsafeFolder.reason(
                cloud.resolve("Samsyn"), Map.of("OneDriveCommercial", cloud.toString())))
        .contains(Reason.CLOUD);
  }

  @Test
  void aLinkIntoACloudIsFollowed() throws IOException {
    var cloud = Files.createDirectories(home.resolve("Dropbox"));
    var link = Files.createSymbolicLink(home.resolve("harmless"), cloud);
    assertThat(UnsafeFolder.reason(link.resolve("Samsyn"), Map.of())).contains(Reason.CLOUD);
  }

  @Test
  void aFolderThatASyncProgramHasMarkedIsRefused() throws IOException {
    var synced = Files.createDirectories(home.resolve("work"));
    Files.createDirectory(synced.resolve(".stfolder"));
    assertThat(UnsafeFolder.reason(synced.resolve("Samsyn"), Map.of())).contains(Reason.CLOUD);
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4,true",
    "cifs,true",
    "smb3,true",
    "fuse.sshfs,true",
    "ext4,false",
    "NTFS,false",
    "apfs,false",
    "btrfs,false",
    "tmpfs,false",
    "fuseblk,false"
  })
  void aNetworkDriveIsKnownByItsType(String type, boolean isNetwork) {
    assertThat(UnsafeFolder.isNetworkType(type)).isEqualTo(isNetwork);
  }
}
