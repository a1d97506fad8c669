package no.samsyn.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** The looks. The codes are kept in preferences; never rename. */
public enum Theme {
  LIGHT("light", new PrimerLight().getUserAgentStylesheet(), "/css/light.css"),
  DARK("dark", new PrimerDark().getUserAgentStylesheet(), "/css/dark.css"),
  HIGH_CONTRAST("contrast", new PrimerDark().getUserAgentStylesheet(), "/css/contrast.css");

  private final String code;
  private final String base;
  private final String over;

  Theme(String code, String base, String over) {
    this.code = code;
    this.base = base;
    this.over = over;
  }

  public String code() {
    return code;
  }

  /** Returns the stylesheet of all controls. */
  public String base() {
    return base;
  }

  /** Returns the path of what is laid over it. */
  public String over() {
    return over;
  }

  /** Returns the theme of {@code code}; light where there is none of that code. */
  public static Theme of(String code) {
    for (var theme : values()) {
      if (theme.code.equals(code)) {
        return theme;
      }
    }
    return LIGHT;
  }
}
