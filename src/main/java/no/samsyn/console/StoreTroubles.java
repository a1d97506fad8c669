package no.samsyn.console;

import no.samsyn.sync.StoreException;

/** Says what went wrong with the local store in a sentence that a person can act on. Pure. */
public final class StoreTroubles {
  private StoreTroubles() {}

  /**
   * Returns the sentence for {@code e}.
   *
   * @param where the data folder, as the person wrote it
   */
  public static Trouble of(StoreException e, String where) {
    var kind = e.kind();
    return switch (kind) {
      case DISK_FULL ->
          Trouble.failed(
              "disk-full",
              "The disk is full, so nothing was saved in "
                  + where
                  + ". Free some space and do it again; what was saved before is safe.");
      case LOCKED_BY_ANOTHER ->
          Trouble.failed(
              "store-in-use",
              e.getMessage() + " Close that one, or wait until it is done. Nothing was changed.");
      case WRONG_KEY ->
          Trouble.failed(
              "wrong-key",
              "The key does not open the store in "
                  + where
                  + ". Use the key file or the passphrase with which it was made.");
      case NOT_A_STORE ->
          Trouble.failed(
              "not-a-store",
              "The file in "
                  + where
                  + " is not a Samsyn store, or it is damaged. Put back a backup, or choose"
                  + " another folder with --data.");
      case NEWER_VERSION ->
          Trouble.failed(
              "newer-store",
              "The store in "
                  + where
                  + " was written by a newer Samsyn. Install the newest version; nothing was"
                  + " changed.");
      case BROKEN ->
          Trouble.failed(
              "store-broken",
              "The store in "
                  + where
                  + " cannot be read or written. Check the disk, then run: samsyn doctor");
    };
  }
}
