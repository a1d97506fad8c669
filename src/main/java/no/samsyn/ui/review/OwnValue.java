package no.samsyn.ui.review;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.records.Choice;
import no.samsyn.ui.records.FieldControl;
import no.samsyn.ui.records.FormField;

/** A value of one's own below the versions, checked with every letter. */
final class OwnValue extends VBox {
  private final FormField field;
  private final Control control;
  private final Label problem = new Label();

  /** Where the next letter goes. */
  record Place(int anchor, int caret) {}

  /** What typing does: each change is told, and the way out. */
  record Told(Consumer<String> typed, Runnable done, Runnable givenUp) {}

  OwnValue(FieldSchema schema, String entity, I18n words, Value begin, Told told) {
    getStyleClass().add("sam-own");
    field = new FormField(schema, entity, words);
    if (schema.type() == FieldType.ENUM) {
      var texts =
          new no.samsyn.ui.records.CellTexts(
              no.samsyn.peersupport.PeerSupport.schemas().require(entity), words);
      field.offer(
          schema.choices().stream()
              .map(word -> new Choice(word, texts.choice(schema, word)))
              .toList());
    }
    field.show(begin);
    control = FieldControl.of(field, words);
    control.setId("own-" + schema.name());
    control.setMaxWidth(Double.MAX_VALUE);
    control.setAccessibleText(words.text("review.own-of", field.label()));
    HBox.setHgrow(control, Priority.ALWAYS);
    field.textProperty().addListener(any -> told.typed().accept(text()));
    problem.getStyleClass().add("sam-problem");
    problem.setWrapText(true);
    showProblem("");
    var label = new Label(words.text("review.own"));
    label.getStyleClass().add("sam-field-label");
    label.setLabelFor(control);
    label.setMinWidth(USE_PREF_SIZE);
    var giveUp = new Button(words.text("dialog.cancel"));
    giveUp.getStyleClass().add("flat");
    giveUp.setMinWidth(USE_PREF_SIZE);
    giveUp.setOnAction(event -> told.givenUp().run());
    var row = new HBox(label, control, giveUp);
    row.getStyleClass().add("sam-own-row");
    getChildren().addAll(row, problem);
    addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, told));
  }

  private String text() {
    var assignment = field.assignment();
    return assignment.substring(assignment.indexOf('=') + 1);
  }

  private void key(KeyEvent event, Told told) {
    if (event.getCode() == KeyCode.ESCAPE) {
      told.givenUp().run();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER
        && !event.isShortcutDown()
        && !(control instanceof TextArea)) {
      told.done().run();
      event.consume();
    }
  }

  void showProblem(String text) {
    problem.setText(text);
    problem.setVisible(!text.isEmpty());
    problem.setManaged(!text.isEmpty());
  }

  void begin() {
    control.requestFocus();
  }

  /** Stands in another place now: who was typing goes on where they were. */
  void goOn(Place place) {
    control.requestFocus();
    if (control instanceof TextInputControl text) {
      text.selectRange(place.anchor(), place.caret());
    }
  }

  /** Returns where somebody is typing; nothing where nobody is. */
  Optional<Place> place() {
    if (!isFocusWithin()) {
      return Optional.empty();
    }
    return Optional.of(
        control instanceof TextInputControl text
            ? new Place(text.getAnchor(), text.getCaretPosition())
            : new Place(0, 0));
  }
}
