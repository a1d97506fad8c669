package no.samsyn.ui.common;

import java.util.Locale;

/** The languages of the screens. The codes are kept in preferences; never rename. */
public enum Language {
  BOKMAAL("nb", "Norsk bokmål", new Locale("nb", "NO")),
  NYNORSK("nn", "Norsk nynorsk", new Locale("nn", "NO")),
  ENGLISH("en", "English", Locale.UK);

  private final String code;
  private final String ownName;
  private final Locale locale;

  Language(String code, String ownName, Locale locale) {
    this.code = code;
    this.ownName = ownName;
    this.locale = locale;
  }

  public String code() {
    return code;
  }

  public Locale locale() {
    return locale;
  }

  /** Returns the language of {@code code}; bokmål where there is none of that code. */
  public static Language of(String code) {
    for (var language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    return BOKMAAL;
  }

  /** Returns its name in itself, so that everybody finds the own one. */
  @Override
  public String toString() {
    return ownName;
  }
}
