package no.samsyn.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories and files that only their owner may read, on systems that know owners by POSIX modes.
 * Elsewhere the user's profile protects them.
 */
final class PrivateFiles {
  private PrivateFiles() {}

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    set(directory, "rwx------");
  }

  static void restrict(Path file) throws IOException {
    set(file, "rw-------");
  }

  private static void set(Path path, String mode) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }
}
