package no.samsyn.console;

import java.nio.file.Path;
import java.util.List;

/** Opens workplaces. What stands in the way is a {@link Trouble} in plain words. */
public interface Workplaces {

  /**
   * Where the store lies and how it is opened.
   *
   * @param server overrides the address that the store remembers; empty for that one
   * @param user the person who must be the store's owner; empty for anybody
   * @param keyFile holds the store's key; empty for the key file of the folder itself
   */
  record Where(Path data, String server, String user, String keyFile) {}

  /** What a person has to bring before the store can be opened or made. */
  enum KeyNeed {
    NOTHING,
    /** The passphrase with which the store was made. */
    PASSPHRASE,
    /** A passphrase for a new store, because this computer has no key store of its own. */
    NEW_PASSPHRASE
  }

  /** Returns whether a store lies there already. */
  boolean isThere(Where where);

  /** Returns what has to be asked for; a computer's key store may be looked at for it. */
  KeyNeed keyNeed(Where where);

  /** Returns the same workplaces, opened with {@code passphrase}. */
  Workplaces with(String passphrase);

  /** Opens the store, which must be there. */
  Workplace open(Where where);

  /** Opens the store, and makes it if it is not there. */
  Workplace openOrCreate(Where where);

  /** Tests the way to the server where no store can be opened. */
  List<Check> checkServer(Where where);

  long freeBytes(Where where);

  /** Returns how large the store is, without backups; 0 where there is none. */
  long storeBytes(Where where);

  /** Returns the backups of the store, the newest first; the store itself is not opened. */
  List<Backups.Backup> backups(Where where);

  /**
   * Puts the backup of that name where the store is, which nobody may have open. The store of now
   * is kept beside it. Somebody has to sign in afterwards.
   */
  Backups.Restored restore(Where where, String backup, Backups.Unsent choice);
}
