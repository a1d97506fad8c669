package no.samsyn.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The side file in which the holder of a store says who it is. Only for the sentence that somebody
 * else reads: the lock itself is the database's.
 */
final class StoreOwner {
  private static final Logger LOG = LoggerFactory.getLogger(StoreOwner.class);
  private static final String FILE = "store.owner";

  private StoreOwner() {}

  static void claim(Path directory) throws IOException {
    var me = ProcessHandle.current();
    var command = me.info().command().map(Path::of).map(Path::getFileName).map(Path::toString);
    var file = directory.resolve(FILE);
    Files.write(
        file,
        ("process " + me.pid() + " (" + command.orElse("unknown") + ")")
            .getBytes(StandardCharsets.UTF_8));
    PrivateFiles.restrict(file);
  }

  /** Returns who holds the store, as far as the side file tells. */
  static String read(Path directory) {
    try {
      return new String(Files.readAllBytes(directory.resolve(FILE)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "a process that left no name";
    }
  }

  static void leave(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      LOG.warn("Could not delete {}; the next opening writes it anew", FILE, e);
    }
  }
}
