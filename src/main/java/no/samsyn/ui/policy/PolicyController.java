package no.samsyn.ui.policy;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.WholeColumns;
import no.samsyn.ui.records.Choice;
import org.jspecify.annotations.Nullable;

/** The rules, and a place to try others on what has happened. */
public final class PolicyController {
  private static final List<Integer> DAYS = List.of(90, 30, 365);

  private static final int LINE = 70; // letters that surely fit

  private final PolicyViewModel model;
  private final I18n words;
  private final DoubleBinding rowHeight;

  @FXML private ListView<RuleRow> list;
  @FXML private VBox editor;
  @FXML private Label kind;
  @FXML private ComboBox<Choice> rule;
  @FXML private Label whole;
  @FXML private Label summary;
  @FXML private ComboBox<Choice> days;
  @FXML private Button tryOut;
  @FXML private TableView<TrialRow> table;
  @FXML private TableColumn<TrialRow, String> when;
  @FXML private TableColumn<TrialRow, String> fields;
  @FXML private TableColumn<TrialRow, String> done;
  @FXML private TableColumn<TrialRow, String> would;
  @FXML private Button set;
  @FXML private Button reset;
  @FXML private Label hint;

  public PolicyController(PolicyViewModel model, I18n words, DoubleBinding rowHeight) {
    this.model = model;
    this.words = words;
    this.rowHeight = rowHeight;
  }

  @FXML
  private void initialize() {
    list.setItems(model.rules());
    list.setCellFactory(view -> new RuleCell());
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (property, before, after) -> {
              if (after != null) {
                model.selectedProperty().set(after);
              }
            });
    rule.getItems().setAll(model.offered());
    rule.valueProperty().bindBidirectional(model.wantedProperty());
    whole
        .textProperty()
        .bind(rule.valueProperty().map(Choice::label).map(PolicyController::ifCut).orElse(""));
    whole.visibleProperty().bind(whole.textProperty().isNotEmpty());
    summary.visibleProperty().bind(summary.textProperty().isNotEmpty());
    days.getItems()
        .setAll(
            DAYS.stream()
                .map(each -> new Choice("" + each, words.text("policy.days", each)))
                .toList());
    days.setValue(days.getItems().get(0));
    table.fixedCellSizeProperty().bind(rowHeight);
    table.setItems(model.trials());
    table.setRowFactory(view -> new SpokenRow());
    column(when, TrialRow::when);
    column(fields, TrialRow::fields);
    column(done, TrialRow::done);
    column(would, TrialRow::would);
    WholeColumns.in(table, rowHeight);
    tryOut.disableProperty().bind(model.wantedProperty().isNull());
    set.disableProperty().bind(model.maySetProperty().not().or(model.wantedProperty().isNull()));
    reset.disableProperty().bind(model.maySetProperty().not());
    hint.visibleProperty().bind(model.maySetProperty().not());
    for (var node : List.<Node>of(hint, editor, whole, summary)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    model.selectedProperty().subscribe(this::show);
  }

  /** A box shows one line; a rule that is longer stands below it, whole. */
  private static String ifCut(String sentence) {
    return sentence.length() > LINE ? sentence : "";
  }

  private static void column(
      TableColumn<TrialRow, String> column, Function<TrialRow, String> text) {
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
  }

  private void show(@Nullable RuleRow row) {
    editor.setVisible(row != null);
    if (row != null) {
      kind.setText(row.kind());
      list.getSelectionModel().select(row);
    }
  }

  @FXML
  private void tryOut() {
    model.tryOut(Integer.parseInt(days.getValue().key()));
  }

  @FXML
  private void set() {
    model.set();
  }

  @FXML
  private void reset() {
    model.reset();
  }

  public PolicyViewModel getModel() {
    return model;
  }

  /** The kind of record, its rule in a sentence, and who set it. */
  private static final class RuleCell extends ListCell<RuleRow> {
    private static final double SCROLL_BAR = 20;

    private final Label kind = new Label();
    private final Label sentence = new Label();
    private final Label origin = new Label();
    private final VBox box = new VBox(kind, sentence, origin);

    RuleCell() {
      kind.getStyleClass().add("sam-strong");
      sentence.setWrapText(true);
      origin.getStyleClass().add("sam-hint");
      origin.setWrapText(true);
      setPrefWidth(0); // as wide as the list, and never wider
    }

    /** Sentences are as long as they are: the row is as high as its words at this width. */
    @Override
    protected double computePrefHeight(double width) {
      var wide = getListView().getWidth() - snappedLeftInset() - snappedRightInset() - SCROLL_BAR;
      return isEmpty()
          ? super.computePrefHeight(width)
          : box.prefHeight(wide) + snappedTopInset() + snappedBottomInset();
    }

    @Override
    protected void updateItem(RuleRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      kind.setText(row.kind());
      sentence.setText(row.words());
      origin.setText(row.origin());
      setGraphic(box);
      setAccessibleText(row.toString());
    }
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<TrialRow> {
    @Override
    protected void updateItem(TrialRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(empty ? null : row.toString());
    }
  }
}
