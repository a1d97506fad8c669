package no.samsyn.ui.review;

import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The columns of heads and lines: as all have the same shares, they stand below each other. */
final class ColumnGrid extends GridPane {
  private static final double LABEL_SHARE = 21; // percent
  private static final double BEFORE_SHARE = 23;

  ColumnGrid(int versions) {
    getStyleClass().add("sam-columns");
    add(LABEL_SHARE);
    var hasBefore = versions > 2;
    var left = 100 - LABEL_SHARE - (hasBefore ? BEFORE_SHARE : 0);
    if (hasBefore) {
      add(BEFORE_SHARE);
    }
    add(left / 2);
    add(left / 2);
  }

  private void add(double share) {
    var column = new ColumnConstraints();
    column.setPercentWidth(share);
    column.setHgrow(Priority.ALWAYS);
    column.setFillWidth(true);
    getColumnConstraints().add(column);
  }
}
