package no.samsyn.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories and files of the server that only its own account may read, on systems that know
 * owners by POSIX modes. It has a twin on the desktop, since the server shares no code with it.
 */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Makes {@code directory} if it is not there, and shuts it for everybody else. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    set(directory, "rwx------");
  }

  /** Shuts {@code file} for everybody else. */
  public static void restrict(Path file) throws IOException {
    set(file, "rw-------");
  }

  private static void set(Path path, String mode) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }
}
