package no.samsyn.ui.common;

import java.util.List;
import javafx.beans.binding.DoubleExpression;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Columns that grow with the text, also while the screen is open. Where they do not find room
 * beside each other they are not cut: the table scrolls. A column's least and usual widths are
 * those of text at its usual size.
 */
public final class WholeColumns {
  private static final double USUAL_ROW = 38; // the height of a row whose text has the usual size
  private static final double SCROLL_BAR = 24;

  private final TableView<?> table;

  private WholeColumns(TableView<?> table) {
    this.table = table;
  }

  /** Keeps the columns that {@code table} has by now; {@code rowHeight} grows with the text. */
  public static void in(TableView<?> table, DoubleExpression rowHeight) {
    var whole = new WholeColumns(table);
    for (var column : List.copyOf(table.getColumns())) {
      var least = column.getMinWidth();
      var usual = column.getPrefWidth();
      rowHeight.subscribe(
          height -> {
            column.setMinWidth(least * height.doubleValue() / USUAL_ROW);
            column.setPrefWidth(usual * height.doubleValue() / USUAL_ROW);
          });
      column.visibleProperty().addListener((property, before, after) -> whole.fit());
    }
    table.widthProperty().subscribe(width -> whole.fit());
    rowHeight.subscribe(height -> whole.fit());
  }

  private void fit() {
    var needed = table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getMinWidth).sum();
    var policy =
        needed + SCROLL_BAR > table.getWidth()
            ? TableView.UNCONSTRAINED_RESIZE_POLICY
            : TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS;
    if (table.getWidth() > 0 && !policy.equals(table.getColumnResizePolicy())) {
      table.setColumnResizePolicy(policy);
    }
  }
}
