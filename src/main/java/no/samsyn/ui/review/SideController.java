package no.samsyn.ui.review;

import java.util.ArrayList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who said what, and the record's past. */
public final class SideController {
  private static final String FIRST = "sam-side-first";

  private final SideViewModel model;
  private final I18n words;

  @FXML private VBox cards;
  @FXML private Label comment;
  @FXML private VBox commentBox;
  @FXML private VBox past;
  @FXML private Label pastHint;

  public SideController(ReviewViewModel model, I18n words) {
    this.model = model.side();
    this.words = words;
  }

  @FXML
  private void initialize() {
    commentBox.managedProperty().bind(commentBox.visibleProperty());
    pastHint.managedProperty().bind(pastHint.visibleProperty());
    model.toldProperty().subscribe(this::show);
  }

  private void show(SideViewModel.Told told) {
    var nodes = new ArrayList<Node>();
    for (var card : told.cards()) {
      nodes.add(card(card, nodes.isEmpty() ? FIRST : "sam-side-second"));
    }
    cards.getChildren().setAll(nodes);
    comment.setText(told.comment());
    commentBox.setVisible(!told.comment().isEmpty());
    past.getChildren().setAll(told.past().stream().map(SideController::line).toList());
    pastHint.setText(words.text("review.past-offline"));
    pastHint.setVisible(!told.withServer());
  }

  private static VBox card(SideViewModel.Card card, String style) {
    var role = new Label(card.role());
    role.getStyleClass().add("sam-tag");
    var name = new Label(card.name());
    name.getStyleClass().add("sam-strong");
    name.setWrapText(true);
    var box = new VBox(role, name);
    for (var line : card.lines()) {
      box.getChildren().add(hint(line));
    }
    box.getStyleClass().addAll("sam-who", style);
    box.setAccessibleText(card.toString());
    return box;
  }

  private static Label hint(String text) {
    var hint = new Label(text);
    hint.getStyleClass().add("sam-hint");
    hint.setWrapText(true);
    return hint;
  }

  private static HBox line(SideViewModel.Line line) {
    var icon = new StackPane(new FontIcon(line.icon()));
    icon.getStyleClass().add("sam-past-icon");
    var what = new Label(line.what());
    what.setWrapText(true);
    var text = new VBox(what, hint(line.who()), hint(line.when()));
    HBox.setHgrow(text, Priority.ALWAYS);
    var box = new HBox(icon, text);
    box.getStyleClass().add("sam-past-line");
    box.setAccessibleText(line.toString());
    return box;
  }
}
