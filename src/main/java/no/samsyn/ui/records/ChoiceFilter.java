package no.samsyn.ui.records;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A condition that is chosen from a list. */
public final class ChoiceFilter {
  private final String field;
  private final String label;
  private final Choice all;
  private final ObservableList<Choice> choices = FXCollections.observableArrayList();
  private final ObjectProperty<Choice> chosen;

  ChoiceFilter(String field, String label, String allOfThem) {
    this.field = field;
    this.label = label;
    this.all = new Choice("", allOfThem);
    choices.add(all);
    chosen = new SimpleObjectProperty<>(all);
  }

  String field() {
    return field;
  }

  String label() {
    return label;
  }

  ObservableList<Choice> choices() {
    return choices;
  }

  ObjectProperty<Choice> chosenProperty() {
    return chosen;
  }

  /** Chooses by key, even before the list of choices has arrived. */
  void choose(String key) {
    if (key.isEmpty()) {
      chosen.set(all);
      return;
    }
    chosen.set(
        choices.stream()
            .filter(choice -> choice.key().equals(key))
            .findFirst()
            .orElse(new Choice(key, "…")));
  }

  String chosenKey() {
    var choice = chosen.get();
    return choice == null ? "" : choice.key();
  }

  void offer(List<Choice> offered) {
    var key = chosenKey();
    choices.setAll(all);
    choices.addAll(offered);
    choose(key);
  }
}
