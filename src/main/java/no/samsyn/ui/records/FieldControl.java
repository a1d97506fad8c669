package no.samsyn.ui.records;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;
import no.samsyn.model.FieldType;
import no.samsyn.ui.common.I18n;
import org.jspecify.annotations.Nullable;

/** The control in which a field of a record is typed or chosen, in a form or beside a choice. */
public final class FieldControl {
  private static final int NOTE_ROWS = 3;

  private final I18n words;

  private FieldControl(I18n words) {
    this.words = words;
  }

  /** Makes the control of {@code field}; what is typed goes to the field at once. */
  public static Control of(FormField field, I18n words) {
    return new FieldControl(words).control(field);
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
      area.addEventFilter(KeyEvent.KEY_PRESSED, FieldControl::leaveByTab);
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
