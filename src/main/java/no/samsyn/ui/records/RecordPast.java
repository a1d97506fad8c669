package no.samsyn.ui.records;

import javafx.collections.ListChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A record's time line: each moment is one stop on the way with Tab, and one sentence to hear. */
final class RecordPast extends VBox {
  private final RecordPastViewModel model;

  RecordPast(RecordPastViewModel model) {
    this.model = model;
    getStyleClass().add("sam-past");
    model.lines().addListener((ListChangeListener<RecordPastViewModel.Line>) change -> show());
    show();
  }

  private void show() {
    var hint = label("", "sam-hint");
    hint.textProperty().bind(model.hintProperty());
    getChildren().setAll(hint);
    for (var line : model.lines()) {
      var box = new VBox(label(line.what(), "sam-strong"), label(line.who(), "sam-hint"));
      line.changes().forEach(change -> box.getChildren().add(label(change, "sam-past-change")));
      box.getStyleClass().add("sam-past-moment");
      box.setFocusTraversable(true);
      box.setAccessibleRole(AccessibleRole.TEXT);
      box.setAccessibleText(line.toString());
      getChildren().add(box);
    }
  }

  private static Label label(String text, String style) {
    var label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add(style);
    return label;
  }
}
