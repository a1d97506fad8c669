package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import no.samsyn.console.RecordTable.Order;
import no.samsyn.console.RecordTable.Sight;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.sync.RowState;
import no.samsyn.ui.common.Session;

/** The conditions of a list: chosen ones, which are kept between starts, and a search. */
public final class FilterBar {
  private static final String STATE = "state";
  private static final int CHOICES_MAX = 2_000; // as many as anybody scrolls through

  private final Session session;
  private final EntitySchema schema;
  private final Runnable changed;
  private final List<ChoiceFilter> filters = new ArrayList<>();
  private final StringProperty search = new SimpleStringProperty("");
  private boolean quiet;

  FilterBar(Session session, EntitySchema schema, Runnable changed) {
    this.session = session;
    this.schema = schema;
    this.changed = changed;
    for (var field : schema.indexedFields()) {
      if (field.type() == FieldType.REFERENCE
          || field.type() == FieldType.ENUM
          || field.type() == FieldType.BOOLEAN) {
        filters.add(filter(field));
      }
    }
    filters.add(stateFilter());
    choose(session.preferences().get(name()).orElse("").split("&"));
    filters.forEach(filter -> filter.chosenProperty().addListener(any -> filterChanged()));
    search.addListener(any -> tell());
    refresh();
  }

  private String name() {
    return "filters." + schema.name(); // kept in preferences; never rename
  }

  private ChoiceFilter filter(FieldSchema field) {
    var words = session.words();
    var label = CellTexts.label(words, schema.name(), field.name());
    var filter = new ChoiceFilter(field.name(), label, words.text("filter.all." + field.name()));
    if (field.type() == FieldType.ENUM) {
      var texts = new CellTexts(schema, words);
      filter.offer(
          field.choices().stream()
              .map(word -> new Choice(word, texts.choice(field, word)))
              .toList());
    } else if (field.type() == FieldType.BOOLEAN) {
      filter.offer(
          List.of(
              new Choice("true", words.text("filter." + field.name() + ".true")),
              new Choice("false", words.text("filter." + field.name() + ".false"))));
    }
    return filter;
  }

  private ChoiceFilter stateFilter() {
    var words = session.words();
    var filter = new ChoiceFilter(STATE, words.text("field.state"), words.text("filter.all.state"));
    var choices = new ArrayList<Choice>();
    for (var state : RowState.values()) {
      choices.add(new Choice(state.code(), words.text("row." + state.code())));
    }
    filter.offer(choices);
    return filter;
  }

  /** Asks anew for what can be chosen. */
  void refresh() {
    for (var field : schema.indexedFields()) {
      if (field.type() == FieldType.REFERENCE) {
        var target = session.workplace().table().schema(field.refersTo());
        var sort = target.field("display_name").isPresent() ? "display_name" : "code";
        var order = new Order(field.refersTo(), List.of(), "", sort);
        var sight = new Sight(session.words().language().code(), false);
        session
            .tasks()
            .run(
                () -> session.workplace().table().choices(order, CHOICES_MAX, sight),
                found -> offer(field.name(), found),
                session::warn);
      }
    }
  }

  private void offer(String field, Map<String, String> found) {
    var choices = new ArrayList<Choice>();
    found.forEach((key, label) -> choices.add(new Choice(key, label)));
    for (var filter : filters) {
      if (filter.field().equals(field)
          && !filter.choices().subList(1, filter.choices().size()).equals(choices)) {
        quiet = true;
        filter.offer(choices);
        quiet = false;
      }
    }
  }

  private void filterChanged() {
    if (!quiet) {
      session.preferences().set(name(), String.join("&", texts()));
      tell();
    }
  }

  private void tell() {
    if (!quiet) {
      changed.run();
    }
  }

  List<String> texts() {
    var texts = new ArrayList<String>();
    for (var filter : filters) {
      if (!filter.chosenKey().isEmpty()) {
        texts.add(filter.field() + "=" + filter.chosenKey());
      }
    }
    return texts;
  }

  void setTexts(List<String> texts) {
    quiet = true;
    search.set("");
    filters.forEach(filter -> filter.choose(""));
    choose(texts.toArray(new String[0]));
    quiet = false;
    filterChanged();
  }

  private void choose(String... texts) {
    for (var text : texts) {
      for (var filter : filters) {
        if (text.startsWith(filter.field() + "=")) {
          filter.choose(text.substring(filter.field().length() + 1));
        }
      }
    }
  }

  /** Returns what a new record should begin with: what the list is about. */
  Map<String, String> presets() {
    var presets = new LinkedHashMap<String, String>();
    for (var filter : filters) {
      var isWritable =
          schema.field(filter.field()).map(field -> !field.isSetByServer()).orElse(false);
      if (isWritable && !filter.chosenKey().isEmpty()) {
        presets.put(filter.field(), filter.chosenKey());
      }
    }
    return presets;
  }

  public void clear() {
    setTexts(List.of());
  }

  boolean isActive() {
    return !texts().isEmpty() || !search.get().isBlank();
  }

  BooleanBinding activeBinding() {
    var watched = new ArrayList<Observable>(List.of(search));
    filters.forEach(filter -> watched.add(filter.chosenProperty()));
    return Bindings.createBooleanBinding(this::isActive, watched.toArray(new Observable[0]));
  }

  List<ChoiceFilter> filters() {
    return filters;
  }

  String search() {
    return search.get();
  }

  StringProperty searchProperty() {
    return search;
  }
}
