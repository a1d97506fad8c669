package no.samsyn.ui.shell;

import javafx.fxml.FXML;

/** What the window shows while the last run sends what is left. */
public final class ClosingController {
  private final StatusViewModel status;
  private final Runnable closeNow;

  public ClosingController(StatusViewModel status, Runnable closeNow) {
    this.status = status;
    this.closeNow = closeNow;
  }

  public StatusViewModel getStatus() {
    return status;
  }

  @FXML
  private void now() {
    closeNow.run();
  }
}
