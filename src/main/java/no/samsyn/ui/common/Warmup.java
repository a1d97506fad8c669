package no.samsyn.ui.common;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;

/**
 * Makes each kind of control once, with its styles, in a scene that nobody sees: what a first table
 * or form costs (classes to load, rules to find) is spent while the person still reads the
 * overview, one control in a frame.
 *
 * <p>On JavaFX's thread and on no other. Nodes may be made elsewhere, but controls measure their
 * text with one object that all threads share, and a measure that two of them take at once leaves
 * the window without a layout for good.
 */
public final class Warmup {
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 800;

  private Warmup() {}

  /**
   * Returns what is to be done, each piece small enough for a frame.
   *
   * @param stylesheets of the window
   */
  public static List<Runnable> pieces(List<String> stylesheets) {
    return Stream.<Supplier<Node>>of(
            Button::new,
            ToggleButton::new,
            () -> new Badge(Tone.GOOD, "a"),
            () -> new ComboBox<>(FXCollections.observableArrayList("a")),
            MenuButton::new,
            TextField::new,
            DatePicker::new,
            TextArea::new,
            () -> new ScrollPane(new Button()),
            Slider::new,
            () -> new ProgressBar(-1),
            () -> new ListView<>(FXCollections.observableArrayList("a")),
            Warmup::table)
        .<Runnable>map(control -> () -> warm(control.get(), stylesheets))
        .toList();
  }

  private static void warm(Node control, List<String> stylesheets) {
    if (!Platform.isFxApplicationThread()) {
      throw new IllegalStateException("controls are measured on JavaFX's thread alone");
    }
    var root = new StackPane(control);
    root.getStyleClass().add("sam-screen");
    var scene = new Scene(root, WIDTH, HEIGHT);
    scene.getStylesheets().setAll(stylesheets);
    root.applyCss();
    root.layout();
  }

  private static Node table() {
    var table = new TableView<>(FXCollections.observableArrayList("a", "b"));
    table.getStyleClass().add("sam-table");
    for (var column = 0; column < 4; column++) {
      table.getColumns().add(new TableColumn<>());
    }
    return table;
  }
}
