package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.Pick;
import no.samsyn.model.FieldType;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * One field with its versions side by side: one stop of the TAB key, which says everything. 1, 2
 * and 3 choose a version and go on; E is for a value of one's own, V shows what is masked.
 */
final class FieldLine extends VBox {
  private static final List<KeyCode> DIGITS =
      List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3);
  private static final List<KeyCode> NUMPAD =
      List.of(KeyCode.NUMPAD1, KeyCode.NUMPAD2, KeyCode.NUMPAD3);
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("undecided");
  private static final PseudoClass OWN = PseudoClass.getPseudoClass("own");

  private final FieldRow row;
  private final CaseViewModel model;
  private final FieldGrid grid;
  private final I18n words;
  private final List<ChoiceCell> cells = new ArrayList<>();
  private final Label state = new Label();
  private final boolean isOpen;
  private @Nullable OwnValue own;

  FieldLine(FieldRow row, CaseViewModel model, FieldGrid grid, I18n words, boolean isOpen) {
    this.row = row;
    this.model = model;
    this.grid = grid;
    this.words = words;
    this.isOpen = isOpen;
    getStyleClass().add("sam-line");
    setId("line-" + row.name());
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT);
    var columns = new ColumnGrid(row.cells().size());
    columns.add(head(), 0, 0);
    for (var i = 0; i < row.cells().size(); i++) {
      columns.add(cell(i), i + 1, 0);
    }
    getChildren().add(columns);
    setOnKeyPressed(this::key);
    setOnMousePressed(event -> requestFocus());
    update();
  }

  private VBox head() {
    var label = new Label(CaseWords.withoutNote(row.label())); // the dots say that it is masked
    label.getStyleClass().add("sam-line-label");
    label.setWrapText(true);
    state.getStyleClass().addAll("sam-hint", "sam-line-state");
    state.setWrapText(true);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    var first = new HBox(label);
    var head = new VBox(first, state);
    head.getStyleClass().add("sam-line-head");
    if (!row.now().isEmpty()) {
      var now = new Label(row.now());
      now.getStyleClass().addAll("sam-hint", "sam-line-now");
      now.setWrapText(true);
      head.getChildren().add(now);
    }
    if (row.masked()) {
      first
          .getChildren()
          .add(tool("mdmz-visibility", "review.reveal", "review.reveal-key", this::reveal));
    }
    if (mayWrite()) {
      first.getChildren().add(tool("mdal-edit", "review.write", "review.write-key", this::write));
    }
    return head;
  }

  /** For the mouse; the line itself has a key for each. */
  private Button tool(String icon, String key, String hint, Runnable action) {
    var button = new Button();
    button.setGraphic(new FontIcon(icon));
    button.setAccessibleText(words.text(key));
    button.getStyleClass().addAll("flat", "sam-line-tool");
    button.setTooltip(grid.hint(hint));
    button.setFocusTraversable(false);
    button.setOnAction(event -> action.run());
    return button;
  }

  private boolean mayWrite() {
    var type = row.sheet().type();
    return isOpen && row.choosable() && type != FieldType.REFERENCE && type != FieldType.OBJECT;
  }

  private ChoiceCell cell(int at) {
    var shown = row.cells().get(at);
    var cell = new ChoiceCell(grid.style(shown.pick()));
    cell.show(shown.pieces(), shown.step(), shown.isEmpty());
    cell.setAccessibleText(grid.columnName(shown.pick()) + ": " + shown.spoken());
    cell.offer(isOpen && grid.mayTake(row, shown.pick()), row.choosable(), () -> take(at));
    cells.add(cell);
    return cell;
  }

  private void take(int at) {
    if (!isOpen || at >= row.cells().size()) {
      return;
    }
    var pick = row.cells().get(at).pick();
    if (grid.mayTake(row, pick)) {
      closeOwn();
      grid.take(row, pick);
    }
  }

  private void key(KeyEvent event) {
    if (event.getTarget() != this || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    var digit = Math.max(DIGITS.indexOf(event.getCode()), NUMPAD.indexOf(event.getCode()));
    if (digit >= 0) {
      take(digit);
      grid.goOn(this);
    } else if (!typed(event.getCode())) {
      return;
    }
    event.consume();
  }

  private boolean typed(KeyCode code) {
    switch (code) {
      case UP -> grid.step(this, -1);
      case DOWN -> grid.step(this, 1);
      case E -> write();
      case V -> reveal();
      case BACK_SPACE, DELETE -> model.forget(row.name());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void reveal() {
    if (row.masked()) {
      grid.keepFocus(row.name());
      model.reveal(row.name());
    }
  }

  /** Opens a value of one's own, which begins with what stands. */
  private void write() {
    if (!mayWrite() || own != null) {
      return;
    }
    var begin = row.masked() ? Value.absent() : row.sheet().versions().theirs();
    var entity = grid.entity();
    var made =
        new OwnValue(
            grid.schema(row.name()),
            entity,
            words,
            begin,
            new OwnValue.Told(
                text -> model.write(row.name(), text),
                () -> grid.line(row.name()).ifPresent(grid::goOn),
                () -> grid.line(row.name()).ifPresent(FieldLine::giveUp)));
    adopt(made);
    made.begin();
  }

  private void giveUp() {
    model.forget(row.name());
    closeOwn();
    requestFocus();
  }

  /** Returns the value that somebody writes here. */
  Optional<OwnValue> own() {
    return Optional.ofNullable(own);
  }

  /** Takes a value over that is being written, from the line that stood here before. */
  void adopt(OwnValue written) {
    own = written;
    getChildren().add(written);
  }

  private void closeOwn() {
    getChildren().remove(own);
    own = null;
  }

  /** Shows what is chosen by now. */
  void update() {
    var picked = isOpen ? model.picked(row) : row.became();
    for (var i = 0; i < cells.size(); i++) {
      var pick = row.cells().get(i).pick();
      cells.get(i).setChosen(picked.equals(Optional.of(pick)));
    }
    var written = model.own(row.name()).isPresent();
    pseudoClassStateChanged(OWN, written);
    pseudoClassStateChanged(OPEN, isUndecided());
    state.setText(stateText());
    var shown = own;
    if (shown != null) {
      shown.showProblem(written ? model.problem(row.name()) : "");
    }
    setAccessibleText(spoken(picked, written));
  }

  /** What has been chosen is not asked for any more. */
  private String stateText() {
    var isSettled = isOpen && row.sheet().state() == FieldSheet.State.CONTESTED && row.asks();
    return isSettled && !isUndecided() ? words.text("review.field.both") : row.state();
  }

  private String spoken(Optional<Pick> picked, boolean written) {
    var text = new StringBuilder(row.label()).append(". ").append(stateText()).append(". ");
    for (var cell : row.cells()) {
      text.append(grid.columnName(cell.pick())).append(": ").append(cell.spoken()).append(". ");
    }
    if (written) {
      text.append(words.text("review.chosen-own"));
    } else if (picked.isPresent() && row.choosable()) {
      var key = isOpen ? "review.chosen" : "review.became";
      text.append(words.text(key, grid.columnName(picked.get())));
    } else if (isUndecided()) {
      text.append(words.text("review.undecided"));
    }
    return text.toString();
  }

  boolean isUndecided() {
    return isOpen && row.asks() && !model.isDecided(row);
  }

  FieldRow row() {
    return row;
  }
}
