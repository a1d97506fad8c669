package no.samsyn.ui.review;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** One review of the queue: whose, what, and what it is about. */
final class QueueCell extends ListCell<QueueItem> {
  private final FontIcon icon = new FontIcon();
  private final Label whose = new Label();
  private final Label what = new Label();
  private final Label detail = new Label();
  private final Label mark = new Label();
  private final HBox box;

  QueueCell() {
    whose.getStyleClass().add("sam-strong");
    what.getStyleClass().add("sam-hint");
    detail.getStyleClass().addAll("sam-hint", "sam-queue-detail");
    mark.getStyleClass().addAll("sam-hint", "sam-queue-mark");
    mark.setMinWidth(USE_PREF_SIZE);
    whose.setMinWidth(0);
    whose.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(whose, Priority.ALWAYS);
    var first = new HBox(whose, mark);
    first.getStyleClass().add("sam-queue-first");
    var text = new VBox(first, what, detail);
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMinWidth(0);
    text.setAlignment(Pos.CENTER_LEFT);
    box = new HBox(icon, text);
    box.getStyleClass().add("sam-queue-cell");
    box.setMinWidth(0);
    setPrefWidth(0); // as wide as the list, and never wider
  }

  @Override
  protected void updateItem(QueueItem item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    icon.setIconLiteral(item.icon());
    box.getStyleClass().removeIf(name -> name.startsWith("sam-tone-"));
    box.getStyleClass().add("sam-tone-" + item.tone().code());
    whose.setText(item.whose());
    what.setText(item.what());
    detail.setText(item.detail());
    mark.setText(item.mark());
    setGraphic(box);
    setAccessibleText(item.toString());
  }
}
