package no.samsyn.ui.welcome;

import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;

/** The sign-in screen; the first start asks for the server and the language too. */
public final class WelcomeController {
  private final WelcomeViewModel model;
  private final I18n words;
  private final Consumer<Language> languageChosen;

  @FXML private Label heading;
  @FXML private Label lead;
  @FXML private ComboBox<Language> language;
  @FXML private VBox serverBox;
  @FXML private VBox folderBox;
  @FXML private TextField server;
  @FXML private TextField user;
  @FXML private PasswordField password;
  @FXML private Label problem;
  @FXML private Button signIn;

  public WelcomeController(WelcomeViewModel model, I18n words, Consumer<Language> languageChosen) {
    this.model = model;
    this.words = words;
    this.languageChosen = languageChosen;
  }

  @FXML
  private void initialize() {
    language.getItems().setAll(Language.values());
    language.setValue(words.language());
    language.setOnAction(event -> languageChosen.accept(language.getValue()));
    server.textProperty().bindBidirectional(model.serverProperty());
    user.textProperty().bindBidirectional(model.userProperty());
    password.textProperty().bindBidirectional(model.passwordProperty());
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    signIn.disableProperty().bind(model.isComplete().not().or(model.busyProperty()));
    var isKnown = model.knownProperty().get();
    heading.setText(words.text(isKnown ? "welcome.again" : "welcome.first"));
    lead.setText(words.text(isKnown ? "welcome.again-lead" : "welcome.first-lead"));
    serverBox.setVisible(!isKnown);
    serverBox.setManaged(!isKnown);
    folderBox.setVisible(!isKnown);
    folderBox.setManaged(!isKnown);
    user.setEditable(!isKnown);
    user.setFocusTraversable(!isKnown);
    FirstFocus.on(isKnown ? password : server);
  }

  public WelcomeViewModel getModel() {
    return model;
  }

  @FXML
  private void signIn() {
    model.signIn();
  }
}
