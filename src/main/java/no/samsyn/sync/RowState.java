package no.samsyn.sync;

/**
 * How a record stands towards the server. The codes are stored on devices and shown in JSON; never
 * rename.
 */
public enum RowState {
  SYNCED("synced"),
  UNSENT("unsent"),
  NEEDS_YOU("needs-you"),
  IN_REVIEW("in-review");

  private final String code;

  RowState(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static RowState ofCode(String code) {
    for (var state : values()) {
      if (state.code.equals(code)) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown row state: " + code);
  }
}
