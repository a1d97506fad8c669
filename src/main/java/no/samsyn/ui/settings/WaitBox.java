package no.samsyn.ui.settings;

import java.time.Duration;
import javafx.scene.control.ComboBox;
import no.samsyn.ui.settings.PaceViewModel.Part;

/** A choice of how long to wait; the screen's file says for what. */
public final class WaitBox extends ComboBox<Duration> {
  private Part part = Part.PERIOD;

  public WaitBox() {
    setMaxWidth(Double.MAX_VALUE);
  }

  public Part getPart() {
    return part;
  }

  public void setPart(Part part) {
    this.part = part;
  }
}
