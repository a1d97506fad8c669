package no.samsyn.sync;

/** The local store could not do what it was asked. Nothing of the transaction stands. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What went wrong, for the sentence that a person reads. */
  public enum Kind {
    DISK_FULL,
    LOCKED_BY_ANOTHER,
    WRONG_KEY,
    NOT_A_STORE,
    NEWER_VERSION,
    BROKEN
  }

  private final Kind kind;

  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
