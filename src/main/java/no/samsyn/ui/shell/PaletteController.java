package no.samsyn.ui.shell;

import javafx.beans.property.BooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import no.samsyn.ui.shell.PaletteViewModel.Command;

/** The command palette: typing finds, the arrows choose, Enter does, Escape leaves. */
public final class PaletteController {
  private final PaletteViewModel model;
  private final BooleanProperty open;

  @FXML private StackPane palette;
  @FXML private TextField typed;
  @FXML private ListView<Command> commands;

  public PaletteController(PaletteViewModel model, BooleanProperty open) {
    this.model = model;
    this.open = open;
  }

  @FXML
  private void initialize() {
    typed.textProperty().bindBidirectional(model.typedProperty());
    commands.setItems(model.found());
    commands.setCellFactory(list -> new CommandCell());
    palette.visibleProperty().bind(open);
    palette.managedProperty().bind(open);
    palette.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    open.addListener(
        (property, before, after) -> {
          if (after) {
            typed.clear();
            commands.getSelectionModel().selectFirst();
            typed.requestFocus();
          }
        });
    typed
        .textProperty()
        .addListener((property, before, after) -> commands.getSelectionModel().selectFirst());
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ESCAPE -> open.set(false);
      case ENTER -> run();
      case DOWN -> move(1);
      case UP -> move(-1);
      case TAB -> {} // stays here: behind the palette nothing can be seen
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int step) {
    var to = commands.getSelectionModel().getSelectedIndex() + step;
    if (to >= 0 && to < commands.getItems().size()) {
      commands.getSelectionModel().select(to);
      commands.scrollTo(to);
    }
  }

  @FXML
  private void run() {
    var chosen = commands.getSelectionModel().getSelectedItem();
    open.set(false);
    if (chosen != null) {
      chosen.action().run();
    }
  }

  @FXML
  private void leave() {
    open.set(false);
  }

  /** A name with its keys at the right. */
  private static final class CommandCell extends ListCell<Command> {
    @Override
    protected void updateItem(Command command, boolean empty) {
      super.updateItem(command, empty);
      if (empty) {
        setGraphic(null);
        return;
      }
      var gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      var keys = new Label(command.keys());
      keys.getStyleClass().add("sam-keys");
      keys.setVisible(!command.keys().isEmpty());
      setGraphic(new HBox(new Label(command.name()), gap, keys));
    }
  }
}
