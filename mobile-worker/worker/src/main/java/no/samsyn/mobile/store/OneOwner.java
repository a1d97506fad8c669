package no.samsyn.mobile.store;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a directory for one owner: SQLite would let a second process write too, and the store keeps
 * numbers at hand. The system gives the lock back when the process dies. Not thread-safe.
 */
final class OneOwner {
  private static final Logger LOG = LoggerFactory.getLogger(OneOwner.class);
  private static final String FILE = "store.lock";

  private final RandomAccessFile held;

  private OneOwner(RandomAccessFile held) {
    this.held = held;
  }

  static OneOwner claim(File directory) {
    try {
      return new OneOwner(locked(new RandomAccessFile(new File(directory, FILE), "rw")));
    } catch (IOException e) {
      throw new StoreException(Kind.BROKEN, "The store's directory cannot be used.", e);
    }
  }

  private static RandomAccessFile locked(RandomAccessFile file) throws IOException {
    try {
      if (file.getChannel().tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw heldElsewhere("this very process");
    }
    file.close();
    throw heldElsewhere("another process of this app");
  }

  private static StoreException heldElsewhere(String who) {
    return new StoreException(Kind.LOCKED_BY_ANOTHER, "The store is open already, in " + who + ".");
  }

  void release() {
    try {
      held.close(); // and with it the lock
    } catch (IOException e) {
      LOG.warn("The store's lock could not be given back; the end of the process does it", e);
    }
  }
}
