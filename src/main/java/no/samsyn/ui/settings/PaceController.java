package no.samsyn.ui.settings;

import java.time.Duration;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.GridPane;
import javafx.util.StringConverter;

/** When syncing happens: a choice for each wait. */
public final class PaceController {
  private final PaceViewModel model;
  private boolean showing;

  @FXML private GridPane waits;
  @FXML private ComboBox<Integer> failures;

  public PaceController(PaceViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    boxes().forEach(this::begin);
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

  private List<WaitBox> boxes() {
    return waits.getChildren().stream()
        .filter(WaitBox.class::isInstance)
        .map(WaitBox.class::cast)
        .toList();
  }

  private void begin(WaitBox box) {
    box.setConverter(new LengthName());
    box.valueProperty()
        .addListener(
            (property, before, after) -> {
              if (!showing && after != null) {
                model.choose(box.getPart(), after);
              }
            });
  }

  /** What is shown was chosen already. */
  private void show() {
    showing = true;
    for (var box : boxes()) {
      box.getItems().setAll(model.choices(box.getPart()));
      box.setValue(model.chosen(box.getPart()));
    }
    failures.getItems().setAll(model.failureChoices());
    failures.setValue(model.paceProperty().get().breaker().failures());
    showing = false;
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
