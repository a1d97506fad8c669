package no.samsyn.ui.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditExport;
import no.samsyn.console.AuditLog;
import no.samsyn.ui.common.Badge;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.WholeColumns;
import no.samsyn.ui.records.Choice;
import org.jspecify.annotations.Nullable;

/** The audit log: a table with its conditions, one entry, and what can be done with all of it. */
public final class AuditController {
  private static final String NOTHING = "–";
  private static final int KEY_LINE = 26; // letters of a key that surely fit
  private static final Duration TYPING = Duration.millis(300); // between two letters

  private final AuditViewModel model;
  private final I18n words;
  private final DoubleBinding rowHeight;
  private final BooleanBinding isLarge;

  @FXML private HBox parts;
  @FXML private ToggleButton listButton;
  @FXML private ToggleButton sideButton;
  @FXML private Node listPane;
  @FXML private Node sidePane;
  @FXML private TableView<AuditRow> table;
  @FXML private TableColumn<AuditRow, String> when;
  @FXML private TableColumn<AuditRow, String> who;
  @FXML private TableColumn<AuditRow, String> what;
  @FXML private TableColumn<AuditRow, String> about;
  @FXML private TableColumn<AuditRow, String> outcome;
  @FXML private ComboBox<Choice> of;
  @FXML private ComboBox<Choice> days;
  @FXML private ComboBox<Choice> action;
  @FXML private ComboBox<Choice> kind;
  @FXML private ComboBox<Choice> ended;
  @FXML private TextField actor;
  @FXML private TextField record;
  @FXML private Button more;
  @FXML private Button verify;
  @FXML private ProgressBar bar;
  @FXML private Badge verdict;
  @FXML private VBox detail;
  @FXML private Label title;
  @FXML private Label facts;
  @FXML private Label changed;
  @FXML private Button reveal;
  @FXML private ComboBox<Choice> profile;
  @FXML private ComboBox<Choice> format;
  @FXML private TextField reason;

  public AuditController(
      AuditViewModel model, I18n words, DoubleBinding rowHeight, BooleanBinding isLarge) {
    this.model = model;
    this.words = words;
    this.rowHeight = rowHeight;
    this.isLarge = isLarge;
  }

  @FXML
  private void initialize() {
    table.fixedCellSizeProperty().bind(rowHeight);
    table.setItems(model.rows());
    table.setRowFactory(view -> new SpokenRow());
    column(when, AuditRow::when);
    column(who, AuditRow::who);
    column(what, AuditRow::what);
    column(about, AuditRow::about);
    column(outcome, AuditRow::outcome);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, after) -> model.selectedProperty().set(after));
    WholeColumns.in(table, rowHeight);
    addConditions();
    more.visibleProperty().bind(model.moreProperty());
    bar.progressProperty().bind(model.progressProperty());
    bar.visibleProperty().bind(model.busyProperty());
    verdict.textProperty().bind(model.verdictProperty());
    verdict.toneProperty().bind(model.verdictToneProperty());
    verdict.visibleProperty().bind(model.verdictProperty().isNotEmpty());
    verify.disableProperty().bind(model.busyProperty());
    reveal.visibleProperty().bind(model.maskedProperty());
    changed.textProperty().bind(model.changesProperty());
    for (var node : List.<Node>of(more, bar, verdict, reveal, of, detail)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    model.selectedProperty().subscribe(this::show);
    addExport();
    makeRoom();
  }

  /** Where text is large, the table and what is beside it are shown one at a time. */
  private void makeRoom() {
    parts.visibleProperty().bind(isLarge);
    parts.managedProperty().bind(isLarge);
    showWith(listButton, listPane);
    showWith(sideButton, sidePane);
    for (var button : List.of(listButton, sideButton)) {
      button.setOnAction(event -> button.setSelected(true)); // one of them is always shown
    }
  }

  private void showWith(ToggleButton button, Node pane) {
    pane.visibleProperty().bind(isLarge.not().or(button.selectedProperty()));
    pane.managedProperty().bind(pane.visibleProperty());
  }

  private static void column(
      TableColumn<AuditRow, String> column, Function<AuditRow, String> text) {
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
  }

  private void addConditions() {
    of.visibleProperty().bind(model.administratorProperty());
    choose(of, codes("audit.of.", "device", "organisation"), this::withOf);
    choose(days, codes("audit.days.", "30", "1", "7", "365", "0"), this::withDays);
    choose(action, model.texts().actions(), AuditQuestion::withAction);
    choose(kind, model.texts().kinds(), AuditQuestion::withEntity);
    choose(ended, model.texts().outcomes(), AuditQuestion::withOutcome);
    typed(actor, AuditQuestion::withActor);
    typed(record, AuditQuestion::withRecord);
  }

  private AuditQuestion withOf(AuditQuestion question, String code) {
    return question.withOf(
        code.equals("organisation") ? AuditDesk.Of.ORGANISATION : AuditDesk.Of.DEVICE);
  }

  private AuditQuestion withDays(AuditQuestion question, String code) {
    return question.withDays(Integer.parseInt(code));
  }

  private List<Choice> codes(String prefix, String... codes) {
    var choices = new ArrayList<Choice>();
    for (var code : codes) {
      choices.add(new Choice(code, words.text(prefix + code)));
    }
    return choices;
  }

  private void choose(
      ComboBox<Choice> box,
      List<Choice> choices,
      BiFunction<AuditQuestion, String, AuditQuestion> change) {
    box.getItems().setAll(choices);
    box.setValue(choices.get(0));
    box.valueProperty()
        .addListener(
            (property, before, after) -> ask(question -> change.apply(question, after.key())));
  }

  private void typed(TextField field, BiFunction<AuditQuestion, String, AuditQuestion> change) {
    var typing = new PauseTransition(TYPING);
    typing.setOnFinished(event -> ask(question -> change.apply(question, field.getText().strip())));
    field.textProperty().addListener(any -> typing.playFromStart());
  }

  private void ask(Function<AuditQuestion, AuditQuestion> change) {
    var question = model.questionProperty();
    question.set(change.apply(question.get()));
  }

  private void show(@Nullable AuditRow row) {
    detail.setVisible(row != null);
    if (row != null) {
      title.setText(row.what());
      var line = row.line();
      facts.setText(
          words.text(
              "audit.facts",
              words.number(line.index()),
              row.who(),
              row.when(),
              row.about().isEmpty() ? NOTHING : row.about(),
              line.what().record().isEmpty() ? NOTHING : breakable(line.what().record())));
    }
  }

  /** A key that is longer than the pane is wide goes on behind its last hyphen. */
  private static String breakable(String key) {
    var hyphen = key.lastIndexOf('-');
    return key.length() > KEY_LINE && hyphen > 0
        ? key.substring(0, hyphen + 1) + "\n" + key.substring(hyphen + 1)
        : key;
  }

  private void addExport() {
    var exporting = model.exporting();
    profile.getItems().setAll(codes("audit.profile.", "control", "full"));
    profile.setValue(profile.getItems().get(0));
    profile
        .valueProperty()
        .addListener((property, before, after) -> exporting.shownProperty().set(shown(after)));
    format.getItems().setAll(codes("audit.format.", "bundle", "csv"));
    format.setValue(format.getItems().get(0));
    format
        .valueProperty()
        .addListener((property, before, after) -> exporting.formatProperty().set(format(after)));
    reason.textProperty().bindBidirectional(exporting.reasonProperty());
    reason.visibleProperty().bind(exporting.shownProperty().isEqualTo(AuditLog.Shown.FULL));
    reason.managedProperty().bind(reason.visibleProperty());
  }

  private static AuditLog.Shown shown(Choice choice) {
    return choice.key().equals("full") ? AuditLog.Shown.FULL : AuditLog.Shown.CONTROL;
  }

  private static AuditExport.Format format(Choice choice) {
    return choice.key().equals("csv") ? AuditExport.Format.CSV : AuditExport.Format.BUNDLE;
  }

  @FXML
  private void showMore() {
    model.showMore();
  }

  @FXML
  private void verify() {
    model.verify();
  }

  @FXML
  private void reveal() {
    model.reveal();
  }

  @FXML
  private void export() {
    model.exporting().export();
  }

  public AuditViewModel getModel() {
    return model;
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<AuditRow> {
    @Override
    protected void updateItem(AuditRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(empty ? null : row.toString());
    }
  }
}
