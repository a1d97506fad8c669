package no.samsyn.ui.overview;

import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.LongProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.overview.Bars.Bar;
import no.samsyn.ui.overview.OverviewViewModel.Point;
import no.samsyn.ui.overview.OverviewViewModel.Silent;

/** The first screen. */
public final class OverviewController {
  private static final String NOTHING = "sam-count-zero"; // nothing to do, so no colour

  private final OverviewViewModel model;
  private final I18n words;
  private final BooleanBinding isLarge;

  @FXML private VBox all;
  @FXML private HBox below;
  @FXML private VBox silentPane;
  @FXML private Button needsYou;
  @FXML private Button unsent;
  @FXML private Button reviews;
  @FXML private Button silentButton;
  @FXML private Label needsYouCount;
  @FXML private Label unsentCount;
  @FXML private Label reviewsCount;
  @FXML private Label silentCount;
  @FXML private Bars weeks;
  @FXML private Bars runs;
  @FXML private ListView<Silent> silent;

  public OverviewController(OverviewViewModel model, I18n words, BooleanBinding isLarge) {
    this.model = model;
    this.words = words;
    this.isLarge = isLarge;
  }

  @FXML
  private void initialize() {
    count(needsYou, needsYouCount, model.needsYouProperty(), "overview.needs-you");
    count(unsent, unsentCount, model.unsentProperty(), "overview.unsent");
    count(reviews, reviewsCount, model.reviewsProperty(), "overview.reviews");
    count(silentButton, silentCount, model.silentCountProperty(), "overview.silent");
    model.weeksProperty().subscribe(points -> weeks.show(bars(points)));
    model.runsProperty().subscribe(points -> runs.show(bars(points)));
    weeks.accessibleTextProperty().bind(model.weeksSummaryProperty());
    runs.accessibleTextProperty().bind(model.runsSummaryProperty());
    isLarge.subscribe(this::makeRoom);
    silent.setItems(model.silent());
    silent.setCellFactory(list -> new SilentCell());
    silent.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            showMentor();
          }
        });
  }

  /** Where text is large, what is beside each other otherwise stands below each other. */
  private void makeRoom(boolean large) {
    all.getChildren().remove(silentPane);
    below.getChildren().remove(silentPane);
    (large ? all : below).getChildren().add(silentPane);
  }

  private void count(Button button, Label label, LongProperty value, String key) {
    label.textProperty().bind(value.map(number -> words.number(number.longValue())));
    value.subscribe(
        number -> {
          button.getStyleClass().remove(NOTHING);
          if (number.longValue() == 0) {
            button.getStyleClass().add(NOTHING);
          }
        });
    button
        .accessibleTextProperty()
        .bind(value.map(number -> words.number(number.longValue()) + " " + words.text(key)));
  }

  private static List<Bar> bars(List<Point> points) {
    return points.stream()
        .map(
            point ->
                new Bar(
                    point.value(),
                    point.figure(),
                    point.name(),
                    point.sentence(),
                    "sam-bar-" + point.tone().code()))
        .toList();
  }

  public OverviewViewModel getModel() {
    return model;
  }

  @FXML
  private void showOutbox() {
    model.showOutbox();
  }

  @FXML
  private void showReviews() {
    model.showReviews();
  }

  @FXML
  private void showSilent() {
    silent.requestFocus();
    silent.getSelectionModel().selectFirst();
  }

  @FXML
  private void showMentor() {
    var chosen = silent.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.showMentor(chosen);
    }
  }

  @FXML
  private void showActivities() {
    model.showActivities();
  }

  @FXML
  private void showHistory() {
    model.showHistory();
  }

  /** A name, and since when nothing was heard. */
  private static final class SilentCell extends ListCell<Silent> {
    @Override
    protected void updateItem(Silent mentor, boolean empty) {
      super.updateItem(mentor, empty);
      setAccessibleText(empty ? null : mentor.toString());
      if (empty) {
        setGraphic(null);
        return;
      }
      var gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      var since = new Label(mentor.since());
      since.getStyleClass().add("sam-muted");
      var box = new VBox(new HBox(new Label(mentor.name()), gap, since));
      if (!mentor.device().isEmpty()) {
        var device = new Label(mentor.device());
        device.getStyleClass().add("sam-hint");
        box.getChildren().add(device);
      }
      setGraphic(box);
    }
  }
}
