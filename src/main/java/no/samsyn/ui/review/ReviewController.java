package no.samsyn.ui.review;

import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.event.EventHandler;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import no.samsyn.ui.common.OutOfSight;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of the screen, and the keys that work in all of them. Where text is large one
 * part is shown at a time.
 */
public final class ReviewController {
  private final ReviewViewModel model;
  private final QueueController queue;
  private final CaseController shownCase;
  private final BooleanBinding isLarge;
  private final EventHandler<KeyEvent> released = event -> enterIsHeld = false;
  private boolean enterIsHeld;

  @FXML private BorderPane screen;
  @FXML private HBox parts;
  @FXML private ToggleButton queueButton;
  @FXML private ToggleButton caseButton;
  @FXML private ToggleButton sideButton;
  @FXML private Node queuePane;
  @FXML private Node casePane;
  @FXML private Node sidePane;
  @FXML private Node bulkSheet;

  public ReviewController(
      ReviewViewModel model,
      QueueController queue,
      CaseController shownCase,
      BooleanBinding isLarge) {
    this.model = model;
    this.queue = queue;
    this.shownCase = shownCase;
    this.isLarge = isLarge;
  }

  @FXML
  private void initialize() {
    isLarge.subscribe(shownCase::makeRoom);
    screen.disableProperty().bind(model.bulk().openProperty()); // the sheet is before it
    OutOfSight.keepOut(bulkSheet);
    model.bulk().openProperty().addListener((property, before, after) -> bulkEnded(after));
    parts.visibleProperty().bind(isLarge);
    parts.managedProperty().bind(isLarge);
    show(queuePane, queueButton);
    show(casePane, caseButton);
    show(sidePane, sideButton);
    screen.sceneProperty().subscribe(this::listenForReleases);
    for (var button : List.of(queueButton, caseButton, sideButton)) {
      button.setOnAction(event -> button.setSelected(true)); // one of them is always shown
    }
  }

  private void listenForReleases(@Nullable Scene before, @Nullable Scene after) {
    if (before != null) {
      before.removeEventFilter(KeyEvent.KEY_RELEASED, released);
    }
    if (after != null) {
      after.addEventFilter(KeyEvent.KEY_RELEASED, released);
    }
  }

  private void bulkEnded(boolean open) {
    if (!open) {
      queue.focus();
    }
  }

  private void show(Node pane, ToggleButton button) {
    pane.visibleProperty().bind(isLarge.not().or(button.selectedProperty()));
    pane.managedProperty().bind(pane.visibleProperty());
  }

  /** Brings a key pressed somewhere on the screen to what it is for; returns whether it was. */
  public boolean key(KeyEvent event) {
    if (model.bulk().openProperty().get()) {
      return false; // the sheet has keys of its own
    }
    enterIsHeld &= event.getCode() == KeyCode.ENTER;
    var isTyping = screen.getScene().getFocusOwner() instanceof TextInputControl;
    if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
      decide();
    } else if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      queue.search();
    } else if (event.isAltDown() && !isTyping && isStep(event.getCode())) {
      shownCase.wantFocus();
      model.queue().move(event.getCode() == KeyCode.DOWN ? 1 : -1);
    } else if (event.getCode() == KeyCode.F6) {
      next(event.isShiftDown());
    } else {
      return false;
    }
    return true;
  }

  /** A key that is held down comes again and again; it decides one case. */
  private void decide() {
    if (!enterIsHeld) {
      enterIsHeld = true;
      shownCase.wantFocus();
      model.decide();
    }
  }

  private static boolean isStep(KeyCode code) {
    return code == KeyCode.DOWN || code == KeyCode.UP;
  }

  private void next(boolean isBack) {
    if (queue.hasFocus() != isBack) {
      caseButton.setSelected(true);
      shownCase.focus();
    } else {
      queueButton.setSelected(true);
      queue.focus();
    }
  }

  /** Somebody presses a key or the mouse, here or anywhere in the window. */
  public void touched() {
    shownCase.wantNoFocus();
  }

  /** It came into sight: whoever comes to decide can begin at once. */
  public void arrive() {
    shownCase.wantFocus();
  }

  public ReviewViewModel getModel() {
    return model;
  }
}
