package no.samsyn.ui.common;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Questions in windows of their own, in the look of the console. */
public final class FxDialogs implements Dialogs {
  private static final double LIST_HEIGHT = 220; // some six names, then it scrolls

  private final Stage owner;
  private final I18n words;
  private final Looks looks;
  private final FileQuestion files;

  public FxDialogs(Stage owner, I18n words, Looks looks, FileQuestion files) {
    this.files = files;
    this.owner = owner;
    this.words = words;
    this.looks = looks;
  }

  @Override
  public boolean confirm(String title, String text, String action) {
    var yes = new ButtonType(action, ButtonBar.ButtonData.OK_DONE);
    var dialog = dialog(title, text, yes);
    return ask(dialog).filter(yes::equals).isPresent();
  }

  @Override
  public Optional<String> ask(String title, String text, String action) {
    var yes = new ButtonType(action, ButtonBar.ButtonData.OK_DONE);
    var dialog = dialog(title, text, yes);
    var field = new TextField();
    field.setAccessibleText(text);
    ((VBox) dialog.getDialogPane().getContent()).getChildren().add(field);
    dialog
        .getDialogPane()
        .lookupButton(yes)
        .disableProperty()
        .bind(field.textProperty().map(String::isBlank));
    dialog.setOnShown(event -> field.requestFocus());
    return ask(dialog).filter(yes::equals).map(pressed -> field.getText().strip());
  }

  @Override
  public <T> Optional<T> choose(String title, String text, String action, List<T> options) {
    var yes = new ButtonType(action, ButtonBar.ButtonData.OK_DONE);
    var dialog = dialog(title, text, yes);
    var list = new ListView<T>();
    list.setId("options");
    list.setAccessibleText(text);
    list.getItems().setAll(options);
    list.setPrefHeight(LIST_HEIGHT);
    ((VBox) dialog.getDialogPane().getContent()).getChildren().add(list);
    dialog
        .getDialogPane()
        .lookupButton(yes)
        .disableProperty()
        .bind(list.getSelectionModel().selectedItemProperty().isNull());
    dialog.setOnShown(event -> list.requestFocus());
    list.addEventFilter(
        KeyEvent.KEY_PRESSED, // a list keeps ENTER to itself, and does nothing with it
        event -> {
          if (event.getCode() == KeyCode.ENTER
              && dialog.getDialogPane().lookupButton(yes) instanceof Button button) {
            button.fire();
            event.consume();
          }
        });
    return ask(dialog)
        .filter(yes::equals)
        .map(pressed -> list.getSelectionModel().getSelectedItem());
  }

  private Dialog<ButtonType> dialog(String title, String text, ButtonType yes) {
    var dialog = new Dialog<ButtonType>();
    dialog.initOwner(owner);
    dialog.setTitle(title);
    var heading = new Label(title);
    heading.getStyleClass().add("sam-dialog-title");
    var sentence = new Label(text);
    sentence.setWrapText(true);
    var content = new VBox(heading, sentence);
    content.getStyleClass().add("sam-dialog");
    dialog.getDialogPane().setContent(content);
    var no = new ButtonType(words.text("dialog.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(yes, no);
    return dialog;
  }

  private Optional<ButtonType> ask(Dialog<ButtonType> dialog) {
    var scene = dialog.getDialogPane().getScene();
    looks.dress(scene);
    try {
      return dialog.showAndWait();
    } finally {
      looks.forget(scene);
    }
  }

  @Override
  public Optional<Path> saveFile(String title, String suggestedName) {
    return files.saveAs(owner, title, suggestedName);
  }

  /** Asks with the operating system's own window. */
  public static Optional<Path> saveAs(Stage owner, String title, String suggestedName) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(suggestedName);
    @Nullable File chosen = chooser.showSaveDialog(owner);
    return chosen == null ? Optional.empty() : Optional.of(chosen.toPath());
  }
}
