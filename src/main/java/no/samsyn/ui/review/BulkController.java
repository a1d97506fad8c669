package no.samsyn.ui.review;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.Tone;
import no.samsyn.ui.records.Choice;

/** A sheet over the screen: one rule for many cases. */
public final class BulkController {
  private final BulkViewModel model;
  private final DoubleBinding rowHeight;

  @FXML private StackPane sheet;
  @FXML private ComboBox<Choice> rule;
  @FXML private TableView<BulkRow> table;
  @FXML private TableColumn<BulkRow, String> whose;
  @FXML private TableColumn<BulkRow, String> what;
  @FXML private TableColumn<BulkRow, String> takes;
  @FXML private TableColumn<BulkRow, String> changes;
  @FXML private TableColumn<BulkRow, String> drops;
  @FXML private ProgressBar bar;
  @FXML private Button carryOut;
  @FXML private Button undoAll;
  @FXML private Button close;

  public BulkController(ReviewViewModel model, DoubleBinding rowHeight) {
    this.model = model.bulk();
    this.rowHeight = rowHeight;
  }

  @FXML
  private void initialize() {
    sheet.visibleProperty().bind(model.openProperty());
    sheet.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    rule.setItems(model.rules());
    rule.valueProperty().bindBidirectional(model.ruleProperty());
    rule.disableProperty().bind(model.runningProperty());
    table.fixedCellSizeProperty().bind(rowHeight);
    table.setItems(model.rows());
    table.setRowFactory(view -> new SpokenRow());
    column(whose, BulkRow::whose);
    column(what, BulkRow::what);
    column(takes, BulkRow::takes);
    column(changes, BulkRow::changes);
    column(drops, BulkRow::drops);
    drops.setCellFactory(column -> new DropsCell());
    bar.progressProperty().bind(model.progressProperty());
    bar.visibleProperty().bind(model.runningProperty());
    carryOut.disableProperty().bind(model.readyProperty().not());
    undoAll.visibleProperty().bind(model.undoableProperty());
    close.disableProperty().bind(model.runningProperty());
    for (var node : List.<Node>of(bar, undoAll)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    model.openProperty().subscribe(this::opened);
    model.undoableProperty().subscribe(this::done);
  }

  private static void column(TableColumn<BulkRow, String> column, Function<BulkRow, String> text) {
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
  }

  private void opened(boolean open) {
    if (open) {
      rule.requestFocus();
    }
  }

  /** The button that was pressed is gone now; what is next is to take it back, or to leave. */
  private void done(boolean undoable) {
    if (undoable) {
      undoAll.requestFocus();
    } else if (model.openProperty().get()) {
      close.requestFocus();
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && !rule.isShowing() && !close.isDisabled()) {
      model.close();
      event.consume();
    }
  }

  @FXML
  private void carryOut() {
    model.carryOut();
  }

  @FXML
  private void undo() {
    model.undo();
  }

  @FXML
  private void close() {
    model.close();
  }

  public BulkViewModel getModel() {
    return model;
  }

  /** Word, shape and colour where a text would be lost. */
  private static final class DropsCell extends TableCell<BulkRow, String> {
    @Override
    protected void updateItem(String text, boolean empty) {
      super.updateItem(text, empty);
      var row = empty ? null : getTableRow().getItem();
      setGraphic(row == null || row.tone() == Tone.QUIET ? null : new Badge(row.tone(), text));
    }
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<BulkRow> {
    @Override
    protected void updateItem(BulkRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(empty ? null : row.toString());
    }
  }
}
