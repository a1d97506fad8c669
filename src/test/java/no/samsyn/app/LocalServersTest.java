package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersTest {
  @TempDir Path folder;

  private ServerHouse servers() {
    return new TestTerminal(folder).servers();
  }

  private ServerHouse.Wish wish(int port) {
    return new ServerHouse.Wish(folder.resolve("srv"), port, false, "");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyTheServersOwnAccountMayReadItsFiles() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    servers().start(wish(0)).close();
    assertThat(mode(folder.resolve("srv"))).isEqualTo("rwx------");
    try (var files = Files.list(folder.resolve("srv"))) {
      for (var file : files.toList()) {
        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
        assertThat(file.toString()).doesNotContain("trace");
      }
    }
  }

  @Test
  void aPortInUseLeavesNothingBehind() throws IOException {
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> servers().start(wish(door.getLocalPort())))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("Another program uses the port");
    }
    assertThat(folder.resolve("srv")).doesNotExist();
  }

  @Test
  void usersAreListedWhereAServerWasAndNoneIsRunning() {
    assertThatThrownBy(() -> servers().users(wish(0)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("There is no server's database in");
    assertThat(folder.resolve("srv")).doesNotExist();
    try (var running = servers().start(wish(0))) {
      assertThat(running.address()).isNotEmpty();
      assertThatThrownBy(() -> servers().users(wish(0)))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("A server is running on this folder");
    }
    try (var users = servers().users(wish(0))) {
      assertThat(users.list()).isEmpty();
    }
  }
}
