package no.samsyn.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/** Measures what stands on a screen against what lies behind it, as WCAG 2 does. */
final class Contrast {
  private static final double TEXT_MIN = 4.5;
  private static final double GRAPHICS_MIN = 3;

  private final List<String> weak = new ArrayList<>();
  private int measured;

  /** Returns everything on {@code root} that is too weak; disabled controls may be weak. */
  static Contrast of(Parent root) {
    var contrast = new Contrast();
    contrast.walk(root, Color.WHITE);
    return contrast;
  }

  List<String> weak() {
    return weak;
  }

  int measured() {
    return measured;
  }

  private void walk(Node node, Color behind) {
    if (!node.isVisible() || node.isDisabled() || node.getOpacity() < 1) {
      return;
    }
    var ground = behind;
    if (node instanceof Region region && region.getBackground() != null) {
      for (var fill : region.getBackground().getFills()) {
        if (fill.getFill() instanceof Color color) {
          ground = over(color, ground);
        }
      }
    }
    if (node instanceof Text text && text.getFill() instanceof Color color) {
      measure(text, over(color, ground), ground);
    }
    if (node instanceof Parent parent) {
      for (var child : parent.getChildrenUnmodifiable()) {
        walk(child, ground);
      }
    }
  }

  private void measure(Text text, Color color, Color ground) {
    if (text.getText() == null || text.getText().isBlank()) {
      return;
    }
    measured++;
    var ratio = ratio(color, ground);
    if (ratio < (text instanceof FontIcon ? GRAPHICS_MIN : TEXT_MIN)) {
      weak.add(
          String.format(
              Locale.ROOT,
              "%.2f:1 for \"%s\" (%s on %s) in %s",
              ratio,
              text instanceof FontIcon icon ? icon.getIconLiteral() : text.getText(),
              color,
              ground,
              text.getParent()));
    }
  }

  private static Color over(Color top, Color below) {
    var a = top.getOpacity();
    return Color.color(
        top.getRed() * a + below.getRed() * (1 - a),
        top.getGreen() * a + below.getGreen() * (1 - a),
        top.getBlue() * a + below.getBlue() * (1 - a));
  }

  static double ratio(Color one, Color other) {
    var a = luminance(one) + 0.05;
    var b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }
}
