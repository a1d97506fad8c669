package no.samsyn.ui.common;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Keeps parts of a screen out of the window while they are hidden. JavaFX finds the styles of
 * hidden controls, too, whenever a screen comes into the window or the theme changes. Belongs to
 * JavaFX's thread.
 */
public final class OutOfSight {
  private OutOfSight() {}

  /** From now on {@code node} stands in its place only while it is visible. */
  public static void keepOut(Node node) {
    var siblings = ((Pane) node.getParent()).getChildren();
    var before = List.copyOf(siblings.subList(0, siblings.indexOf(node)));
    node.visibleProperty()
        .subscribe(
            isVisible -> {
              if (!isVisible) {
                siblings.remove(node);
              } else if (!siblings.contains(node)) {
                siblings.add((int) siblings.stream().filter(before::contains).count(), node);
              }
            });
  }
}
