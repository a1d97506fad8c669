package no.samsyn.ui.common;

/** Every FXML file, once. */
public enum FxmlFile {
  OPENING("opening"),
  CLOSING("closing"),
  UNLOCK("unlock"),
  WELCOME("welcome"),
  SHELL("shell"),
  PALETTE("palette"),
  SHORTCUTS("shortcuts"),
  OVERVIEW("overview"),
  RECORDS("records"),
  RECORD_DETAIL("record_detail"),
  REVIEW("review"),
  REVIEW_QUEUE("review_queue"),
  REVIEW_CASE("review_case"),
  REVIEW_SIDE("review_side"),
  REVIEW_BULK("review_bulk"),
  OUTBOX("outbox"),
  HISTORY("history"),
  AUDIT("audit"),
  POLICIES("policies"),
  SETTINGS("settings"),
  SETTINGS_PACE("settings_pace"),
  SETTINGS_DATA("settings_data");

  private final String name;

  FxmlFile(String name) {
    this.name = name;
  }

  public String path() {
    return "/fxml/" + name + ".fxml";
  }
}
