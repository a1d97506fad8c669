package no.samsyn.ui.common;

import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;

/**
 * Lays its children out in rows of equal tiles, as many beside each other as are shown whole: with
 * large text there are fewer in a row, and none is cut.
 */
public final class EvenTiles extends Pane {
  private static final double GAP = 14;

  public EvenTiles() {
    getStyleClass().add("sam-tiles");
  }

  private int columns(double width) {
    var widest = 1.0;
    for (var child : getManagedChildren()) {
      widest = Math.max(widest, child.prefWidth(-1));
    }
    var fitting = (int) Math.floor((width + GAP) / (widest + GAP));
    var count = getManagedChildren().size();
    var most = Math.max(1, Math.min(count, fitting));
    var rows = (count + most - 1) / Math.max(1, most);
    return rows == 0 ? 1 : (count + rows - 1) / rows; // the last row is not left nearly empty
  }

  private double tile(int columns, double width) {
    return Math.max(0, (width - GAP * (columns - 1)) / columns);
  }

  private double row(double tile) {
    var highest = 0.0;
    for (var child : getManagedChildren()) {
      highest = Math.max(highest, child.prefHeight(tile));
    }
    return highest;
  }

  @Override
  protected double computeMinWidth(double height) {
    var widest = 0.0;
    for (var child : getManagedChildren()) {
      widest = Math.max(widest, child.minWidth(-1));
    }
    return widest;
  }

  @Override
  protected double computePrefWidth(double height) {
    var sum = 0.0;
    for (var child : getManagedChildren()) {
      sum += child.prefWidth(-1) + GAP;
    }
    return Math.max(0, sum - GAP);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    var wide = width < 0 ? (getWidth() > 0 ? getWidth() : computePrefWidth(-1)) : width;
    var columns = columns(wide);
    var rows = (getManagedChildren().size() + columns - 1) / columns;
    return rows == 0 ? 0 : rows * (row(tile(columns, wide)) + GAP) - GAP;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected void layoutChildren() {
    var columns = columns(getWidth());
    var tile = tile(columns, getWidth());
    var row = row(tile);
    var at = 0;
    for (var child : getManagedChildren()) {
      child.resizeRelocate(
          snapPositionX((at % columns) * (tile + GAP)),
          snapPositionY(Math.floorDiv(at, columns) * (row + GAP)),
          snapSizeX(tile),
          snapSizeY(row));
      at++;
    }
  }
}
