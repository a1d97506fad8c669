package no.samsyn.ui.shell;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** Everything that can be done, found by typing a part of its name. */
public final class PaletteViewModel {
  /**
   * One thing to do; {@code keys} is how to do it without the palette, empty where there is none.
   */
  public record Command(String name, String keys, Runnable action) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final StringProperty typed = new SimpleStringProperty("");
  private final ObservableList<Command> all = FXCollections.observableArrayList();
  private final FilteredList<Command> found = new FilteredList<>(all);

  public PaletteViewModel() {
    typed.addListener((property, before, after) -> found.setPredicate(command -> fits(command)));
  }

  public void offer(List<Command> commands) {
    all.setAll(commands);
  }

  private boolean fits(Command command) {
    var name = command.name().toLowerCase(Locale.ROOT);
    for (var word : typed.get().toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!name.contains(word)) {
        return false;
      }
    }
    return true;
  }

  public StringProperty typedProperty() {
    return typed;
  }

  public ObservableList<Command> found() {
    return found;
  }
}
