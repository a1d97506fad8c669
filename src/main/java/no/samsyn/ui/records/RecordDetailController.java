package no.samsyn.ui.records;

import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;

/** The pane beside the table. */
public final class RecordDetailController {
  private static final KeyCombination SAVE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

  private final RecordDetailViewModel model;
  private final I18n words;

  @FXML private VBox detail;
  @FXML private ScrollPane scroll;
  @FXML private Button save;
  @FXML private Button delete;
  @FXML private Button reveal;
  @FXML private ToggleButton past;

  public RecordDetailController(RecordDetailViewModel model, I18n words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    var grid = new FormGrid(model.form(), words);
    var lines = new RecordPast(model.past());
    model.past().openProperty().subscribe(shown -> scroll.setContent(shown ? lines : grid));
    past.selectedProperty().bindBidirectional(model.past().openProperty());
    past.visibleProperty().bind(model.newProperty().not());
    past.managedProperty().bind(past.visibleProperty());
    detail.visibleProperty().bind(model.openProperty());
    detail.managedProperty().bind(model.openProperty());
    save.disableProperty().bind(model.form().savableProperty().not());
    delete.visibleProperty().bind(model.newProperty().not());
    delete.managedProperty().bind(delete.visibleProperty());
    reveal.visibleProperty().bind(model.maskedProperty());
    reveal.managedProperty().bind(reveal.visibleProperty());
    detail.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    model
        .newProperty()
        .subscribe(
            isNew -> {
              if (isNew) {
                grid.whenFilled(() -> focusFirst(grid));
              }
            });
  }

  /** A frame later: the form may have stood behind the time line until now. */
  private static void focusFirst(FormGrid grid) {
    Platform.runLater(() -> grid.lookup("#field-peer_mentor").requestFocus());
  }

  private void key(KeyEvent event) {
    if (SAVE.match(event)) {
      model.save();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      model.close();
      event.consume();
    }
  }

  public RecordDetailViewModel getModel() {
    return model;
  }

  @FXML
  private void save() {
    model.save();
  }

  @FXML
  private void delete() {
    model.delete();
  }

  @FXML
  private void reveal() {
    model.reveal();
  }

  @FXML
  private void close() {
    model.close();
  }
}
