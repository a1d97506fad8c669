package no.samsyn.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;

/** A person at the keyboard, and what is before that person's eyes. */
final class Typing {
  private static final long PATIENCE_SECONDS = 30;
  private static final long LOOK_MILLIS = 30;

  private final Scene scene;
  private final Robot robot = Fx.call(Robot::new);

  Typing(Scene scene) {
    this.scene = scene;
  }

  /** Presses keys together: the last one while the others are held. */
  void press(KeyCode... keys) {
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

  /** Types small letters and digits. */
  void type(String text) {
    for (var i = 0; i < text.length(); i++) {
      var letter = String.valueOf(text.charAt(i)).toUpperCase(Locale.ROOT);
      press(KeyCode.valueOf(Character.isDigit(text.charAt(i)) ? "DIGIT" + letter : letter));
    }
  }

  /** Lets everything that waits for the screen's thread happen. */
  private static void settle() {
    for (var i = 0; i < 3; i++) {
      Fx.call(() -> true);
    }
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
