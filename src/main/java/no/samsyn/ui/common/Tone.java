package no.samsyn.ui.common;

/** How serious something is: a shape and a colour, always beside the word that says it. */
public enum Tone {
  GOOD("mdal-check_circle", "good"),
  WAITING("mdmz-schedule", "waiting"),
  ALERT("mdmz-warning", "alert"),
  REVIEW("mdal-call_split", "review"),
  QUIET("mdmz-remove", "quiet");

  private final String icon;
  private final String code;

  Tone(String icon, String code) {
    this.icon = icon;
    this.code = code;
  }

  public String icon() {
    return icon;
  }

  /** Returns the end of the style class that colours it. */
  public String code() {
    return code;
  }
}
