package no.samsyn.ui.records;

import java.util.List;
import java.util.Set;
import javafx.beans.binding.DoubleExpression;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import no.samsyn.model.FieldSchema;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.WholeColumns;

/** The columns of a table of records: how the record stands, then its fields. */
final class RecordColumns {
  private static final double STATE_WIDTH = 134;
  private static final double WIDE = 200;
  private static final double DATE = 100;
  private static final double NARROW = 88;
  private static final double LEAST = 110;
  private static final double MASKED = 140; // its heading says that it is
  private static final Set<String> NUMBERS =
      Set.of("minutes", "members", "relatives", "others", "amount_ore", "km");

  private final RecordsViewModel model;
  private final TableView<RecordRow> table;
  private final DoubleExpression rowHeight;

  RecordColumns(RecordsViewModel model, TableView<RecordRow> table, DoubleExpression rowHeight) {
    this.model = model;
    this.table = table;
    this.rowHeight = rowHeight;
  }

  void fill() {
    table.getColumns().add(state());
    for (var field : model.shownFields()) {
      var column = new TableColumn<RecordRow, String>(model.columnLabel(field.name()));
      column.setId(field.name());
      column.setCellValueFactory(
          cell ->
              new ReadOnlyObjectWrapper<>(cell.getValue().cells().getOrDefault(field.name(), "")));
      column.setSortable(model.sortable().contains(field.name()));
      column.setVisible(model.columns().contains(field.name()));
      size(column, field);
      if (NUMBERS.contains(field.name())) {
        column.getStyleClass().add("sam-number");
      }
      column
          .visibleProperty()
          .addListener((property, before, after) -> model.showColumn(field.name(), after));
      table.getColumns().add(column);
    }
    showOrder();
    table.setSortPolicy(this::sort);
    WholeColumns.in(table, rowHeight);
  }

  /** Words get the room that figures, dates, and yes or no do not need. */
  private static void size(TableColumn<RecordRow, ?> column, FieldSchema field) {
    switch (field.type()) {
      case TEXT, REFERENCE -> size(column, WIDE, field.isSensitive() ? MASKED : LEAST);
      case DATE -> size(column, DATE, DATE);
      default -> size(column, NARROW, NARROW);
    }
  }

  private static void size(TableColumn<RecordRow, ?> column, double usual, double least) {
    column.setMinWidth(least);
    column.setPrefWidth(usual);
  }

  private TableColumn<RecordRow, RecordRow> state() {
    var column = new TableColumn<RecordRow, RecordRow>(model.columnLabel("state"));
    column.setId("state");
    size(column, STATE_WIDTH, STATE_WIDTH);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(any -> new StateCell());
    return column;
  }

  private void showOrder() {
    var sort = model.sort();
    var name = sort.startsWith("-") ? sort.substring(1) : sort;
    for (var column : table.getColumns()) {
      if (name.equals(column.getId())) {
        column.setSortType(
            sort.startsWith("-")
                ? TableColumn.SortType.DESCENDING
                : TableColumn.SortType.ASCENDING);
        table.getSortOrder().setAll(List.of(column));
      }
    }
  }

  /** The order is the store's: the table only says what it should be. */
  private boolean sort(TableView<RecordRow> sorted) {
    if (!sorted.getSortOrder().isEmpty()) {
      var column = sorted.getSortOrder().get(0);
      model.sortBy(column.getId(), column.getSortType() == TableColumn.SortType.DESCENDING);
    }
    return true;
  }

  /** Word, shape and colour. */
  private final class StateCell extends TableCell<RecordRow, RecordRow> {
    private final Badge badge = new Badge();

    @Override
    protected void updateItem(RecordRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || !row.isHere()) {
        setGraphic(null);
        return;
      }
      badge.setTone(CellTexts.tone(row.state()));
      badge.setText(model.stateText(row));
      setGraphic(badge);
    }
  }
}
