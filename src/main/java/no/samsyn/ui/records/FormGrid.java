package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Slices;

/**
 * A form of three columns, short fields side by side: each field with its label, its control and
 * what is wrong with it.
 */
final class FormGrid extends GridPane {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
  private static final Set<String> SHORT =
      Set.of("date", "start_time", "minutes", "members", "relatives", "others", "amount_ore", "km");
  private static final double[] SHARES = {44, 28, 28}; // percent; days need the most

  private final I18n words;
  private int row;
  private int used;
  private boolean filled;
  private Runnable whenFilled = () -> {};

  FormGrid(RecordForm form, I18n words) {
    this.words = words;
    getStyleClass().add("sam-form");
    for (var share : SHARES) {
      var column = new ColumnConstraints();
      column.setPercentWidth(share);
      getColumnConstraints().add(column);
    }
    var pieces = new ArrayList<Runnable>();
    form.fields().forEach(field -> pieces.add(() -> add(field)));
    Slices.run(pieces, this::isFilled);
  }

  private void isFilled() {
    filled = true;
    whenFilled.run();
  }

  /** Does {@code work} when all fields are here: now, or in a moment. */
  void whenFilled(Runnable work) {
    if (filled) {
      work.run();
    } else {
      whenFilled = work;
    }
  }

  private void add(FormField field) {
    var box = box(field);
    if (SHORT.contains(field.name())) {
      add(box, used, row);
      used = (used + 1) % SHARES.length;
      row += used == 0 ? 1 : 0;
      return;
    }
    row += used > 0 ? 1 : 0;
    used = 0;
    add(box, 0, row, SHARES.length, 1);
    row++;
  }

  private VBox box(FormField field) {
    var control = FieldControl.of(field, words);
    control.setId("field-" + field.name());
    control.setMaxWidth(Double.MAX_VALUE);
    var name = field.schema().isRequired() ? field.label() + " *" : field.label();
    var label = new Label(name);
    label.getStyleClass().add("sam-field-label");
    label.setLabelFor(control);
    var problem = new Label();
    problem.getStyleClass().add("sam-problem");
    problem.setWrapText(true);
    var shown = field.problemProperty().isNotEmpty().and(field.touchedProperty());
    problem.textProperty().bind(field.problemProperty());
    problem.visibleProperty().bind(shown);
    problem.managedProperty().bind(shown);
    shown.addListener((property, before, after) -> control.pseudoClassStateChanged(WRONG, after));
    control
        .accessibleTextProperty()
        .bind(
            Bindings.createStringBinding(
                () -> shown.get() ? name + ". " + field.problemProperty().get() : name,
                shown,
                field.problemProperty()));
    control
        .focusedProperty()
        .addListener(
            (property, before, after) -> {
              if (!after && field.isChanged()) {
                field.touchedProperty().set(true);
              }
            });
    var box = new VBox(label, control, problem);
    box.getStyleClass().add("sam-field");
    return box;
  }
}
