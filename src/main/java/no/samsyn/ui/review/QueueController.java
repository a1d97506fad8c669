package no.samsyn.ui.review;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.binding.DoubleBinding;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import no.samsyn.console.review.QueuePage;
import no.samsyn.console.review.QueueWish;
import no.samsyn.console.review.Spelling;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.OutOfSight;
import no.samsyn.ui.records.Choice;

/** The queue: what waits, and which of it is shown. */
public final class QueueController {
  private static final Duration TYPING = Duration.millis(250); // between two letters of a search
  private static final double ROWS = 2.05; // heights of a table's row

  private final ReviewViewModel model;
  private final I18n words;
  private final DoubleBinding rowHeight;
  private final ToggleGroup statuses = new ToggleGroup();
  private final Map<QueueWish.Status, ToggleButton> buttons = new EnumMap<>(QueueWish.Status.class);
  private final PauseTransition typing = new PauseTransition(TYPING);

  @FXML private TextField search;
  @FXML private FlowPane status;
  @FXML private ToggleButton more;
  @FXML private VBox conditions;
  @FXML private MenuButton saved;
  @FXML private ListView<QueueItem> list;
  @FXML private Label total;

  public QueueController(ReviewViewModel model, I18n words, DoubleBinding rowHeight) {
    this.model = model;
    this.words = words;
    this.rowHeight = rowHeight;
  }

  @FXML
  private void initialize() {
    typing.setOnFinished(event -> queue().searchProperty().set(search.getText().strip()));
    search.textProperty().addListener(any -> typing.playFromStart());
    list.setItems(queue().items());
    list.fixedCellSizeProperty().bind(rowHeight.multiply(ROWS));
    list.setCellFactory(view -> new QueueCell());
    total.textProperty().bind(queue().totalProperty());
    var chosen = list.getSelectionModel().selectedItemProperty();
    chosen.addListener((property, before, after) -> select(after == null ? "" : after.key()));
    queue().selectedProperty().subscribe(key -> follow());
    queue()
        .items()
        .addListener((javafx.beans.InvalidationListener) any -> Platform.runLater(this::follow));
    List.of(QueueWish.Status.values()).forEach(this::addStatus);
    queue().countsProperty().subscribe(this::count);
    conditions.visibleProperty().bind(more.selectedProperty());
    OutOfSight.keepOut(conditions);
    addConditions();
    queue().filterProperty().subscribe(this::show);
    saved.setOnShowing(event -> fillSaved());
  }

  private QueueViewModel queue() {
    return model.queue();
  }

  private void select(String key) {
    if (!key.isEmpty() && !queue().isUpdating()) {
      queue().selectedProperty().set(key);
    }
  }

  private void follow() {
    var key = queue().selectedProperty().get();
    var at = list.getSelectionModel().getSelectedIndex();
    if (at >= 0 && at < list.getItems().size() && list.getItems().get(at).key().equals(key)) {
      return;
    }
    for (var i = 0; i < list.getItems().size(); i++) {
      if (list.getItems().get(i).key().equals(key)) {
        list.getSelectionModel().select(i);
        list.scrollTo(Math.max(0, i - 2));
        return;
      }
    }
    list.getSelectionModel().clearSelection();
  }

  private void addStatus(QueueWish.Status wanted) {
    var button = new ToggleButton();
    button.setId("status-" + Spelling.of(wanted));
    button.setToggleGroup(statuses);
    button.getStyleClass().add("sam-pill");
    button.setOnAction(
        event -> {
          button.setSelected(true); // pressed twice it is still what is shown
          queue().filterProperty().set(queue().filterProperty().get().withStatus(wanted));
        });
    buttons.put(wanted, button);
    status.getChildren().add(button);
  }

  private void count(QueuePage.Counts counts) {
    buttons.forEach(
        (wanted, button) -> {
          var number =
              switch (wanted) {
                case OPEN -> counts.open();
                case MINE -> counts.mine();
                case DEFERRED -> counts.deferred();
                case DECIDED -> counts.decided();
                case ALL -> counts.open() + counts.decided();
              };
          var name = words.text("review.queue." + Spelling.of(wanted));
          button.setText(name + " " + words.number(number));
        });
  }

  private void addConditions() {
    add(
        "kind",
        fixed("review.kinds.", "two_versions", "edit_and_delete", "duplicate"),
        QueueFilter::kind,
        QueueFilter::withKind);
    add("mentor", queue().mentors(), QueueFilter::mentor, QueueFilter::withMentor);
    add("type", queue().types(), QueueFilter::type, QueueFilter::withType);
    add(
        "severity",
        fixed("review.severity.", "same-field", "near"),
        QueueFilter::severity,
        QueueFilter::withSeverity);
    add("days", fixed("review.older.", "3", "7", "30"), QueueFilter::days, QueueFilter::withDays);
    add("order", fixed("review.order.", "mentor"), QueueFilter::order, QueueFilter::withOrder);
  }

  private ObservableList<Choice> fixed(String prefix, String... options) {
    var choices = FXCollections.<Choice>observableArrayList();
    choices.add(new Choice("", words.text(prefix + "all")));
    for (var option : options) {
      choices.add(new Choice(option, words.text(prefix + option)));
    }
    return choices;
  }

  private void add(
      String id,
      ObservableList<Choice> choices,
      Function<QueueFilter, String> read,
      BiFunction<QueueFilter, String, QueueFilter> write) {
    var box = new ComboBox<Choice>(choices);
    box.setId("queue-" + id);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText(words.text("review.filter." + id));
    Runnable show =
        () -> {
          var wanted = read.apply(queue().filterProperty().get());
          choices.stream()
              .filter(choice -> choice.key().equals(wanted))
              .findFirst()
              .or(() -> choices.stream().findFirst())
              .ifPresent(box::setValue);
        };
    queue().filterProperty().subscribe(filter -> show.run());
    choices.addListener((javafx.beans.InvalidationListener) any -> show.run());
    box.setOnAction(
        event -> {
          var chosen = box.getValue();
          var filter = queue().filterProperty().get();
          if (chosen != null && (box.isShowing() || box.isFocused())) {
            queue().filterProperty().set(write.apply(filter, chosen.key()));
          }
        });
    conditions.getChildren().add(conditions.getChildren().size() - 1, box);
  }

  private void show(QueueFilter filter) {
    var button = buttons.get(filter.wantedStatus());
    if (button != null) {
      button.setSelected(true);
    }
    more.setText(
        filter.conditions() == 0
            ? words.text("review.filter")
            : words.text("review.filter.some", filter.conditions()));
  }

  private void fillSaved() {
    saved.getItems().clear();
    model.saved().all().forEach((name, filter) -> saved.getItems().add(item(name, filter)));
    if (!saved.getItems().isEmpty()) {
      saved.getItems().add(new SeparatorMenuItem());
    }
    var keep = new MenuItem(words.text("review.filter.keep"));
    keep.setOnAction(event -> model.keepFilter());
    saved.getItems().add(keep);
  }

  private MenuItem item(String name, QueueFilter filter) {
    var item = new MenuItem(name);
    item.setOnAction(event -> queue().filterProperty().set(filter));
    return item;
  }

  @FXML
  private void clear() {
    queue().filterProperty().set(QueueFilter.USUAL);
    search.clear();
  }

  @FXML
  private void bulk() {
    model.beginBulk();
  }

  void search() {
    search.requestFocus();
  }

  void focus() {
    list.requestFocus();
  }

  /** Returns whether somebody is in the list, or at anything above it. */
  boolean hasFocus() {
    Node node = list.getScene().getFocusOwner();
    while (node != null && !node.equals(list.getParent())) {
      node = node.getParent();
    }
    return node != null;
  }

  public ReviewViewModel getModel() {
    return model;
  }
}
