package no.samsyn.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a data directory for one server at a time. The operating system lets go when the process
 * ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "server.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    var channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This process holds it already: the same answer.
    }
    channel.close();
    throw new IOException("Another Samsyn server is using " + directory + " already.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
