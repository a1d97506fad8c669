package no.samsyn.ui.welcome;

import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;

/** The screen that asks for the store's passphrase, before there is anything to show. */
public final class UnlockController {
  private final UnlockViewModel model;
  private final I18n words;
  private final Consumer<Language> languageChosen;

  @FXML private Label heading;
  @FXML private Label lead;
  @FXML private ComboBox<Language> language;
  @FXML private PasswordField passphrase;
  @FXML private VBox againBox;
  @FXML private PasswordField again;
  @FXML private Label problem;
  @FXML private Button unlock;

  public UnlockController(UnlockViewModel model, I18n words, Consumer<Language> languageChosen) {
    this.model = model;
    this.words = words;
    this.languageChosen = languageChosen;
  }

  @FXML
  private void initialize() {
    language.getItems().setAll(Language.values());
    language.setValue(words.language());
    language.setOnAction(event -> languageChosen.accept(language.getValue()));
    heading.setText(words.text(model.isNew() ? "unlock.first" : "unlock.again"));
    lead.setText(words.text(model.isNew() ? "unlock.first-lead" : "unlock.again-lead"));
    passphrase.textProperty().bindBidirectional(model.passphraseProperty());
    again.textProperty().bindBidirectional(model.againProperty());
    againBox.setVisible(model.isNew());
    againBox.setManaged(model.isNew());
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    unlock.setText(words.text(model.isNew() ? "unlock.choose" : "unlock.open"));
    unlock.disableProperty().bind(model.isComplete().not().or(model.busyProperty()));
    FirstFocus.on(passphrase);
  }

  public UnlockViewModel getModel() {
    return model;
  }

  @FXML
  private void unlock() {
    model.unlock();
  }
}
