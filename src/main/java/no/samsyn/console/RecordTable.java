package no.samsyn.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Records for tables of any length: all keys in order once, then rows by key as they come into
 * sight. A page deep down costs as little as the first one, and rows do not jump while one scrolls.
 *
 * <p>Conditions and order are the store's. Of free text the store finds what may hold it; whether
 * it stands in what may be seen is looked at record by record. Thread-safe as far as the store is.
 */
public final class RecordTable {
  private static final int PAGE = 1_000; // rows of one transaction: others get their turn between

  private static final int HELD_MAX = 100; // a word that so many are called by narrows nothing

  private final SyncStore store;
  private final Schemas schemas;

  public RecordTable(SyncStore store, Schemas schemas) {
    this.store = store;
    this.schemas = schemas;
  }

  /**
   * Which records, and in which order.
   *
   * @param filters {@code field=value} on indexed fields or {@code state}; all must hold
   * @param search words that must all be found in the record; empty for no matter
   * @param sort an indexed field or {@code state}, with a minus in front for the highest first
   */
  public record Order(String entity, List<String> filters, String search, String sort) {
    public Order {
      filters = List.copyOf(filters);
    }
  }

  /**
   * What may be seen of records.
   *
   * @param language picks the names that are there in several languages
   * @param revealed whether sensitive fields are searched and used as labels
   */
  public record Sight(String language, boolean revealed) {}

  public EntitySchema schema(String entity) {
    return FieldTexts.schema(schemas, entity);
  }

  /** Returns the keys of all records that {@code order} asks for. */
  public List<String> keys(Order order, Sight sight) {
    var schema = schema(order.entity());
    var query = query(schema, order, 1);
    var words = words(order.search());
    if (words.isEmpty()) {
      return inTransaction(tx -> tx.mirror().keys(query));
    }
    var oneOfEach = words.stream().map(word -> held(schema, word, sight)).toList();
    var narrowing = oneOfEach.stream().filter(texts -> !texts.isEmpty()).toList();
    var candidates = inTransaction(tx -> tx.mirror().candidates(schema.name(), narrowing));
    var keys = inTransaction(tx -> tx.mirror().keys(query));
    var inOrder = keys.stream().filter(candidates::contains).toList();
    return found(schema, inOrder, words, sight);
  }

  /**
   * Returns the first of those keys, {@code max} at most, without reading the others; none where
   * words are searched for.
   */
  public List<String> firstKeys(Order order, int max) {
    if (!words(order.search()).isEmpty()) {
      return List.of();
    }
    var query = query(schema(order.entity()), order, max);
    return inTransaction(
        tx -> tx.mirror().rows(query).stream().map(row -> row.id().key()).toList());
  }

  private static RecordQuery query(EntitySchema schema, Order order, int max) {
    var filters = RecordFilters.read(schema, order.filters());
    if (!filters.isForTheStore()) {
      throw new IllegalArgumentException("not all indexed: " + order.filters());
    }
    var descending = order.sort().startsWith("-");
    var sort = descending ? order.sort().substring(1) : order.sort();
    return new RecordQuery(order.entity(), filters.indexed(), sort, descending, max, 0);
  }

  private <T> T inTransaction(Function<SyncStore.Tx, T> work) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          return work.apply(tx);
        });
  }

  /**
   * Returns what a record holds, as text, if {@code word} is to be found in it: the word, or the
   * key of something that is called so. Empty where that would be too much to ask for.
   */
  private List<String> held(EntitySchema schema, String word, Sight sight) {
    if (word.indexOf('"') >= 0 || word.indexOf('\\') >= 0) {
      return List.of(); // written otherwise in a body
    }
    var held = new ArrayList<>(List.of(word, capitalized(word)));
    for (var field : schema.fields()) {
      if (isNamed(field)) {
        var sort = schema(field.refersTo()).indexedFields().get(0).name();
        var all = new RecordQuery(field.refersTo(), List.of(), sort, false, 1, 0);
        held.addAll(inTransaction(tx -> called(tx.mirror(), all, word, sight)));
      }
    }
    return held.size() > HELD_MAX ? List.of() : held;
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private List<String> called(Mirror mirror, RecordQuery all, String word, Sight sight) {
    var keys = new ArrayList<String>();
    for (var key : mirror.keys(all)) {
      if (label(mirror, all.entity(), key, sight).toLowerCase(Locale.ROOT).contains(word)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Returns whether people know what the field refers to by a name of its own. */
  private boolean isNamed(FieldSchema field) {
    return field.type() == FieldType.REFERENCE
        && schema(field.refersTo()).fields().stream()
            .anyMatch(each -> each.name().contains("name"));
  }

  private static List<String> words(String search) {
    var words = new ArrayList<String>();
    for (var word : search.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private List<String> found(
      EntitySchema schema, List<String> keys, List<String> words, Sight sight) {
    var found = new ArrayList<String>();
    var labels = new HashMap<String, String>();
    for (var from = 0; from < keys.size(); from += PAGE) {
      var page = keys.subList(from, Math.min(keys.size(), from + PAGE));
      store.inTransaction(
          Durability.RELAXED,
          tx -> {
            for (var key : page) {
              tx.mirror()
                  .find(new RecordId(schema.name(), key))
                  .map(row -> text(tx.mirror(), schema, row, sight, labels))
                  .filter(text -> words.stream().allMatch(text::contains))
                  .ifPresent(text -> found.add(key));
            }
            return true;
          });
    }
    return found;
  }

  private String text(
      Mirror mirror, EntitySchema schema, MirrorRow row, Sight sight, Map<String, String> labels) {
    var text = new StringBuilder();
    for (var field : schema.fields()) {
      var isHidden = field.isSensitive() && !sight.revealed();
      if (isHidden || field.type() == FieldType.BOOLEAN) {
        continue;
      }
      var value = FieldTexts.write(row.view().get(field.name()));
      if (isNamed(field) && !value.isEmpty()) {
        value = labels.computeIfAbsent(value, key -> label(mirror, field.refersTo(), key, sight));
      }
      text.append(value).append('\n');
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns the records of {@code keys} in their order; one that is gone meanwhile is left out. */
  public List<RecordLine> rows(String entity, List<String> keys, Sight sight) {
    var schema = schema(entity);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          var known = new HashMap<String, String>();
          var lines = new ArrayList<RecordLine>(keys.size());
          for (var key : keys) {
            tx.mirror()
                .find(new RecordId(entity, key))
                .filter(row -> !row.removed())
                .map(row -> new RecordLine(row, labels(tx.mirror(), schema, row, sight, known)))
                .ifPresent(lines::add);
          }
          return lines;
        });
  }

  private Map<String, String> labels(
      Mirror mirror, EntitySchema schema, MirrorRow row, Sight sight, Map<String, String> known) {
    var labels = new HashMap<String, String>();
    for (var reference : schema.references(row.view()).entrySet()) {
      var target = schema.field(reference.getKey()).map(field -> field.refersTo()).orElse("");
      var label =
          known.computeIfAbsent(reference.getValue(), key -> label(mirror, target, key, sight));
      labels.put(reference.getValue(), label);
    }
    return labels;
  }

  /** Returns labels by key of the records that {@code order} asks for, {@code max} at most. */
  public Map<String, String> choices(Order order, int max, Sight sight) {
    var keys = keys(order, sight);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var choices = new LinkedHashMap<String, String>();
          for (var key : keys.subList(0, Math.min(max, keys.size()))) {
            choices.put(key, label(tx.mirror(), order.entity(), key, sight));
          }
          return choices;
        });
  }

  /** Returns what records are called, for those that are here and have an open name or a day. */
  public Map<RecordId, String> names(List<RecordId> records, Sight sight) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var names = new HashMap<RecordId, String>();
          for (var id : records) {
            names.put(id, label(tx.mirror(), id.entity(), id.key(), sight));
          }
          return names;
        });
  }

  private String label(Mirror mirror, String entity, String key, Sight sight) {
    var schema = schema(entity);
    var row = mirror.find(new RecordId(entity, key));
    if (row.isEmpty()) {
      return "";
    }
    for (var name : List.of("display_name", "name_" + sight.language(), "name_nb", "name")) {
      var field = schema.field(name);
      if (field.isPresent() && (sight.revealed() || !field.get().isSensitive())) {
        return row.get().view().text(name);
      }
    }
    return schema.field("date").isPresent() ? ofDay(mirror, row.get(), sight) : "";
  }

  /** What has no name is known by its day and its type. */
  private String ofDay(Mirror mirror, MirrorRow row, Sight sight) {
    var type = row.view().text("type");
    var label = type.isEmpty() ? "" : label(mirror, "activity_type", type, sight);
    return label.isEmpty() ? row.view().text("date") : row.view().text("date") + " · " + label;
  }
}
