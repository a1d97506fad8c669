package no.samsyn.console.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.console.FieldTexts;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;

/**
 * What a person has chosen of one review so far, and what would come of it. It begins with what
 * needs no person: a field that one side changed has that side's value, a field that both changed
 * has nobody's. Holds no store; not thread-safe.
 */
public final class Draft {
  private final EntitySchema schema;
  private final ReviewSheet sheet;
  private final Map<String, Pick> picks = new LinkedHashMap<>();
  private final Map<String, String> written = new LinkedHashMap<>();

  public Draft(EntitySchema schema, ReviewSheet sheet) {
    this.schema = schema;
    this.sheet = sheet;
  }

  /**
   * Returns the same choices on a sheet that was read anew. Who took a version took what it said: a
   * version that says something else by now is not chosen any more.
   */
  public Draft on(ReviewSheet newer) {
    var draft = new Draft(schema, newer);
    picks.forEach(
        (field, side) -> {
          if (value(sheet, field, side).equals(value(newer, field, side))) {
            draft.picks.put(field, side);
          }
        });
    draft.written.putAll(written);
    return draft;
  }

  private static Value value(ReviewSheet sheet, String field, Pick side) {
    return sheet.fields().stream()
        .filter(each -> each.name().equals(field))
        .findFirst()
        .map(each -> each.versions().of(side))
        .orElse(Value.absent());
  }

  public boolean isDecidable(FieldSheet field) {
    return !schema.isSetByServer(field.name());
  }

  /** Returns whether nobody but a person can say what the field becomes. */
  public boolean asksPerson(FieldSheet field) {
    return isDecidable(field)
        && (field.state() == FieldSheet.State.CONTESTED
            || (field.state() == FieldSheet.State.ONLY_MINE && hasMoved(field)));
  }

  /** Returns whether somebody changed the field after the review was opened. */
  public static boolean hasMoved(FieldSheet field) {
    var versions = field.versions();
    return !versions.now().equals(versions.theirs()) && !versions.now().equals(versions.mine());
  }

  public void take(String field, Pick side) {
    written.remove(field);
    picks.put(field, side);
  }

  /** Gives the field a value of the person's own, as typed; the empty text takes it away. */
  public void write(String field, String text) {
    picks.remove(field);
    written.put(field, text);
  }

  /** Goes back to what the field had before anybody chose. */
  public void forget(String field) {
    picks.remove(field);
    written.remove(field);
  }

  public void takeAll(Pick side) {
    for (var field : sheet.fields()) {
      if (asksPerson(field)) {
        take(field.name(), side);
      }
    }
  }

  /** Returns whether anything was chosen by hand. */
  public boolean isTouched() {
    return !picks.isEmpty() || !written.isEmpty();
  }

  /** Returns the version whose value the field takes; none where it has none, or one of its own. */
  public Optional<Pick> pick(FieldSheet field) {
    if (written.containsKey(field.name())) {
      return Optional.empty();
    }
    var chosen = picks.get(field.name());
    if (chosen != null) {
      return Optional.of(chosen);
    }
    if (asksPerson(field)) {
      return Optional.empty();
    }
    return Optional.of(field.state() == FieldSheet.State.ONLY_MINE ? Pick.MINE : Pick.THEIRS);
  }

  /** Returns what the person typed for the field. */
  public Optional<String> own(String field) {
    return Optional.ofNullable(written.get(field));
  }

  public boolean isDecided(FieldSheet field) {
    return written.containsKey(field.name()) || pick(field).isPresent();
  }

  public long asked() {
    return sheet.fields().stream().filter(this::asksPerson).count();
  }

  public List<FieldSheet> left() {
    return sheet.fields().stream().filter(field -> asksPerson(field) && !isDecided(field)).toList();
  }

  /** Returns what the field becomes; what stands now, where nobody has chosen. */
  public Value result(FieldSheet field) {
    var own = written.get(field.name());
    if (own != null) {
      return read(field.name(), own).wish().set().get(field.name());
    }
    var chosen = picks.get(field.name());
    if (chosen != null) {
      return field.versions().of(chosen);
    }
    var takesMine =
        field.state() == FieldSheet.State.ONLY_MINE && isDecidable(field) && !hasMoved(field);
    return takesMine ? field.versions().mine() : field.versions().now();
  }

  private FieldTexts.Read read(String field, String text) {
    return FieldTexts.read(schema, List.of(field + "=" + text));
  }

  /** Says what is wrong with the record that this would make, as far as it is about one's own. */
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    var result = Fields.NONE;
    for (var field : sheet.fields()) {
      result = result.with(field.name(), result(field));
    }
    for (var own : written.entrySet()) {
      problems.addAll(read(own.getKey(), own.getValue()).problems());
    }
    var named = problems.stream().map(Problem::field).toList();
    for (var problem : schema.problemsOf(result)) {
      if (written.containsKey(problem.field()) && !named.contains(problem.field())) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** Returns whether it can be decided as it is. */
  public boolean isReady() {
    return left().isEmpty() && problems().isEmpty();
  }

  public Choice choice() {
    var takes = new ArrayList<String>();
    var sets = new ArrayList<String>();
    picks.forEach((field, side) -> takes.add(field + "=" + Spelling.of(side)));
    written.forEach((field, text) -> sets.add(field + "=" + text));
    return new Choice.ByField("", takes, sets);
  }

  @Override
  public String toString() {
    return "Draft[" + picks.keySet() + "]"; // what was typed is personal
  }
}
