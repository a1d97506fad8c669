package no.samsyn.ui.common;

import javafx.collections.FXCollections;
import javafx.scene.Parent;
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
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/**
 * Makes each kind of control once, with its styles, in a scene that nobody sees: what a first table
 * or form costs (classes to load, rules to find) is spent on another thread while the person still
 * reads the overview. Nodes may be made on any thread as long as no window shows them.
 */
public final class Warmup {
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 800;

  private Warmup() {}

  /**
   * Warms up, on any thread but JavaFX's.
   *
   * @param stylesheets of the window
   */
  public static void run(Iterable<String> stylesheets) {
    var root = new BorderPane(table(), bar(), form(), list(), null);
    root.getStyleClass().add("sam-screen");
    var scene = new Scene(root, WIDTH, HEIGHT);
    stylesheets.forEach(scene.getStylesheets()::add);
    root.applyCss(); // but no layout: controls measure text with one shared object for all threads
  }

  private static Parent table() {
    var table = new TableView<>(FXCollections.observableArrayList("a", "b"));
    table.getStyleClass().add("sam-table");
    for (var column = 0; column < 4; column++) {
      table.getColumns().add(new TableColumn<>());
    }
    return table;
  }

  private static Parent bar() {
    return new FlowPane(
        new ComboBox<>(FXCollections.observableArrayList("a")),
        new MenuButton(),
        new ToggleButton(),
        new Button(),
        new Badge(Tone.GOOD, "a"));
  }

  private static Parent form() {
    return new ScrollPane(
        new VBox(
            new DatePicker(), new TextArea(), new TextField(), new Slider(), new ProgressBar(-1)));
  }

  private static Parent list() {
    return new ListView<>(FXCollections.observableArrayList("a"));
  }
}
