package no.samsyn.ui.common;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Takes what stands in a place out of the window while the window is dressed anew, and puts it back
 * two frames later. JavaFX finds the styles of everything in sight at once, and twice; so it finds
 * those of the frame first, and then those of the screen, and holds nobody up for long. Belongs to
 * JavaFX's thread.
 */
final class Curtain {
  private final Pane place;
  private List<Node> content = List.of();
  private @Nullable Node focus;

  Curtain(Pane place) {
    this.place = place;
  }

  /** Does {@code change} now, with the place empty if it stands in a window. */
  void around(Runnable change) {
    if (place.getScene() != null && !place.getChildren().isEmpty()) {
      close();
      Slices.run(List.of(() -> {}), this::open);
    }
    change.run();
  }

  private void close() {
    content = List.copyOf(place.getChildren());
    var owner = place.getScene().getFocusOwner();
    focus = owner != null && isInPlace(owner) ? owner : null;
    place.getChildren().clear();
  }

  private boolean isInPlace(Node node) {
    for (var each = node; each != null; each = each.getParent()) {
      if (each == place) {
        return true;
      }
    }
    return false;
  }

  /** Puts back what was taken out, if it was; another screen may stand there by now. */
  void open() {
    if (place.getChildren().isEmpty()) {
      place.getChildren().setAll(content);
      if (focus != null) {
        focus.requestFocus();
      }
    }
    content = List.of();
    focus = null;
  }
}
