package no.samsyn.ui.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Screen;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The frame: rail, status bar and the place where screens stand. */
public final class ShellController {
  private static final String NARROW = "sam-narrow";

  private final ShellViewModel model;
  private final StatusViewModel status;
  private final I18n words;
  private final ToggleGroup group = new ToggleGroup();
  private final Map<Screen, ToggleButton> buttons = new EnumMap<>(Screen.class);
  private final BooleanBinding isNarrow;
  private @Nullable NoticePlace noticePlace;

  @FXML private VBox side;
  @FXML private VBox rail;
  @FXML private Label brand;
  @FXML private VBox personText;
  @FXML private Button palette;
  @FXML private Button shortcuts;
  @FXML private StackPane place;
  @FXML private HBox notice;
  @FXML private Label noticeText;
  @FXML private Button noticeAction;

  public ShellController(
      ShellViewModel model, StatusViewModel status, I18n words, BooleanBinding isNarrow) {
    this.isNarrow = isNarrow;
    this.model = model;
    this.status = status;
    this.words = words;
  }

  @FXML
  private void initialize() {
    for (var screen : Screen.values()) {
      rail.getChildren().add(button(screen));
    }
    model.wishProperty().subscribe(wish -> choose(wish.screen()));
    isNarrow.subscribe(this::narrow);
    noticeText.textProperty().bind(model.noticeProperty());
    notice.visibleProperty().bind(model.noticeProperty().isNotEmpty());
    notice.managedProperty().bind(notice.visibleProperty());
    noticeAction.textProperty().bind(model.noticeActionProperty());
    noticeAction.visibleProperty().bind(model.noticeActionProperty().isNotEmpty());
    noticeAction.managedProperty().bind(noticeAction.visibleProperty());
    noticePlace = new NoticePlace(notice, model, words);
  }

  /**
   * Where text is large, the rail is icons alone; their names are still said, and shown on hover.
   */
  private void narrow(boolean narrow) {
    side.getStyleClass().remove(NARROW);
    if (narrow) {
      side.getStyleClass().add(NARROW);
    }
    for (var label : List.of(brand, personText)) {
      label.setVisible(!narrow);
      label.setManaged(!narrow);
    }
    var all = new ArrayList<ButtonBase>(buttons.values());
    all.addAll(List.of(palette, shortcuts));
    for (var button : all) {
      button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
      button.setAccessibleText(button.getText());
      button.setTooltip(narrow ? new Tooltip(button.getText()) : null);
    }
  }

  private void choose(Screen screen) {
    buttons.forEach((each, button) -> button.setSelected(each == screen));
  }

  /** Goes to what was said in passing. */
  public void goToNotice() {
    noticePlace().go();
  }

  public boolean isInNotice() {
    return noticePlace().hasFocus();
  }

  public void leaveNotice() {
    noticePlace().goBack();
  }

  private NoticePlace noticePlace() {
    return Objects.requireNonNull(noticePlace, "the frame is not there yet");
  }

  private ToggleButton button(Screen screen) {
    var button = new ToggleButton(words.text("screen." + screen.code()));
    button.setGraphic(new FontIcon(screen.icon()));
    button.setToggleGroup(group);
    button.getStyleClass().add("sam-rail-button");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setId("rail-" + screen.code());
    button.setOnAction(event -> model.show(screen));
    buttons.put(screen, button);
    return button;
  }

  /**
   * Puts {@code node} where screens stand; a focus that went with the last one goes to the rail.
   */
  public void stand(Node node, Screen screen) {
    var scene = place.getScene();
    place.getChildren().setAll(node);
    var button = buttons.get(screen);
    if (button == null) {
      return;
    } else if (scene == null) {
      Platform.runLater(button::requestFocus); // it does not stand in a window yet
    } else if (scene.getFocusOwner() == null) {
      button.requestFocus(); // now: a frame later somebody may have put it elsewhere
    }
  }

  /** Where screens stand. */
  public Pane place() {
    return place;
  }

  public ShellViewModel getModel() {
    return model;
  }

  public StatusViewModel getStatus() {
    return status;
  }

  @FXML
  private void syncNow() {
    status.syncNow();
  }

  @FXML
  private void openPalette() {
    model.paletteOpenProperty().set(true);
  }

  @FXML
  private void openShortcuts() {
    model.shortcutsOpenProperty().set(true);
  }

  @FXML
  private void showOutbox() {
    model.show(Screen.OUTBOX);
  }

  @FXML
  private void takeNotice() {
    model.takeNotice();
  }

  @FXML
  private void dismissNotice() {
    model.dismissNotice();
  }
}
