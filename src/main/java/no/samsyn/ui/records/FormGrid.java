package no.samsyn.ui.records;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import no.samsyn.model.FieldType;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Slices;
import org.jspecify.annotations.Nullable;

/**
 * A form of three columns, short fields side by side: each field with its label, its control and
 * what is wrong with it.
 */
final class FormGrid extends GridPane {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
  private static final Set<String> SHORT =
      Set.of("date", "start_time", "minutes", "members", "relatives", "others", "amount_ore", "km");
  private static final int NOTE_ROWS = 3;
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
    var control = control(field);
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

  private Control control(FormField field) {
    if (field.schema().type() == FieldType.ENUM || field.schema().type() == FieldType.REFERENCE) {
      return choices(field);
    } else if (field.schema().type() == FieldType.DATE) {
      return date(field);
    } else if (field.name().equals("note")) {
      var area = new TextArea();
      area.setPrefRowCount(NOTE_ROWS);
      area.setWrapText(true);
      area.addEventFilter(KeyEvent.KEY_PRESSED, FormGrid::leaveByTab);
      return typed(field, area);
    }
    var text = new TextField();
    text.setPromptText(
        field.schema().type() == FieldType.TIME ? words.text("form.time-prompt") : "");
    return typed(field, text);
  }

  /** Nobody needs tabs in a note, and everybody needs a way out of it. */
  private static void leaveByTab(KeyEvent event) {
    if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
      event.consume();
      Event.fireEvent(
          event.getTarget(),
          new KeyEvent(
              event.getSource(),
              event.getTarget(),
              event.getEventType(),
              event.getCharacter(),
              event.getText(),
              event.getCode(),
              event.isShiftDown(),
              true, // a text area takes a tab with Ctrl for what others take a plain one for
              event.isAltDown(),
              event.isMetaDown()));
    }
  }

  /** What is masked is neither in the control nor on the clipboard. */
  private static Control typed(FormField field, TextInputControl control) {
    Runnable show =
        () -> {
          var masked = field.maskedProperty().get();
          var text = masked ? CellTexts.MASK : field.textProperty().get();
          control.setEditable(!masked);
          if (!text.equals(control.getText())) {
            control.setText(text);
          }
        };
    field.maskedProperty().addListener(any -> show.run());
    field.textProperty().addListener(any -> show.run());
    control
        .textProperty()
        .addListener(
            (property, before, after) -> {
              if (!field.maskedProperty().get()) {
                field.textProperty().set(after);
              }
            });
    show.run();
    return control;
  }

  private static Control choices(FormField field) {
    var box = new ComboBox<Choice>(field.choices());
    box.disableProperty().bind(field.maskedProperty());
    Runnable show =
        () -> {
          var wanted = field.choice(field.textProperty().get());
          if (!wanted.equals(box.getValue())) {
            box.setValue(wanted);
          }
        };
    field.textProperty().addListener(any -> show.run());
    field
        .choices()
        .addListener(
            (ListChangeListener<Choice>)
                change -> {
                  box.setValue(null);
                  show.run();
                });
    box.setOnAction(
        event -> {
          var chosen = box.getValue();
          if (chosen != null) {
            field.textProperty().set(chosen.key());
          }
        });
    show.run();
    return box;
  }

  private Control date(FormField field) {
    var picker = new DatePicker();
    picker.setConverter(new DayText(words));
    picker.setShowWeekNumbers(true);
    Runnable show =
        () -> {
          var day = day(field.textProperty().get());
          if (!Objects.equals(day, picker.getValue())) {
            picker.setValue(day);
          }
        };
    field.textProperty().addListener(any -> show.run());
    picker
        .valueProperty()
        .addListener(
            (property, before, after) ->
                field.textProperty().set(after == null ? "" : after.toString()));
    show.run();
    return picker;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Days as the language writes them. */
  private static final class DayText extends StringConverter<@Nullable LocalDate> {
    private final I18n words;

    DayText(I18n words) {
      this.words = words;
    }

    @Override
    public String toString(@Nullable LocalDate day) {
      return day == null ? "" : words.date(day);
    }

    @Override
    public @Nullable LocalDate fromString(String text) {
      try {
        var form =
            DateTimeFormatter.ofPattern(words.text("format.date"), words.language().locale());
        return text.isBlank() ? null : LocalDate.parse(text.strip(), form);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
  }
}
