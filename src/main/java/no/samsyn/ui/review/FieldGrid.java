package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import no.samsyn.console.review.Pick;
import no.samsyn.model.FieldSchema;
import no.samsyn.ui.common.I18n;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** All fields of a case, the changed ones first and the others folded. */
final class FieldGrid extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final String ON = "mdmz-radio_button_checked";
  private static final String OFF = "mdmz-radio_button_unchecked";

  private final CaseViewModel model;
  private final I18n words;
  private final List<FieldLine> lines = new ArrayList<>();
  private final Map<Pick, HBox> wholes = new EnumMap<>(Pick.class);
  private final Map<String, Tooltip> hints = new HashMap<>();
  private CaseViewModel.@Nullable Shown shown;
  private String focusWanted = "";
  private boolean unfolded;

  FieldGrid(CaseViewModel model, I18n words) {
    this.model = model;
    this.words = words;
    getStyleClass().add("sam-field-grid");
  }

  /** Builds the lines of another case, or of the same one with more to see. */
  void show(CaseViewModel.Shown now) {
    var before = shown;
    var isSame = before != null && before.key().equals(now.key());
    unfolded &= isSame;
    var hadFocus = isFocusWithin();
    var written = isSame && now.isOpen() ? written() : Map.<String, OwnValue>of();
    var typing = place(written);
    if (isSame && focusWanted.isEmpty()) {
      focusWanted = focusedField();
    }
    shown = now;
    build(now);
    written.forEach((field, own) -> line(field).ifPresent(line -> line.adopt(own)));
    update();
    // Now and not a frame later, when the person may have gone elsewhere.
    if (typing.isPresent()) {
      typing.get().run();
    } else if (!focusWanted.isEmpty()) {
      line(focusWanted).ifPresent(FieldLine::requestFocus);
    } else if (hadFocus) {
      focusFirst();
    }
    focusWanted = "";
  }

  /** The lines come into the window together: each that comes alone is styled and laid out anew. */
  private void build(CaseViewModel.Shown now) {
    lines.clear();
    wholes.clear();
    var nodes = new ArrayList<Node>();
    nodes.add(headLine(now));
    var quiet = now.rows().stream().filter(row -> !row.sheet().isChanged()).toList();
    now.rows().stream()
        .filter(row -> row.sheet().isChanged())
        .forEach(row -> nodes.add(line(row, now)));
    if (!quiet.isEmpty()) {
      nodes.add(fold(quiet.size(), now));
    }
    if (unfolded) {
      quiet.forEach(row -> nodes.add(line(row, now)));
    }
    getChildren().setAll(nodes);
  }

  /** Returns the values that are being written: what is read anew meanwhile closes none. */
  private Map<String, OwnValue> written() {
    var written = new LinkedHashMap<String, OwnValue>();
    lines.forEach(line -> line.own().ifPresent(own -> written.put(line.row().name(), own)));
    return written;
  }

  /** Returns how to go on where somebody is typing one of them. */
  private static Optional<Runnable> place(Map<String, OwnValue> written) {
    return written.values().stream()
        .flatMap(own -> own.place().map(place -> (Runnable) () -> own.goOn(place)).stream())
        .findFirst();
  }

  Optional<FieldLine> line(String field) {
    return lines.stream().filter(line -> line.row().name().equals(field)).findFirst();
  }

  private String focusedField() {
    return lines.stream()
        .filter(FieldLine::isFocused)
        .findFirst()
        .map(line -> line.row().name())
        .orElse("");
  }

  private FieldLine line(FieldRow row, CaseViewModel.Shown now) {
    var line = new FieldLine(row, model, this, words, now.isOpen());
    lines.add(line);
    return line;
  }

  /** The lines share their hints: a hint is a window of its own, and dear to make. */
  Tooltip hint(String key) {
    return hints.computeIfAbsent(key, each -> new Tooltip(words.text(each)));
  }

  private Button fold(int count, CaseViewModel.Shown now) {
    var button = new Button(words.count(unfolded ? "review.fold" : "review.unfold", count));
    button.setGraphic(new FontIcon(unfolded ? "mdal-expand_less" : "mdal-expand_more"));
    button.getStyleClass().addAll("flat", "sam-fold");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setOnAction(
        event -> {
          unfolded = !unfolded;
          show(now);
        });
    return button;
  }

  private ColumnGrid headLine(CaseViewModel.Shown now) {
    var columns = now.shape().columns();
    var line = new ColumnGrid(columns.size());
    line.getStyleClass().add("sam-heads");
    var field = new Label(words.text("review.field"));
    field.getStyleClass().addAll("sam-hint", "sam-head-field");
    line.add(field, 0, 0);
    for (var i = 0; i < columns.size(); i++) {
      line.add(head(now, columns.get(i), i + 1), i + 1, 0);
    }
    return line;
  }

  private Region head(CaseViewModel.Shown now, Pick pick, int number) {
    var name = new Label(now.words().columnTitle(pick));
    name.setWrapText(true);
    name.getStyleClass().add("sam-head-name");
    var role = new Label(now.words().columnRole(pick));
    role.getStyleClass().addAll("sam-hint", "sam-head-role");
    var text = new VBox(name, role);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    var head = new HBox(text);
    head.getStyleClass().addAll("sam-head", style(pick));
    var isWhole = !now.shape().isByField();
    if (now.isOpen() && !(isWhole && pick == Pick.BASE)) {
      var key = new Label(Integer.toString(number));
      key.getStyleClass().add("sam-keys");
      key.setMinWidth(USE_PREF_SIZE);
      head.getChildren().add(key);
      if (isWhole) {
        head.getStyleClass().add("sam-head-whole");
        head.getChildren().add(0, new FontIcon(OFF));
        wholes.put(pick, head);
      }
      head.setOnMouseClicked(event -> model.takeAll(pick));
    }
    return head;
  }

  String style(Pick pick) {
    var now = shown;
    if (pick == Pick.BASE || now == null) {
      return "sam-side-before";
    }
    return now.shape().at(now.shape().columns().size() - 1) == pick
        ? "sam-side-second"
        : "sam-side-first";
  }

  boolean mayTake(FieldRow row, Pick pick) {
    var now = shown;
    return now != null && (now.shape().isByField() ? row.choosable() : pick != Pick.BASE);
  }

  void take(FieldRow row, Pick pick) {
    var now = shown;
    if (now != null && now.shape().isByField()) {
      model.take(row.name(), pick);
    } else {
      model.takeWhole(pick);
    }
  }

  String entity() {
    var now = shown;
    return now == null ? "" : now.sheet().row().review().subject().entity();
  }

  FieldSchema schema(String field) {
    return Optional.ofNullable(shown).orElseThrow().texts().require(field);
  }

  String columnName(Pick pick) {
    var now = shown;
    return now == null ? "" : now.words().columnTitle(pick);
  }

  /** After the case is built anew, the focus is where it was. */
  void keepFocus(String field) {
    focusWanted = field;
  }

  /** Goes to the next field that nobody has decided yet; stays where all are decided. */
  void goOn(FieldLine from) {
    var at = lines.indexOf(from);
    for (var i = 1; i <= lines.size(); i++) {
      var line = lines.get((at + i) % lines.size());
      if (line.isUndecided()) {
        line.requestFocus();
        return;
      }
    }
    from.requestFocus();
  }

  void step(FieldLine from, int by) {
    var to = lines.indexOf(from) + by;
    if (to >= 0 && to < lines.size()) {
      lines.get(to).requestFocus();
    }
  }

  /** Puts the focus on the first field that asks, or else on the first. */
  void focusFirst() {
    lines.stream()
        .filter(FieldLine::isUndecided)
        .findFirst()
        .or(() -> lines.stream().findFirst())
        .ifPresent(FieldLine::requestFocus);
  }

  void update() {
    lines.forEach(FieldLine::update);
    wholes.forEach(this::mark);
  }

  private void mark(Pick pick, HBox head) {
    var isChosen = model.whole().equals(Optional.of(pick));
    head.pseudoClassStateChanged(CHOSEN, isChosen);
    if (head.getChildren().get(0) instanceof FontIcon icon) {
      icon.setIconLiteral(isChosen ? ON : OFF);
    }
  }
}
