package no.samsyn.ui.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads a screen: the one place that knows how controllers come to their files. */
public final class Fxml {
  private Fxml() {}

  /**
   * Loads {@code file} with the texts of {@code words}; its controller, and those of the files that
   * it includes, are taken from {@code controllers} by class.
   */
  public static Parent load(FxmlFile file, I18n words, Object... controllers) {
    var place = Objects.requireNonNull(Fxml.class.getResource(file.path()), file.path());
    var loader = new FXMLLoader(place, words.bundle());
    loader.setControllerFactory(
        type -> {
          for (var controller : controllers) {
            if (type.isInstance(controller)) {
              return controller;
            }
          }
          throw new IllegalArgumentException("no controller for " + type.getName());
        });
    try {
      return loader.load();
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own screen cannot be read: " + file, e);
    }
  }
}
