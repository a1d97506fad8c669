package no.samsyn.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordPage;
import no.samsyn.sync.RecordQuery;

/**
 * Conditions as a person types them. Those on indexed fields are the store's; the others are tried
 * record by record here, which takes about a second for 100,000 records. Immutable.
 */
final class RecordFilters {
  static final String STATE = "state";

  private static final int PAGE = 2_000;

  private final List<RecordQuery.Filter> indexed = new ArrayList<>();
  private final Map<String, Value> others = new TreeMap<>();

  private RecordFilters() {}

  /** Reads {@code field=value} texts; {@code field=} asks for records without the field. */
  static RecordFilters read(EntitySchema schema, List<String> texts) {
    var filters = new RecordFilters();
    for (var text : texts) {
      var typed = FieldTexts.cut(text);
      if (typed.name().equals(STATE)) {
        filters.indexed.add(new RecordQuery.Filter(STATE, typed.text()));
      } else {
        filters.add(schema, FieldTexts.field(schema, typed.name()), typed.text());
      }
    }
    return filters;
  }

  private void add(EntitySchema schema, FieldSchema field, String text) {
    var read = FieldTexts.read(schema, List.of(field.name() + "=" + text));
    if (!read.problems().isEmpty()) {
      throw new Trouble(
          Trouble.Kind.WRONG_USE,
          "bad-filter",
          "This filter cannot match: " + read.problems().get(0).sentence() + ".",
          read.problems());
    }
    var value = read.wish().set().get(field.name());
    if (field.isIndexed()) {
      indexed.add(new RecordQuery.Filter(field.name(), stored(value)));
    } else {
      others.put(field.name(), value);
    }
  }

  private static String stored(Value value) {
    if (value instanceof Value.Flag flag) {
      return Boolean.toString(flag.on());
    }
    return FieldTexts.write(value);
  }

  List<RecordQuery.Filter> indexed() {
    return indexed;
  }

  boolean isForTheStore() {
    return others.isEmpty();
  }

  /** Walks through what the store finds for {@code query} and keeps what matches the rest. */
  RecordPage search(Mirror mirror, RecordQuery query) {
    var rows = new ArrayList<MirrorRow>();
    var total = 0L;
    var offset = 0L;
    RecordPage page;
    do {
      page =
          mirror.list(
              new RecordQuery(
                  query.entity(), query.filters(), query.sort(), query.descending(), PAGE, offset));
      for (var row : page.rows()) {
        if (matches(row)) {
          if (total >= query.offset() && rows.size() < query.limit()) {
            rows.add(row);
          }
          total++;
        }
      }
      offset += PAGE;
    } while (page.rows().size() == PAGE);
    return new RecordPage(total, rows);
  }

  private boolean matches(MirrorRow row) {
    for (var other : others.entrySet()) {
      var value = row.view().get(other.getKey());
      var isSame =
          other.getValue().isPresent() ? value.equals(other.getValue()) : !value.isPresent();
      if (!isSame) {
        return false;
      }
    }
    return true;
  }
}
