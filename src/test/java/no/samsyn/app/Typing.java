package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;

/** A person at the keyboard, and what is before that person's eyes. */
final class Typing {
  private static final long PATIENCE_SECONDS =
      60; // a machine that others use stands still at times
  private static final int STOPS_MAX = 80; // of the TAB key on one screen
  private static final long LOOK_MILLIS = 30;

  private final Scene scene;
  private final Robot robot = Fx.call(Robot::new);

  Typing(Scene scene) {
    this.scene = scene;
  }

  /** Presses keys together: the last one while the others are held. */
  void press(KeyCode... keys) {
    await("the window has the keyboard", () -> scene.getWindow().isFocused());
    Fx.call(
        () -> {
          for (var key : keys) {
            robot.keyPress(key);
          }
          for (var i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
          return true;
        });
    settle();
  }

  /** Presses a key that may open a question: the press ends only when the question is answered. */
  void pressAndGoOn(KeyCode key) {
    await("the window has the keyboard", () -> scene.getWindow().isFocused());
    Platform.runLater(
        () -> {
          robot.keyPress(key);
          robot.keyRelease(key);
        });
  }

  /** Types small letters and digits. */
  void type(String text) {
    for (var i = 0; i < text.length(); i++) {
      var letter = String.valueOf(text.charAt(i)).toUpperCase(Locale.ROOT);
      press(KeyCode.valueOf(Character.isDigit(text.charAt(i)) ? "DIGIT" + letter : letter));
    }
  }

  /** Waits until the field of {@code id} has the focus, and types over what stands in it. */
  void typeInto(String id, String text) {
    await("the focus in " + id, () -> isFocused(id));
    press(KeyCode.CONTROL, KeyCode.A);
    press(KeyCode.DELETE);
    type(text);
    await(
        id + " holds " + text,
        () -> scene.lookup("#" + id) instanceof TextInputControl field && holds(field, text));
  }

  /** Goes on with the TAB key until {@code id} has the focus, once it can have it. */
  void tabTo(String id) {
    await(
        id + " can have the focus",
        () -> {
          var node = scene.lookup("#" + id);
          return node != null && node.isVisible() && !node.isDisabled();
        });
    for (var i = 0; i < STOPS_MAX && !Fx.call(() -> isFocused(id)); i++) {
      press(KeyCode.TAB);
    }
    await("the TAB key comes to " + id, () -> isFocused(id));
  }

  private static boolean holds(TextInputControl field, String text) {
    return field.getText().equals(text);
  }

  /** Returns whether the node that has the focus is {@code id}; call it on the screen's thread. */
  boolean isFocused(String id) {
    var owner = scene.getFocusOwner();
    return owner != null && id.equals(owner.getId());
  }

  /** Lets everything that waits for the screen's thread happen. */
  private static void settle() {
    for (var i = 0; i < 3; i++) {
      Fx.call(() -> true);
    }
  }

  /** Waits until {@code claim} holds on the screen's thread; fails with what is seen instead. */
  void await(String what, BooleanSupplier claim) {
    if (!until(claim)) {
      assertThat(Fx.call(this::sight)).as("what is seen, waiting for: " + what).isEqualTo(what);
    }
  }

  /** Returns all that has a name and a state: what a person would tell who asks what they see. */
  private String sight() {
    var seen = new ArrayList<String>();
    seen.add("window focused: " + scene.getWindow().isFocused());
    seen.add("focus: " + scene.getFocusOwner());
    look(scene.getRoot(), seen);
    return String.join("\n  ", seen);
  }

  private static void look(Node node, List<String> seen) {
    if (!node.isVisible()) {
      return;
    }
    var state = state(node);
    if (node.getId() != null && !state.isEmpty()) {
      seen.add(node.getId() + (node.isDisabled() ? " (disabled): " : ": ") + state);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> look(child, seen));
    }
  }

  private static String state(Node node) {
    if (node instanceof TextInputControl field) {
      return "'" + field.getText() + "'";
    } else if (node instanceof ListView<?> list) {
      var model = list.getSelectionModel();
      return "place " + model.getSelectedIndex() + " of " + list.getItems();
    } else if (node instanceof TableView<?> table) {
      return table.getItems().size() + " rows";
    } else if (node instanceof ComboBox<?> box) {
      return String.valueOf(box.getValue());
    } else if (node instanceof ToggleButton button) {
      return button.isSelected() ? "chosen" : "";
    }
    return node instanceof Label label ? label.getText() : "";
  }

  /** Waits until {@code claim} holds on the screen's thread; returns whether it did. */
  static boolean until(BooleanSupplier claim) {
    var never = new CountDownLatch(1);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      if (Fx.call(claim::getAsBoolean)) {
        return true;
      }
      try {
        var unused = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Waits a moment; tests of whole windows have nothing else to wait for. */
  static void pause() {
    var never = new CountDownLatch(1);
    try {
      var unused = never.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Node focused() {
    return Fx.call(scene::getFocusOwner);
  }

  /** Returns every control that the keyboard should reach. */
  List<Node> stops() {
    return Fx.call(
        () -> {
          var stops = new ArrayList<Node>();
          gather(scene.getRoot(), stops);
          return stops;
        });
  }

  private static void gather(Node node, List<Node> stops) {
    if (!node.isVisible() || node.isDisabled()) {
      return;
    }
    if (node.isFocusTraversable()) {
      stops.add(node);
    }
    if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
      gather(scroll.getContent(), stops);
    } else if (node instanceof Parent parent && !(node instanceof Control)) {
      parent.getChildrenUnmodifiable().forEach(child -> gather(child, stops));
    }
  }
}
