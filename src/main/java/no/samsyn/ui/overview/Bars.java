package no.samsyn.ui.overview;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * A small bar chart: bars that grow from one line, some of them with a name underneath. Drawn with
 * plain regions, so that every theme colours it.
 */
public final class Bars extends Pane {
  private static final double GAP = 0.25; // of a bar's place
  private static final double LEAST = 2; // a bar of nothing is still a place
  private static final double PLACE_MAX = 48; // three bars are no three walls
  private static final double NAMES_GAP = 4;

  /**
   * One bar.
   *
   * @param figure stands above, where all of them find room
   * @param name stands underneath; empty for most, or they would overlap
   * @param sentence says what it stands for
   * @param style a style class for its colour
   */
  public record Bar(double value, String figure, String name, String sentence, String style) {}

  private final List<Bar> bars = new ArrayList<>();
  private final List<Region> shapes = new ArrayList<>();
  private final List<Label> names = new ArrayList<>();
  private final List<Label> figures = new ArrayList<>();

  public Bars() {
    getStyleClass().add("sam-bars");
  }

  public void show(List<Bar> shown) {
    bars.clear();
    shapes.clear();
    names.clear();
    figures.clear();
    getChildren().clear();
    for (var bar : shown) {
      var shape = new Region();
      shape.getStyleClass().addAll("sam-bar", bar.style());
      Tooltip.install(shape, new Tooltip(bar.sentence()));
      var name = label(bar.name());
      var figure = label(bar.figure());
      bars.add(bar);
      shapes.add(shape);
      names.add(name);
      figures.add(figure);
      getChildren().addAll(shape, name, figure);
    }
    requestLayout();
  }

  private static Label label(String text) {
    var label = new Label(text);
    label.getStyleClass().add("sam-bar-name");
    return label;
  }

  @Override
  protected void layoutChildren() {
    if (bars.isEmpty()) {
      return;
    }
    var highest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    var place = Math.min(PLACE_MAX, getWidth() / bars.size());
    var named = names.stream().mapToDouble(name -> name.prefHeight(-1)).max().orElse(0);
    var isRoomy = figures.stream().allMatch(figure -> figure.prefWidth(-1) <= place);
    var above = isRoomy ? figures.get(0).prefHeight(-1) : 0;
    var height = getHeight() - named - NAMES_GAP;
    for (var i = 0; i < bars.size(); i++) {
      var share = highest <= 0 ? 0 : bars.get(i).value() / highest;
      var tall = Math.max(LEAST, share * (height - above));
      var left = i * place + place * GAP / 2;
      shapes.get(i).resizeRelocate(left, height - tall, place * (1 - GAP), tall);
      var figure = figures.get(i);
      figure.setVisible(isRoomy);
      var figured = figure.prefWidth(-1);
      figure.resizeRelocate(
          i * place + (place - figured) / 2, height - tall - above, figured, above);
      var wide = Math.max(place, names.get(i).prefWidth(-1));
      var from = Math.min(left, getWidth() - wide);
      names.get(i).resizeRelocate(from, height + NAMES_GAP / 2, wide, named);
    }
  }
}
