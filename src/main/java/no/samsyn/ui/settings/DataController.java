package no.samsyn.ui.settings;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;

/** The data on this computer. */
public final class DataController {
  private final DataViewModel model;

  @FXML private ProgressBar progress;
  @FXML private Button verify;
  @FXML private Button rebuild;
  @FXML private Button backUp;

  public DataController(DataViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    for (var button : List.of(verify, rebuild, backUp)) {
      button.disableProperty().bind(model.busyProperty());
    }
    progress.visibleProperty().bind(model.busyProperty());
    progress.managedProperty().bind(progress.visibleProperty());
  }

  public DataViewModel getModel() {
    return model;
  }

  @FXML
  private void verify() {
    model.verify();
  }

  @FXML
  private void backUp() {
    model.backUp();
  }

  @FXML
  private void rebuild() {
    model.rebuild();
  }
}
