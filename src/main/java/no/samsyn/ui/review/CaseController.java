package no.samsyn.ui.review;

import java.util.List;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.I18n;
import org.jspecify.annotations.Nullable;

/** The case in the middle: its fields side by side, what would come of it, and the answer. */
public final class CaseController {
  private final ReviewViewModel model;
  private final I18n words;
  private final FieldGrid grid;
  private final CaseMenu menu;
  private boolean focusWanted;

  @FXML private VBox content;
  @FXML private VBox nothing;
  @FXML private Label title;
  @FXML private Badge kind;
  @FXML private Label subtitle;
  @FXML private Badge banner;
  @FXML private VBox lost;
  @FXML private VBox lostLines;
  @FXML private ScrollPane scroll;
  @FXML private StackPane fields;
  @FXML private FlowPane preview;
  @FXML private Label previewTitle;
  @FXML private Label progress;
  @FXML private ProgressBar bar;
  @FXML private HBox answering;
  @FXML private Button both;
  @FXML private Button decide;
  @FXML private Button undo;
  @FXML private Button reopen;
  @FXML private MenuButton others;
  @FXML private VBox scrolled;
  @FXML private VBox foot;
  @FXML private VBox previewBox;
  @FXML private Label keys;

  public CaseController(ReviewViewModel model, I18n words) {
    this.model = model;
    this.words = words;
    this.grid = new FieldGrid(model.shownCase(), words);
    this.menu = new CaseMenu(model, words);
  }

  @FXML
  private void initialize() {
    fields.getChildren().add(grid);
    grid.sceneProperty().subscribe(any -> Platform.runLater(this::takeFocus)); // it has to stand
    for (var node : List.<Node>of(lost, answering, both, decide, undo, reopen, keys, bar)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    others.setOnShowing(event -> menu.fill(others));
    model.shownCase().shownProperty().subscribe(this::show);
    model.shownCase().choicesProperty().subscribe(any -> update());
  }

  private void show(CaseViewModel.@Nullable Shown shown) {
    content.setVisible(shown != null);
    nothing.setVisible(shown == null);
    if (shown == null) {
      focusWanted = false;
      return;
    }
    title.setText(shown.words().title());
    kind.setText(shown.words().kind());
    kind.setTone(CaseWords.kindTone(shown.sheet().row().review().subject().kind()));
    subtitle.setText(shown.words().subtitle());
    showLost(shown);
    var isOpen = shown.isOpen();
    answering.setVisible(isOpen);
    keys.setVisible(isOpen && foot.getChildren().contains(previewBox));
    decide.setVisible(isOpen);
    both.setVisible(isOpen && (shown.shape().isByField() || shown.shape().isPair()));
    undo.setVisible(!isOpen && shown.isResolved());
    reopen.setVisible(!isOpen);
    previewTitle.setText(words.text(isOpen ? "review.preview" : "review.result"));
    grid.show(shown);
    takeFocus();
  }

  private void takeFocus() {
    var now = model.shownCase().shownProperty().get();
    if (focusWanted && now != null && model.shownCase().isAsked(now) && grid.getScene() != null) {
      focusWanted = false;
      scroll.setVvalue(0);
      grid.focusFirst();
    }
  }

  private void showLost(CaseViewModel.Shown shown) {
    var lines = shown.words().lost(shown.texts());
    var all = lines.isEmpty() ? model.shownCase().overtaken() : lines;
    lost.setVisible(!all.isEmpty());
    lostLines.getChildren().setAll(all.stream().map(CaseController::wrapped).toList());
  }

  private static Label wrapped(String text) {
    var label = new Label(text);
    label.setWrapText(true);
    return label;
  }

  private void update() {
    var now = model.shownCase().shownProperty().get();
    if (now == null) {
      return;
    }
    var shown = model.shownCase();
    var said = now.words().banner(now.draft());
    banner.setTone(said.tone());
    banner.setText(said.text());
    grid.update();
    progress.setText(words.text("review.progress", shown.decided(), shown.asked()));
    bar.setProgress(shown.asked() == 0 ? 1 : (double) shown.decided() / shown.asked());
    decide.setDisable(!shown.isReady());
    preview.getChildren().setAll(new PreviewStrip(shown, now, words).nodes());
  }

  /** The next case that is shown takes the focus. */
  void wantFocus() {
    focusWanted = true;
  }

  /** Somebody does something else meanwhile: a case that comes late takes the focus from nobody. */
  void wantNoFocus() {
    focusWanted = false;
  }

  /** Goes to the fields: now, or when the case that was asked for is here. */
  void focus() {
    var now = model.shownCase().shownProperty().get();
    focusWanted = now == null || !model.shownCase().isAsked(now);
    if (!focusWanted) {
      grid.focusFirst();
    }
  }

  /** Where text is large the fields need the room, so what is said about them scrolls with them. */
  void makeRoom(boolean large) {
    keys.setVisible(!large);
    bar.setVisible(!large); // the number beside it says the same
    foot.getChildren().remove(previewBox);
    scrolled.getChildren().remove(previewBox);
    content.getChildren().remove(banner);
    scrolled.getChildren().remove(banner);
    if (large) {
      scrolled.getChildren().add(0, banner);
      scrolled.getChildren().add(previewBox);
    } else {
      content.getChildren().add(content.getChildren().indexOf(scroll), banner);
      foot.getChildren().add(0, previewBox);
    }
  }

  @FXML
  private void decide() {
    focusWanted = true;
    model.decide();
  }

  @FXML
  private void both() {
    focusWanted = true;
    model.keepBoth();
  }

  @FXML
  private void undo() {
    model.undo();
  }

  @FXML
  private void reopen() {
    model.reopen();
  }

  @FXML
  private void forgetLost() {
    model.forgetLost();
  }

  public ReviewViewModel getModel() {
    return model;
  }
}
