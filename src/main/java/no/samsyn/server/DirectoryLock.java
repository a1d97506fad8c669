package no.samsyn.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import no.samsyn.server.store.PrivateFiles;

/**
 * Holds a data directory for one server at a time. The operating system lets go when the process
 * ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "server.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and makes the directory if it is not there.
   *
   * @throws IOException with a sentence for the operator
   */
  public static DirectoryLock take(Path directory) throws IOException {
    PrivateFiles.createDirectory(directory);
    var channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      PrivateFiles.restrict(directory.resolve(FILE));
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
