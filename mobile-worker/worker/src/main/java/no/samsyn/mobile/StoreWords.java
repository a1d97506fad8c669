package no.samsyn.mobile;

import no.samsyn.sync.StoreException;

/** What a person is told when the store fails. */
final class StoreWords {
  private StoreWords() {}

  static String code(StoreException.Kind kind) {
    return switch (kind) {
      case DISK_FULL -> "disk-full";
      case LOCKED_BY_ANOTHER -> "store-locked";
      case WRONG_KEY -> "wrong-key";
      case NOT_A_STORE -> "not-a-store";
      case NEWER_VERSION -> "newer-version";
      case BROKEN -> "store-broken";
    };
  }

  static String sentence(StoreException.Kind kind) {
    return switch (kind) {
      case DISK_FULL -> "The phone is full. Make room; nothing of this was saved.";
      case LOCKED_BY_ANOTHER -> "The records are in use by another part of the app. Try again.";
      case WRONG_KEY -> "The key of the records is gone or wrong. The records were kept.";
      case NOT_A_STORE -> "The file with the records is damaged. It was kept as it is.";
      case NEWER_VERSION -> "A newer version wrote the records. Install the newest one.";
      case BROKEN -> "The records could not be read or written. Start the app again.";
    };
  }
}
