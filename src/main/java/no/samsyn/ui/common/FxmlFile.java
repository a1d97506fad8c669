package no.samsyn.ui.common;

/** Every FXML file, once. */
public enum FxmlFile {
  OPENING("opening"),
  CLOSING("closing"),
  WELCOME("welcome"),
  SHELL("shell"),
  PALETTE("palette"),
  SHORTCUTS("shortcuts"),
  OVERVIEW("overview"),
  RECORDS("records"),
  RECORD_DETAIL("record_detail"),
  OUTBOX("outbox"),
  HISTORY("history"),
  SETTINGS("settings");

  private final String name;

  FxmlFile(String name) {
    this.name = name;
  }

  public String path() {
    return "/fxml/" + name + ".fxml";
  }
}
