package no.samsyn.ui.shell;

import javafx.beans.property.BooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import no.samsyn.ui.common.I18n;

/** The sheet that says which keys do what. */
public final class ShortcutsController {
  private static final double STEP =
      0.25; // of a sheet that large text makes higher than the window

  private final BooleanProperty open;
  private final I18n words;

  @FXML private StackPane sheet;
  @FXML private ScrollPane scroll;
  @FXML private GridPane lines;
  @FXML private Button close;

  public ShortcutsController(BooleanProperty open, I18n words) {
    this.open = open;
    this.words = words;
  }

  @FXML
  private void initialize() {
    var row = 0;
    for (var shortcut : Shortcut.values()) {
      var keys = new Label(shortcut.keys(words));
      keys.getStyleClass().add("sam-keys");
      lines.add(keys, 0, row);
      lines.add(new Label(words.text("shortcut." + shortcut.code())), 1, row);
      row++;
    }
    sheet.visibleProperty().bind(open);
    sheet.managedProperty().bind(open);
    sheet.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    open.addListener(
        (property, before, after) -> {
          if (after) {
            close.requestFocus();
            scroll.setVvalue(0);
          }
        });
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.F1) {
      leave();
      event.consume();
    } else if (event.getCode() == KeyCode.TAB) {
      event.consume(); // behind the sheet nothing can be seen
    } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      scroll.setVvalue(scroll.getVvalue() + (event.getCode() == KeyCode.DOWN ? STEP : -STEP));
      event.consume();
    }
  }

  @FXML
  private void leave() {
    open.set(false);
  }
}
