package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import no.samsyn.console.RecordTable;
import no.samsyn.console.RecordTable.Order;
import no.samsyn.console.RecordTable.Sight;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.PagedList;
import no.samsyn.ui.common.Session;

/**
 * A table over all records of one type, however many: order and conditions are the store's, rows
 * come as they come into sight.
 */
public final class RecordsViewModel {
  private final Session session;
  private final RecordTable table;
  private final EntitySchema schema;
  private final CellTexts texts;
  private final OneAtATime reading;
  private final FilterBar filters;
  private final RecordDetailViewModel detail;

  private final StringProperty sort;
  private final BooleanProperty revealed = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
  private final ObjectProperty<PagedList<RecordRow>> rows = new SimpleObjectProperty<>(noRows());
  private final Set<String> columns = new LinkedHashSet<>();
  private List<String> keys = List.of();

  public RecordsViewModel(Session session, String entity) {
    this.session = session;
    this.table = session.workplace().table();
    this.schema = table.schema(entity);
    this.texts = new CellTexts(schema, session.words());
    this.reading = new OneAtATime(session.tasks());
    this.filters = new FilterBar(session, schema, this::reload);
    this.detail = new RecordDetailViewModel(session, schema, this::refresh);
    this.sort = new SimpleStringProperty(schema.field("date").isPresent() ? "-date" : usualSort());
    readColumns();
  }

  private static PagedList<RecordRow> noRows() {
    return new PagedList<>(0, RecordRow.WAITING, (from, to, arrived) -> {});
  }

  private String usualSort() {
    return schema.indexedFields().get(schema.indexedFields().size() > 1 ? 1 : 0).name();
  }

  private void readColumns() {
    var kept = session.preferences().get("columns." + schema.name()).orElse("");
    var names = kept.isEmpty() ? CellTexts.usualColumns(schema.name()) : List.of(kept.split(","));
    for (var field : shownFields()) {
      if (names.contains(field.name())) {
        columns.add(field.name());
      }
    }
  }

  /** Returns what could be columns, in the order of the schema. */
  List<FieldSchema> shownFields() {
    return schema.fields().stream().filter(field -> field.type() != FieldType.OBJECT).toList();
  }

  Set<String> columns() {
    return columns;
  }

  void showColumn(String field, boolean shown) {
    if (shown ? columns.add(field) : columns.remove(field)) {
      session.preferences().set("columns." + schema.name(), String.join(",", columns));
    }
  }

  String columnLabel(String field) {
    return CellTexts.label(session.words(), schema.name(), field);
  }

  /**
   * Asks anew which records there are; what is in sight stays until the answer comes. Where nothing
   * is, the first rows come before all others are known.
   */
  public void reload() {
    var order = new Order(schema.name(), filters.texts(), filters.search(), sort.get());
    var sight = sight();
    if (keys.isEmpty()) {
      reading.run(() -> table.firstKeys(order, PagedList.PAGE), this::begin, session::warn);
    }
    reading.run(() -> table.keys(order, sight), this::show, session::warn);
  }

  private void begin(List<String> first) {
    if (!first.isEmpty()) {
      keys = first;
      rows.set(new PagedList<>(first.size(), RecordRow.WAITING, this::bring));
    }
  }

  private void show(List<String> found) {
    var words = session.words();
    count.set(words.count("records.count." + schema.name(), found.size()));
    empty.set(words.text(filters.isActive() ? "records.none-match" : "records.none"));
    if (found.equals(keys) && rows.get().size() == found.size() && !found.isEmpty()) {
      rows.get().refresh();
      return;
    }
    var goesOn = found.size() > keys.size() && found.subList(0, keys.size()).equals(keys);
    keys = found;
    rows.set(
        goesOn
            ? new PagedList<>(rows.get(), found.size())
            : new PagedList<>(found.size(), RecordRow.WAITING, this::bring));
  }

  private void bring(int from, int to, Consumer<List<RecordRow>> arrived) {
    var sight = sight();
    var page = keys.subList(from, to);
    session
        .tasks()
        .run(
            () ->
                table.rows(schema.name(), page, sight).stream()
                    .map(line -> texts.row(line, sight.revealed()))
                    .toList(),
            arrived,
            session::warn);
  }

  private Sight sight() {
    return new Sight(session.words().language().code(), revealed.get());
  }

  /** Something was committed. */
  public void refresh() {
    filters.refresh();
    reload();
    detail.refreshState();
  }

  void sortBy(String field, boolean descending) {
    var wanted = (descending ? "-" : "") + field;
    if (!wanted.equals(sort.get())) {
      sort.set(wanted);
      reload();
    }
  }

  /** Shows what is sensitive in the list, after it was written down that somebody looks. */
  public void reveal(boolean shown) {
    if (!shown) {
      revealed.set(false);
      reshow();
      return;
    }
    session
        .tasks()
        .run(
            () -> {
              session.workplace().reveals().ofList(schema.name());
              return true;
            },
            done -> {
              revealed.set(true);
              reshow();
            },
            session::warn);
  }

  private void reshow() {
    keys = List.of();
    reload();
  }

  /** Takes these conditions and no others. */
  public void showOnly(List<String> texts) {
    filters.setTexts(texts);
  }

  public void select(RecordRow row) {
    if (row.isHere()) {
      detail.load(row.key());
    }
  }

  public void addNew() {
    detail.begin(filters.presets());
  }

  /** Returns the place of a record in the list, or -1. */
  int placeOf(String key) {
    return keys.indexOf(key);
  }

  String sort() {
    return sort.get();
  }

  /** All that has an index, but for references: the order of their keys means nothing to people. */
  List<String> sortable() {
    var names = new ArrayList<String>(List.of("state"));
    for (var field : schema.indexedFields()) {
      if (field.type() != FieldType.REFERENCE) {
        names.add(field.name());
      }
    }
    return names;
  }

  public FilterBar filters() {
    return filters;
  }

  public RecordDetailViewModel detail() {
    return detail;
  }

  public BooleanProperty revealedProperty() {
    return revealed;
  }

  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public String getCount() {
    return count.get();
  }

  public ReadOnlyStringProperty emptyProperty() {
    return empty.getReadOnlyProperty();
  }

  public ObjectProperty<PagedList<RecordRow>> rowsProperty() {
    return rows;
  }

  /** Returns the heading of the screen. */
  public String getTitle() {
    return session.words().text("records.title." + schema.name());
  }

  public String getAddText() {
    return session.words().text("records.add." + schema.name());
  }

  String stateText(RecordRow row) {
    return session.words().text("row." + row.state().code());
  }
}
