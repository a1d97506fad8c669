package no.samsyn.ui.common;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;

/** A word with its shape and colour. */
public final class Badge extends Label {
  private final FontIcon icon = new FontIcon();
  private final ObjectProperty<Tone> tone = new SimpleObjectProperty<>(this, "tone", Tone.QUIET);

  public Badge() {
    getStyleClass().add("sam-badge");
    setGraphic(icon);
    show(Tone.QUIET);
    tone.addListener((property, before, after) -> show(after == null ? Tone.QUIET : after));
  }

  public Badge(Tone tone, String text) {
    this();
    setTone(tone);
    setText(text);
  }

  public ObjectProperty<Tone> toneProperty() {
    return tone;
  }

  public Tone getTone() {
    return tone.get();
  }

  public void setTone(Tone value) {
    tone.set(value);
  }

  private void show(Tone shown) {
    icon.setIconLiteral(shown.icon());
    getStyleClass().removeIf(name -> name.startsWith("sam-tone-"));
    getStyleClass().add("sam-tone-" + shown.code());
  }
}
