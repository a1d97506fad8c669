package no.samsyn.ui.welcome;

import javafx.application.Platform;
import javafx.scene.Node;

/** Where a screen begins. */
final class FirstFocus {
  private FirstFocus() {}

  /**
   * Gives {@code field} the focus as soon as the screen is in the window. The window gives it to
   * the first control where nobody has it, before or after: in both orders this one has it then.
   */
  static void on(Node field) {
    field
        .sceneProperty()
        .addListener(
            (property, before, after) -> {
              if (after != null) {
                Platform.runLater(field::requestFocus);
              }
            });
  }
}
