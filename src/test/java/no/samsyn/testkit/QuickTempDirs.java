package no.samsyn.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Puts temporary directories into memory where the machine has room there: tests force thousands of
 * commits, and on a slow disk they would only measure the disk. What a killed process leaves is the
 * same on both; power cuts have tests of their own, and measurements use the build directory.
 */
public final class QuickTempDirs implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM_MIN_BYTES = 2L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return create();
  }

  /** For what outlives one test. */
  public static Path create() throws IOException {
    return hasRoom()
        ? Files.createTempDirectory(MEMORY, "samsyn")
        : Files.createTempDirectory("samsyn");
  }

  private static boolean hasRoom() throws IOException {
    return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM_MIN_BYTES;
  }
}
