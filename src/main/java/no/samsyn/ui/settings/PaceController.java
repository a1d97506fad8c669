package no.samsyn.ui.settings;

import java.time.Duration;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import no.samsyn.ui.settings.PaceViewModel.Part;

/** When syncing happens: a choice for each wait. */
public final class PaceController {
  private final PaceViewModel model;
  private boolean showing;

  @FXML private ComboBox<Duration> period;
  @FXML private ComboBox<Duration> inRunFirst;
  @FXML private ComboBox<Duration> inRunMax;
  @FXML private ComboBox<Duration> recordFirst;
  @FXML private ComboBox<Duration> recordMax;
  @FXML private ComboBox<Integer> failures;
  @FXML private ComboBox<Duration> breakerFirst;
  @FXML private ComboBox<Duration> breakerMax;

  public PaceController(PaceViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    begin(period, Part.PERIOD);
    begin(inRunFirst, Part.IN_RUN_FIRST);
    begin(inRunMax, Part.IN_RUN_MAX);
    begin(recordFirst, Part.RECORD_FIRST);
    begin(recordMax, Part.RECORD_MAX);
    begin(breakerFirst, Part.BREAKER_FIRST);
    begin(breakerMax, Part.BREAKER_MAX);
    failures
        .valueProperty()
        .addListener(
            (property, before, after) -> {
              if (!showing && after != null) {
                model.chooseFailures(after);
              }
            });
    model.paceProperty().subscribe(pace -> show());
  }

  private void begin(ComboBox<Duration> box, Part part) {
    box.setConverter(new LengthName());
    box.valueProperty()
        .addListener(
            (property, before, after) -> {
              if (!showing && after != null) {
                model.choose(part, after);
              }
            });
  }

  /** What is shown was chosen already. */
  private void show() {
    showing = true;
    show(period, Part.PERIOD);
    show(inRunFirst, Part.IN_RUN_FIRST);
    show(inRunMax, Part.IN_RUN_MAX);
    show(recordFirst, Part.RECORD_FIRST);
    show(recordMax, Part.RECORD_MAX);
    show(breakerFirst, Part.BREAKER_FIRST);
    show(breakerMax, Part.BREAKER_MAX);
    failures.getItems().setAll(model.failureChoices());
    failures.setValue(model.paceProperty().get().breaker().failures());
    showing = false;
  }

  private void show(ComboBox<Duration> box, Part part) {
    box.getItems().setAll(model.choices(part));
    box.setValue(model.chosen(part));
  }

  public PaceViewModel getModel() {
    return model;
  }

  @FXML
  private void reset() {
    model.reset();
  }

  /** A length of time in words; only ever written. */
  private final class LengthName extends StringConverter<Duration> {
    @Override
    public String toString(Duration length) {
      return length == null ? "" : model.words(length);
    }

    @Override
    public Duration fromString(String text) {
      throw new IllegalStateException("nothing is typed here");
    }
  }
}
