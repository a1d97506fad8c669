package no.samsyn.ui.history;

import java.util.function.Function;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.WholeColumns;

/** The list of past runs. */
public final class HistoryController {
  private final HistoryViewModel model;

  private final DoubleBinding rowHeight;

  @FXML private TableView<RunLine> table;
  @FXML private TableColumn<RunLine, String> started;
  @FXML private TableColumn<RunLine, String> because;
  @FXML private TableColumn<RunLine, String> result;
  @FXML private TableColumn<RunLine, String> sent;
  @FXML private TableColumn<RunLine, String> fetched;
  @FXML private TableColumn<RunLine, String> conflicts;
  @FXML private TableColumn<RunLine, String> left;
  @FXML private TableColumn<RunLine, String> bytes;
  @FXML private TableColumn<RunLine, String> took;

  public HistoryController(HistoryViewModel model, DoubleBinding rowHeight) {
    this.rowHeight = rowHeight;
    this.model = model;
  }

  @FXML
  private void initialize() {
    table.fixedCellSizeProperty().bind(rowHeight);
    table.setItems(model.runs());
    show(started, RunLine::started);
    show(because, RunLine::because);
    show(result, RunLine::result);
    show(sent, RunLine::sent);
    show(fetched, RunLine::fetched);
    show(conflicts, RunLine::conflicts);
    show(left, RunLine::left);
    show(bytes, RunLine::bytes);
    show(took, RunLine::took);
    result.setCellFactory(column -> new ResultCell());
    WholeColumns.in(table, rowHeight);
    table.setRowFactory(any -> new SpokenRow());
  }

  private static void show(TableColumn<RunLine, String> column, Function<RunLine, String> text) {
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
  }

  public HistoryViewModel getModel() {
    return model;
  }

  /** Word, shape and colour. */
  private static final class ResultCell extends TableCell<RunLine, String> {
    @Override
    protected void updateItem(String text, boolean empty) {
      super.updateItem(text, empty);
      var line = empty ? null : getTableRow().getItem();
      setGraphic(line == null ? null : new Badge(line.tone(), text));
    }
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<RunLine> {
    @Override
    protected void updateItem(RunLine line, boolean empty) {
      super.updateItem(line, empty);
      setAccessibleText(empty ? null : line.toString());
    }
  }
}
