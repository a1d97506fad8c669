package no.samsyn.ui.outbox;

import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.shell.StatusViewModel;
import org.jspecify.annotations.Nullable;

/** The outbox: a list, and what can be done with the chosen line. */
public final class OutboxController {
  private static final double STATE_ROWS = 3.7; // wide enough for its words at any size of text

  private final OutboxViewModel model;
  private final StatusViewModel status;
  private final I18n words;

  private final DoubleBinding rowHeight;
  private final Room room;

  @FXML private BorderPane screen;
  @FXML private HBox head;
  @FXML private Button close;
  @FXML private TableView<OutboxLine> table;
  @FXML private TableColumn<OutboxLine, String> state;
  @FXML private TableColumn<OutboxLine, String> what;
  @FXML private TableColumn<OutboxLine, String> why;
  @FXML private TableColumn<OutboxLine, String> next;
  @FXML private VBox detail;
  @FXML private Badge badge;
  @FXML private Label title;
  @FXML private Label reason;
  @FXML private Label nextStep;
  @FXML private Label attempts;
  @FXML private Label fields;
  @FXML private Button retry;
  @FXML private Button open;

  public OutboxController(
      OutboxViewModel model,
      StatusViewModel status,
      I18n words,
      DoubleBinding rowHeight,
      Room room) {
    this.rowHeight = rowHeight;
    this.room = room;
    this.model = model;
    this.status = status;
    this.words = words;
  }

  /** How little room there is: for all columns, and for a list beside what is chosen in it. */
  public record Room(BooleanBinding isLittle, BooleanBinding isCramped) {}

  @FXML
  private void initialize() {
    table.fixedCellSizeProperty().bind(rowHeight);
    table.setItems(model.lines());
    state.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().state()));
    what.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().what()));
    why.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().why()));
    next.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().next()));
    state.setCellFactory(column -> new StateCell());
    table.setRowFactory(any -> new SpokenRow());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (property, before, after) -> {
              if (after != null) {
                model.selectedProperty().set(after);
              }
            });
    model.selectedProperty().subscribe(this::show);
    makeRoom();
    detail.managedProperty().bind(detail.visibleProperty());
  }

  /** There is no room for columns whose words stand beside them, or behind them, in full. */
  private void makeRoom() {
    state.minWidthProperty().bind(rowHeight.multiply(STATE_ROWS));
    var isSaidBeside = model.selectedProperty().isNotNull();
    why.visibleProperty().bind(room.isCramped().or(room.isLittle().and(isSaidBeside)).not());
    next.visibleProperty().bind(room.isCramped().or(isSaidBeside).not());
    close.visibleProperty().bind(room.isCramped());
    room.isCramped().subscribe(cramped -> arrange());
    model.selectedProperty().subscribe(line -> arrange());
  }

  /** A change stands beside the list, or alone where there is no room for both. */
  private void arrange() {
    var isAlone = room.isCramped().get() && model.selectedProperty().get() != null;
    if ((isAlone ? screen.getCenter() : screen.getRight()) == detail) {
      return;
    }
    screen.setRight(null);
    screen.setCenter(isAlone ? detail : table);
    screen.setTop(isAlone ? null : head);
    screen.setRight(isAlone ? null : detail);
    (isAlone ? close : table).requestFocus();
  }

  private void show(@Nullable OutboxLine line) {
    detail.setVisible(line != null);
    retry.setDisable(!OutboxViewModel.mayRetry(line));
    open.setDisable(!OutboxViewModel.mayOpen(line));
    if (line != null) {
      badge.setTone(line.tone());
      badge.setText(line.state());
      title.setText(line.what());
      reason.setText(line.why());
      nextStep.setText(line.next());
      attempts.setText(words.count("outbox.tried", line.row().attempts()));
      fields.setText(model.fields(line));
    }
  }

  public OutboxViewModel getModel() {
    return model;
  }

  public StatusViewModel getStatus() {
    return status;
  }

  @FXML
  private void pause() {
    status.togglePause();
  }

  @FXML
  private void retry() {
    model.retry();
  }

  /** Back to the list; the change that was open can be opened again. */
  @FXML
  private void close() {
    table.getSelectionModel().clearSelection();
    model.selectedProperty().set(null);
  }

  @FXML
  private void discard() {
    model.discard();
  }

  @FXML
  private void open() {
    model.open();
  }

  @FXML
  private void export() {
    model.export();
  }

  /** Word, shape and colour. */
  private static final class StateCell extends TableCell<OutboxLine, String> {
    @Override
    protected void updateItem(String text, boolean empty) {
      super.updateItem(text, empty);
      var line = empty ? null : getTableRow().getItem();
      setGraphic(line == null ? null : new Badge(line.tone(), text));
    }
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<OutboxLine> {
    @Override
    protected void updateItem(OutboxLine line, boolean empty) {
      super.updateItem(line, empty);
      setAccessibleText(empty ? null : line.toString());
    }
  }
}
