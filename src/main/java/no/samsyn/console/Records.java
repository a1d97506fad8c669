package no.samsyn.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.PairRule;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.LookAlikes;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordPage;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What a person does with records: list, look at, add, change, delete. A save is durable when its
 * method returns; what cannot be saved is a {@link Trouble} that says why, and nothing was done.
 * Thread-safe as far as the store is.
 */
public final class Records {
  private final SyncStore store;
  private final Schemas schemas;
  private final LocalEdits edits;
  private final PairRule pairs;

  public Records(SyncStore store, Schemas schemas, LocalEdits edits, PairRule pairs) {
    this.store = store;
    this.schemas = schemas;
    this.edits = edits;
    this.pairs = pairs;
  }

  /** What became of a wish to add a record. */
  public sealed interface Addition {
    /** It is durable. */
    record Saved(RecordId id) implements Addition {}

    /** Nothing was saved, because these look like the same thing, told before. */
    record LooksLike(List<MirrorRow> rows) implements Addition {
      public LooksLike {
        rows = List.copyOf(rows);
      }
    }
  }

  /**
   * Asks for one page, in words.
   *
   * @param filters {@code field=value}, all must hold
   * @param sort a field, with a minus in front for the highest first; empty for the order of making
   */
  public record ListWish(String entity, List<String> filters, String sort, int limit, long offset) {
    public ListWish {
      filters = List.copyOf(filters);
    }
  }

  public EntitySchema schema(String entity) {
    return FieldTexts.schema(schemas, entity);
  }

  public RecordPage list(ListWish wish) {
    var filters = RecordFilters.read(schema(wish.entity()), wish.filters());
    var query = query(wish, filters.indexed());
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          return filters.isForTheStore()
              ? tx.mirror().list(query)
              : filters.search(tx.mirror(), query);
        });
  }

  /** Returns the record named by its key or its server id. */
  public MirrorRow show(String entity, String name) {
    var schema = schema(entity);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          return find(tx, schema.name(), name).orElseThrow(() -> notFound(entity, name));
        });
  }

  /** Saves the record, whatever there is already. */
  public RecordId add(String entity, List<String> assignments) {
    var schema = schema(entity);
    return saved(edits.create(readWhole(schema, assignments)), schema);
  }

  /**
   * Saves the record unless it looks like one that is here already: two people who tell of the same
   * activity mean one, and undoing it later is work for a third.
   */
  public Addition addIfNew(String entity, List<String> assignments) {
    var schema = schema(entity);
    var wish = readWhole(schema, assignments);
    var isGood = schema.problemsOf(wish.set()).isEmpty();
    if (isGood && entity.equals(pairs.entity())) {
      var alike =
          store.inTransaction(
              Durability.RELAXED, tx -> LookAlikes.of(tx.mirror(), pairs, wish.set()));
      if (!alike.isEmpty()) {
        return new Addition.LooksLike(alike);
      }
    }
    return new Addition.Saved(saved(edits.create(wish), schema));
  }

  private Edit.Wish readWhole(EntitySchema schema, List<String> assignments) {
    requireSignedIn();
    var read = FieldTexts.read(schema, assignments);
    if (!read.problems().isEmpty()) {
      throw refused(schema, withOthers(read, schema)); // everything that is wrong, at once
    }
    return read.wish();
  }

  /** Returns whether there was anything to change. */
  public boolean edit(String entity, String name, List<String> assignments) {
    var schema = schema(entity);
    if (assignments.isEmpty()) {
      throw Trouble.wrongUse("nothing-to-set", "Say what to change: --set field=value");
    }
    var read = FieldTexts.read(schema, assignments);
    requireNoDecision(entity, read.wish());
    var id = show(entity, name).id();
    if (!read.problems().isEmpty()) {
      throw refused(schema, read.problems());
    }
    var outcome = edits.update(id, read.wish());
    var unused = saved(outcome, schema);
    return !(outcome instanceof Edit.Outcome.Unchanged);
  }

  /** Past the decision nobody could undo it, and the record would not follow. */
  private static void requireNoDecision(String entity, Edit.Wish wish) {
    var isDecision =
        entity.equals(ReviewCase.ENTITY)
            && (wish.set().names().contains(ReviewCase.STATUS)
                || wish.unset().contains(ReviewCase.STATUS));
    if (isDecision) {
      throw Trouble.wrongUse(
          "decided-not-edited", "A review is decided, not edited: samsyn review resolve");
    }
  }

  public void delete(String entity, String name) {
    var schema = schema(entity);
    var unused = saved(edits.delete(show(entity, name).id()), schema);
  }

  /** Returns words for the records that {@code rows} refer to: key to label. */
  public Map<String, String> labels(String entity, List<MirrorRow> rows) {
    var schema = schema(entity);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var known = new Labels(tx.mirror(), schemas);
          var labels = new LinkedHashMap<String, String>();
          rows.forEach(row -> known.putAll(schema, row.view(), labels));
          return labels;
        });
  }

  private static Optional<MirrorRow> find(SyncStore.Tx tx, String entity, String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var byKey = tx.mirror().find(new RecordId(entity, name)).filter(row -> !row.removed());
    return byKey.isPresent()
        ? byKey
        : tx.idMap()
            .keyOf(name)
            .flatMap(key -> tx.mirror().find(new RecordId(entity, key)))
            .filter(row -> !row.removed());
  }

  private RecordQuery query(ListWish wish, List<RecordQuery.Filter> filters) {
    var descending = wish.sort().startsWith("-");
    var sort = descending ? wish.sort().substring(1) : wish.sort();
    if (!sort.isEmpty() && !sort.equals("key") && !sort.equals(RecordFilters.STATE)) {
      sort = indexed(schema(wish.entity()), sort).name();
    }
    if (wish.limit() < 1 || wish.limit() > RecordQuery.LIMIT_MAX || wish.offset() < 0) {
      throw Trouble.wrongUse(
          "out-of-range",
          "--limit must be from 1 to " + RecordQuery.LIMIT_MAX + " and --offset from 0.");
    }
    return new RecordQuery(wish.entity(), filters, sort, descending, wish.limit(), wish.offset());
  }

  private static FieldSchema indexed(EntitySchema schema, String name) {
    var field = FieldTexts.field(schema, name);
    if (field.isIndexed()) {
      return field;
    }
    throw Trouble.wrongUse(
        "not-indexed",
        "Records cannot be sorted by "
            + name
            + ", only by: key, state, "
            + String.join(", ", schema.indexedFields().stream().map(FieldSchema::name).toList())
            + ".");
  }

  private void requireSignedIn() {
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          return true;
        });
  }

  private static List<Problem> withOthers(FieldTexts.Read read, EntitySchema schema) {
    var problems = new ArrayList<>(read.problems());
    var named = problems.stream().map(Problem::field).toList();
    schema.problemsOf(read.wish().set()).stream()
        .filter(problem -> !named.contains(problem.field()))
        .forEach(problems::add);
    return problems;
  }

  private static RecordId saved(Edit.Outcome outcome, EntitySchema schema) {
    if (outcome instanceof Edit.Outcome.Saved saved) {
      return saved.record();
    } else if (outcome instanceof Edit.Outcome.Unchanged unchanged) {
      return unchanged.record();
    } else if (outcome instanceof Edit.Outcome.Refused refused) {
      throw refused(schema, refused.problems());
    } else if (outcome instanceof Edit.Outcome.NotFound notFound) {
      throw notFound(notFound.record().entity(), notFound.record().key());
    } else if (outcome instanceof Edit.Outcome.SignInNeeded) {
      throw Trouble.signInNeeded(SignInDesk.NOBODY);
    }
    throw new IllegalStateException("unknown outcome " + outcome);
  }

  private static Trouble refused(EntitySchema schema, List<Problem> problems) {
    var sentences = problems.stream().map(Problem::sentence).toList();
    return new Trouble(
        Trouble.Kind.FAILED,
        problems.get(0).code(),
        "The " + schema.name() + " was not saved: " + String.join("; ", sentences) + ".",
        problems);
  }

  private static Trouble notFound(String entity, String key) {
    return Trouble.failed(
        "not-found",
        "There is no " + entity + " with the key " + key + " on this device. Perhaps: samsyn sync");
  }
}
