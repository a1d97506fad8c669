package no.samsyn.ui.settings;

import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Theme;
import no.samsyn.ui.shell.StatusViewModel;

/** Settings: what holds for this computer and this account. */
public final class SettingsController {
  private final SettingsViewModel model;
  private final StatusViewModel status;
  private final Looks looks;
  private final BooleanBinding isLarge;
  private final I18n words;
  private final Consumer<Language> languageChosen;
  private final String version;
  private final Navigator navigator;

  @FXML private VBox all;
  @FXML private HBox columns;
  @FXML private VBox second;
  @FXML private ComboBox<Language> language;
  @FXML private ComboBox<Theme> theme;
  @FXML private Slider size;
  @FXML private Label sizeText;
  @FXML private VBox checks;
  @FXML private Label verdict;
  @FXML private Label about;
  @FXML private Button test;
  @FXML private TextField server;
  @FXML private Button moveServer;
  @FXML private TextArea licences;
  @FXML private ToggleButton showLicences;

  public SettingsController(
      SettingsViewModel model,
      StatusViewModel status,
      Looks looks,
      I18n words,
      Consumer<Language> languageChosen,
      About about) {
    this.model = model;
    this.status = status;
    this.looks = looks;
    this.isLarge = looks.isLarge();
    this.words = words;
    this.languageChosen = languageChosen;
    this.version = about.version();
    this.navigator = about.navigator();
  }

  @FXML
  private void initialize() {
    isLarge.subscribe(this::makeRoom);
    language.getItems().setAll(Language.values());
    language.setValue(words.language());
    language.setOnAction(event -> languageChosen.accept(language.getValue()));
    theme.setConverter(new ThemeName());
    theme.getItems().setAll(Theme.values());
    theme.valueProperty().bindBidirectional(looks.themeProperty());
    size.setMin(Looks.SIZE_MIN);
    size.setMax(Looks.SIZE_MAX);
    size.setValue(looks.sizeProperty().get());
    size.valueProperty()
        .addListener(
            (property, before, after) -> {
              if (!size.isValueChanging()) {
                looks.sizeProperty().set((int) Math.round(after.doubleValue() / 10) * 10);
              }
            });
    looks
        .sizeProperty()
        .subscribe(
            percent -> {
              size.setValue(percent.intValue());
              sizeText.setText(words.text("settings.percent", percent.intValue()));
            });
    test.disableProperty().bind(model.busyProperty());
    server.textProperty().bindBidirectional(model.serverProperty());
    moveServer.disableProperty().bind(model.isServerChanged().not().or(model.busyProperty()));
    verdict.textProperty().bind(model.verdictProperty());
    verdict.managedProperty().bind(model.verdictProperty().isNotEmpty());
    about.setText(words.text("settings.about-text", version));
    licences.visibleProperty().bind(showLicences.selectedProperty());
    licences.managedProperty().bind(licences.visibleProperty());
    showLicences
        .selectedProperty()
        .addListener((property, before, after) -> licences.setText(Licences.text()));
    model.checks().addListener((ListChangeListener<CheckLine>) change -> showChecks());
  }

  /** Where text is large, what is beside each other otherwise stands below each other. */
  private void makeRoom(boolean large) {
    all.getChildren().remove(second);
    columns.getChildren().remove(second);
    (large ? all : columns).getChildren().add(second);
  }

  /** What the screen says of the program, and where it leads. */
  public record About(String version, Navigator navigator) {}

  private void showChecks() {
    checks.getChildren().clear();
    for (var line : model.checks()) {
      var sentence =
          new Label(
              line.advice().isEmpty() ? line.sentence() : line.sentence() + " " + line.advice());
      sentence.setWrapText(true);
      var badge = new Badge(line.tone(), line.name());
      badge.setMinWidth(badge.getFont().getSize() * 13);
      var row = new HBox(badge, sentence);
      row.getStyleClass().add("sam-row");
      checks.getChildren().add(row);
    }
  }

  public SettingsViewModel getModel() {
    return model;
  }

  public StatusViewModel getStatus() {
    return status;
  }

  @FXML
  private void pause() {
    status.togglePause();
  }

  @FXML
  private void test() {
    model.test();
  }

  @FXML
  private void moveServer() {
    model.moveServer();
  }

  @FXML
  private void showRules() {
    navigator.show(Screen.POLICIES);
  }

  @FXML
  private void signOut() {
    model.signOut();
  }

  /** A theme by its name; only ever written. */
  private final class ThemeName extends StringConverter<Theme> {
    @Override
    public String toString(Theme shown) {
      return shown == null ? "" : words.text("theme." + shown.code());
    }

    @Override
    public Theme fromString(String text) {
      return Theme.of(text);
    }
  }
}
