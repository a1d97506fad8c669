package no.samsyn.app;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.text.Text;

/**
 * Finds words that are shown with an ellipsis although they were written without one. What stands
 * in the cells of a table is as long as people made it, and what a box shows stands whole in its
 * list.
 */
final class CutWords {
  private CutWords() {}

  /** Returns what is cut in {@code root}; call it on JavaFX's thread. */
  static List<String> in(Parent root) {
    root.applyCss();
    root.layout();
    var cut = new ArrayList<String>();
    look(root, cut);
    return cut;
  }

  private static void look(Node node, List<String> cut) {
    if (!node.isVisible() || node instanceof TableCell || node instanceof ComboBoxBase) {
      return;
    }
    if (node instanceof Labeled labeled && isCut(labeled)) {
      cut.add(" cuts '" + labeled.getText() + "'");
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> look(child, cut));
    }
  }

  private static boolean isCut(Labeled labeled) {
    var whole = labeled.getText();
    return whole != null
        && labeled.getWidth() > 0
        && labeled.getChildrenUnmodifiable().stream()
            .filter(Text.class::isInstance)
            .map(child -> ((Text) child).getText())
            .anyMatch(shown -> shown.endsWith(labeled.getEllipsisString()) && !shown.equals(whole));
  }
}
