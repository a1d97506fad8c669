package no.samsyn.mobile;

/**
 * Something that the app has to tell a person. Nothing was done; whatever was saved before is safe.
 */
public final class SamsynException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  SamsynException(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  SamsynException(String code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  /** Stable, for whoever says it in another language. */
  public String code() {
    return code;
  }
}
