package no.samsyn.ui.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import no.samsyn.console.Preferences;

/**
 * Theme and text size of all windows, kept in preferences. All sizes of ours are relative to the
 * root's font, so one number enlarges everything. Belongs to JavaFX's thread.
 */
public final class Looks {
  /** In percent. */
  public static final int SIZE_MIN = 100;

  public static final int SIZE_MAX = 200;

  private static final int SIZE_STEP = 10;
  private static final int LARGE = 140;
  private static final double LITTLE_ROOM = 1_130; // pixels of a window, at the usual size of text
  private static final double SOME_ROOM = 1_200;
  private static final double NO_ROOM = 760; // 1,440 pixels of twice the usual text have 720
  private static final double BASE_PIXELS = 14;
  private static final double ROW_PIXELS = 38;
  private static final int LOADED_PIXELS = 12; // any size will do: CSS asks for the family
  private static final String THEME = "theme"; // kept in preferences; never rename
  private static final String SIZE = "text-size"; // kept in preferences; never rename

  private static final Pattern REM = Pattern.compile("([0-9.]+)rem");
  private static final String ICONS = text("/css/icons.css");

  private final List<Scene> scenes = new ArrayList<>();
  private Curtain curtain = new Curtain(new Pane());
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
  private final IntegerProperty size = new SimpleIntegerProperty();
  private final DoubleProperty room = new SimpleDoubleProperty(Double.MAX_VALUE);

  public Looks(Preferences preferences) {
    theme.set(Theme.of(preferences.get(THEME).orElse("")));
    size.set(bounded(number(preferences.get(SIZE).orElse(""))));
    theme.addListener(
        (property, before, after) -> {
          preferences.set(THEME, after.code());
          curtain.around(this::applyAll);
        });
    size.addListener(
        (property, before, after) -> {
          preferences.set(SIZE, Integer.toString(after.intValue()));
          applyAll();
        });
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : SIZE_MIN;
  }

  private static int bounded(int percent) {
    return Math.max(SIZE_MIN, Math.min(SIZE_MAX, percent));
  }

  /** Makes the bundled fonts known; once, before the first window. */
  public static void loadFonts() {
    for (var name : List.of("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold")) {
      var place = "/fonts/" + name + ".ttf";
      var font =
          Font.loadFont(
              Objects.requireNonNull(Looks.class.getResourceAsStream(place), place), LOADED_PIXELS);
      Objects.requireNonNull(font, place);
    }
  }

  public ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  public IntegerProperty sizeProperty() {
    return size;
  }

  /** Returns the height of a table's rows; all alike, so that a table need not measure any. */
  public DoubleBinding rowHeight() {
    return size.multiply(ROW_PIXELS / SIZE_MIN);
  }

  /** Returns whether text is so large that screens should spend their room on it. */
  public BooleanBinding isLarge() {
    return size.greaterThanOrEqualTo(LARGE).or(room.lessThan(LITTLE_ROOM));
  }

  /** Returns whether a list and what is chosen in it find no room beside each other. */
  public BooleanBinding isCramped() {
    return room.lessThan(NO_ROOM);
  }

  /** Returns whether there is so little room beside each other that the rail should be narrow. */
  public BooleanBinding isNarrow() {
    return size.greaterThanOrEqualTo(LARGE).or(room.lessThan(SOME_ROOM));
  }

  public void larger() {
    size.set(bounded(size.get() + SIZE_STEP));
  }

  public void smaller() {
    size.set(bounded(size.get() - SIZE_STEP));
  }

  public void usualSize() {
    size.set(SIZE_MIN);
  }

  /** Dresses {@code scene} now, and again whenever something changes. */
  public void dress(Scene scene) {
    if (scenes.isEmpty()) { // the window; later ones are questions before it
      room.bind(
          Bindings.createDoubleBinding(
              () -> scene.getWidth() > 0 ? scene.getWidth() * SIZE_MIN / size.get() : SOME_ROOM,
              scene.widthProperty(),
              size));
    }
    scenes.add(scene);
    Application.setUserAgentStylesheet(theme.get().base());
    apply(scene);
  }

  /** What stands in {@code place} is dressed after the rest, when the theme changes. */
  public void stage(Pane place) {
    curtain = new Curtain(place);
  }

  /** Ends a change of theme that is under way: somebody wants what is not back yet. */
  public void finish() {
    curtain.open();
  }

  public void forget(Scene scene) {
    scenes.remove(scene);
  }

  private void applyAll() {
    Application.setUserAgentStylesheet(theme.get().base());
    scenes.forEach(this::apply);
  }

  private void apply(Scene scene) {
    var pixels = BASE_PIXELS * size.get() / SIZE_MIN;
    scene
        .getStylesheets()
        .setAll(place("/css/console.css"), place(theme.get().over()), icons(pixels));
    scene.getRoot().setStyle("-fx-font-size: " + pixels + "px;");
  }

  /** Returns the sizes of icons, which CSS cannot derive from the text around them. */
  private static String icons(double pixels) {
    var css =
        REM.matcher(ICONS).replaceAll(share -> Double.parseDouble(share.group(1)) * pixels + "px");
    var bytes = css.getBytes(StandardCharsets.UTF_8);
    return "data:text/css;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String text(String path) {
    try (var stream = Objects.requireNonNull(Looks.class.getResourceAsStream(path), path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own style cannot be read", e);
    }
  }

  private static String place(String path) {
    return Objects.requireNonNull(Looks.class.getResource(path), path).toExternalForm();
  }
}
