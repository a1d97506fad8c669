package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.DoubleBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import no.samsyn.ui.common.PagedList;
import no.samsyn.ui.common.Slices;
import org.jspecify.annotations.Nullable;

/** A table of records with its conditions. */
public final class RecordsController {
  private static final Duration TYPING = Duration.millis(250); // between two letters of a search

  private final RecordsViewModel model;
  private final PauseTransition typing = new PauseTransition(TYPING);

  private final DoubleBinding rowHeight;
  private final BooleanBinding isCramped;
  private final Supplier<Parent> detail;
  private @Nullable Parent shownDetail;

  @FXML private BorderPane screen;
  @FXML private VBox head;
  @FXML private TableView<RecordRow> table;
  @FXML private TextField search;
  @FXML private FlowPane filters;
  @FXML private MenuButton columns;
  @FXML private ToggleButton reveal;
  @FXML private Button clear;
  @FXML private Label empty;

  /**
   * Takes what it needs; {@code detail} builds the pane beside the table when it is first shown.
   */
  public RecordsController(
      RecordsViewModel model,
      DoubleBinding rowHeight,
      BooleanBinding isCramped,
      Supplier<Parent> detail) {
    this.rowHeight = rowHeight;
    this.isCramped = isCramped;
    this.detail = detail;
    this.model = model;
  }

  @FXML
  private void initialize() {
    table.fixedCellSizeProperty().bind(rowHeight);
    new RecordColumns(model, table, rowHeight).fill();
    table.setRowFactory(any -> new SpokenRow());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (property, before, after) -> {
              if (after != null) {
                model.select(after);
              }
            });
    model.rowsProperty().subscribe(this::show);
    empty.textProperty().bind(model.emptyProperty());
    typing.setOnFinished(event -> model.filters().searchProperty().set(search.getText()));
    search.textProperty().addListener(any -> typing.playFromStart());
    model
        .filters()
        .searchProperty()
        .addListener(
            (property, before, after) -> {
              if (!after.equals(search.getText())) {
                search.setText(after);
              }
            });
    var pieces = new ArrayList<Runnable>();
    model.filters().filters().forEach(filter -> pieces.add(() -> addFilter(filter)));
    Slices.run(pieces, () -> {});
    model.detail().openProperty().subscribe(this::showDetail);
    isCramped.subscribe(cramped -> arrange());
    clear.managedProperty().bind(clear.visibleProperty());
    clear.visibleProperty().bind(model.filters().activeBinding());
    reveal.selectedProperty().bindBidirectional(model.revealedProperty());
    reveal.setOnAction(event -> model.reveal(reveal.isSelected()));
    fillColumns();
  }

  private void showDetail(boolean isOpen) {
    if (isOpen && shownDetail == null) {
      shownDetail = detail.get();
    }
    arrange();
    if (!isOpen) {
      leaveDetail();
    }
  }

  /** A record stands beside the table, or alone where there is no room for both. */
  private void arrange() {
    var isAlone = isCramped.get() && model.detail().openProperty().get();
    var pane = shownDetail;
    if (pane == null || (isAlone ? screen.getCenter() : screen.getRight()) == pane) {
      return;
    }
    screen.setRight(null);
    screen.setCenter(isAlone ? pane : table);
    screen.setTop(isAlone ? null : head);
    screen.setRight(isAlone ? null : pane);
    if (isAlone && pane.lookup("#past") != null) {
      pane.lookup("#past").requestFocus();
    }
  }

  /** The row that was open is where the keyboard goes on, and can be opened again. */
  private void leaveDetail() {
    var place = table.getSelectionModel().getSelectedIndex();
    if (place >= 0) {
      table.getSelectionModel().clearSelection();
      table.requestFocus();
      table.getFocusModel().focus(place);
    }
  }

  private void addFilter(ChoiceFilter filter) {
    var box = new ComboBox<Choice>(filter.choices());
    box.setId("filter-" + filter.field());
    box.setAccessibleText(filter.label());
    box.valueProperty().bindBidirectional(filter.chosenProperty());
    filters.getChildren().add(filters.getChildren().size() - 1, box);
  }

  private void fillColumns() {
    for (var column : table.getColumns()) {
      if (!column.getId().equals("state")) {
        var item = new CheckMenuItem(column.getText());
        item.selectedProperty().bindBidirectional(column.visibleProperty());
        columns.getItems().add(item);
      }
    }
  }

  /** Other rows: whoever had one selected keeps it, wherever it stands now. */
  private void show(PagedList<RecordRow> rows) {
    table.setItems(rows);
    var place = model.placeOf(model.detail().key());
    if (place >= 0) {
      table.scrollTo(Math.max(0, place - 5));
    }
  }

  /** Brings a key pressed somewhere on the screen to what it is for; returns whether it was. */
  public boolean key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      search.requestFocus();
    } else if (event.isShortcutDown() && event.getCode() == KeyCode.N) {
      model.addNew();
    } else if (event.getCode() == KeyCode.F6) {
      next(event.isShiftDown());
    } else {
      return false;
    }
    return true;
  }

  private void next(boolean isBack) {
    var inTable = table.isFocused();
    Node form = table.getScene().lookup("#field-peer_mentor");
    var isOpen = model.detail().openProperty().get() && form != null;
    if (inTable == isBack || (inTable && !isOpen)) {
      search.requestFocus();
    } else if (inTable) {
      form.requestFocus();
    } else {
      table.requestFocus();
    }
  }

  public RecordsViewModel getModel() {
    return model;
  }

  @FXML
  private void addNew() {
    table.getSelectionModel().clearSelection();
    model.addNew();
  }

  @FXML
  private void clear() {
    model.filters().clear();
  }

  /** A row that can be heard: one sentence. */
  private static final class SpokenRow extends TableRow<RecordRow> {
    @Override
    protected void updateItem(RecordRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(empty ? null : row.sentence());
    }
  }
}
