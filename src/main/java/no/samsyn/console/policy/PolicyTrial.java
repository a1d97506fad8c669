package no.samsyn.console.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.Schemas;
import no.samsyn.sync.conflict.Conflict;
import no.samsyn.sync.conflict.Resolution;
import no.samsyn.sync.conflict.Rulebook;

/**
 * Settles past conflicts once more, by other rules, and counts what would be otherwise. Changes
 * nothing. Only fields that a side touched are known, which is all that a rule looks at. Pure; not
 * thread-safe.
 */
public final class PolicyTrial {
  private static final int ROWS_MAX = 10_000; // beyond, the sums go on and the rows stop

  private final Schemas schemas;
  private final Rulebook rulebook;
  private final Map<String, PolicyRule> rules;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Long> done = new TreeMap<>();
  private final Map<String, Long> would = new TreeMap<>();
  private long tried;
  private long different;
  private long notTried;

  /** Takes the rules to try; conflicts of types without one are left out. */
  public PolicyTrial(Schemas schemas, Rulebook rulebook, Map<String, PolicyRule> rules) {
    this.schemas = schemas;
    this.rulebook = rulebook;
    this.rules = Map.copyOf(rules);
  }

  /** One conflict: what was done, and what would have been done. */
  public record Row(PastConflict conflict, Set<String> fields, String would) {
    public boolean isDifferent() {
      return !conflict.done().equals(would);
    }
  }

  /**
   * What came of it.
   *
   * @param rows every conflict that was tried, up to a bound
   * @param notTried conflicts whose values are erased
   */
  public record Result(
      List<Row> rows,
      long tried,
      long different,
      long notTried,
      Map<String, Long> done,
      Map<String, Long> would) {
    public Result {
      rows = List.copyOf(rows);
      done = Map.copyOf(done);
      would = Map.copyOf(would);
    }
  }

  public void add(PastConflict past) {
    var rule = rules.get(past.record().entity());
    var schema = schemas.find(past.record().entity());
    if (rule == null || schema.isEmpty()) {
      return;
    }
    if (!past.isWhole()) {
      notTried++;
      return;
    }
    var code = resolve(schema.get(), rule, past).code();
    var fields = new LinkedHashSet<>(past.mine().changes().names());
    fields.retainAll(past.theirs().changes().names());
    var row = new Row(past, fields, code);
    tried++;
    different += row.isDifferent() ? 1 : 0;
    done.merge(past.done(), 1L, Long::sum);
    would.merge(code, 1L, Long::sum);
    if (rows.size() < ROWS_MAX) {
      rows.add(row);
    }
  }

  public Result result() {
    return new Result(rows, tried, different, notTried, done, would);
  }

  /** As the engine decides; what nobody owns is no review, because nobody would see it. */
  private Resolution resolve(EntitySchema schema, PolicyRule rule, PastConflict past) {
    var resolution = rulebook.decide(rule, conflict(schema, past));
    return resolution instanceof Resolution.AskPerson && schema.owner().isEmpty()
        ? new Resolution.KeepTheirs()
        : resolution;
  }

  private static Conflict conflict(EntitySchema schema, PastConflict past) {
    var mine = past.mine().changes();
    var theirs = past.theirs().changes();
    var base = before(theirs, before(mine, Fields.NONE));
    var kind = Conflict.Kind.EDIT_AND_EDIT;
    if (deletes(schema, theirs)) {
      kind = Conflict.Kind.THEIRS_DELETED;
    } else if (deletes(schema, mine)) {
      kind = Conflict.Kind.MINE_DELETES;
    }
    return new Conflict(
        schema.name(),
        base,
        kind == Conflict.Kind.MINE_DELETES ? Fields.NONE : mine.applyTo(base),
        kind == Conflict.Kind.THEIRS_DELETED ? Fields.NONE : theirs.applyTo(base),
        kind,
        past.mine().byProxy() || past.theirs().byProxy());
  }

  private static Fields before(FieldChanges changes, Fields base) {
    var result = base;
    for (var change : changes.byName().entrySet()) {
      result = result.with(change.getKey(), change.getValue().before());
    }
    return result;
  }

  /** No edit can take away what every record must have, so that was a delete. */
  private static boolean deletes(EntitySchema schema, FieldChanges changes) {
    return schema.fields().stream()
        .filter(field -> field.isRequired() && !field.isSetByServer())
        .map(field -> changes.byName().get(field.name()))
        .anyMatch(change -> change != null && !change.after().isPresent());
  }
}
