package no.samsyn.mobile;

/**
 * Something that happened while nobody looked.
 *
 * @param entity and {@code key} name the record, empty where it is about none
 * @param count how many, for {@link Kind#SENT}; 1 for all others
 */
public record Notice(Kind kind, String entity, String key, long count) {

  /** What happened. The codes are for whoever says it in words; never rename. */
  public enum Kind {
    /** So many changes reached the server. */
    SENT("sent"),
    /** A change does not go without a person. */
    NEEDS_YOU("needs-you"),
    /** Two versions of the record wait for a coordinator. */
    UNDER_REVIEW("under-review"),
    /** A review ended; the record shows the outcome. */
    REVIEW_DECIDED("review-decided");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
