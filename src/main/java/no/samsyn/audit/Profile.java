package no.samsyn.audit;

/** How much an export shows. The codes stand in exports; never rename. */
public enum Profile {
  /** Who, when, which field, under pseudonyms; no value, no name, no key. */
  CONTROL("control"),

  /** Everything that was not erased, each value with its salt, so that it can be checked. */
  FULL("full");

  private final String code;

  Profile(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** Returns the profile of that code, or throws IllegalArgumentException. */
  public static Profile ofCode(String code) {
    for (var profile : values()) {
      if (profile.code.equals(code)) {
        return profile;
      }
    }
    throw new IllegalArgumentException("unknown profile");
  }
}
