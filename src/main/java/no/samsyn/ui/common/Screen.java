package no.samsyn.ui.common;

/** The screens of the rail, in its order. The codes are kept in preferences; never rename. */
public enum Screen {
  OVERVIEW("overview", "mdoal-dashboard", ""),
  REVIEW("review", "mdal-call_split", ""),
  ACTIVITIES("activities", "mdoal-event_note", "activity"),
  CONTACTS("contacts", "mdomz-people_outline", "contact"),
  EXPENSES("expenses", "mdomz-receipt_long", "expense"),
  OUTBOX("outbox", "mdomz-send", ""),
  HISTORY("history", "mdoal-history", ""),
  AUDIT("audit", "mdoal-fact_check", ""),
  POLICIES("policies", "mdmz-rule", ""),
  SETTINGS("settings", "mdomz-settings", "");

  private final String code;
  private final String icon;
  private final String entity;

  Screen(String code, String icon, String entity) {
    this.code = code;
    this.icon = icon;
    this.entity = entity;
  }

  public String code() {
    return code;
  }

  public String icon() {
    return icon;
  }

  /** Returns the entity type that the screen lists; empty where it lists none. */
  public String entity() {
    return entity;
  }

  /** Returns the screen that lists {@code entity}; the overview where none does. */
  public static Screen listing(String entity) {
    for (var screen : values()) {
      if (!entity.isEmpty() && screen.entity.equals(entity)) {
        return screen;
      }
    }
    return OVERVIEW;
  }
}
