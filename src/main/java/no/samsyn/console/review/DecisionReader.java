package no.samsyn.console.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Trouble;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.ThreeWay;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Turns what somebody chose into a decision, or says what is missing. A field that only one side
 * changed goes to that side; a field that both changed is nobody's until somebody says whose. Pure.
 */
final class DecisionReader {
  private final EntitySchema schema;
  private final ReviewCase review;
  private final Fields current;
  private final Map<String, Value> chosen = new TreeMap<>();

  /** Takes the review, and its record as it stands now. */
  DecisionReader(EntitySchema schema, ReviewCase review, Fields current) {
    this.schema = schema;
    this.review = review;
    this.current = current;
  }

  Decision read(Choice choice) {
    if (choice instanceof Choice.ByField byField) {
      return byField(byField);
    } else if (choice instanceof Choice.Both) {
      requireNot(ReviewCase.EDIT_AND_DELETE);
      return new Decision.KeepBoth();
    } else if (choice instanceof Choice.KeepEdit) {
      requireKind(ReviewCase.EDIT_AND_DELETE);
      return new Decision.KeepEdit();
    } else if (choice instanceof Choice.Delete) {
      requireKind(ReviewCase.EDIT_AND_DELETE);
      return new Decision.Delete();
    } else if (choice instanceof Choice.KeepOne one) {
      requireKind(ReviewCase.DUPLICATE);
      var goes = side("--duplicate keep=", one.side()).other();
      var sides = review.sides();
      return new Decision.OneGoes((goes == Pick.MINE ? sides.mineBy() : sides.theirsBy()).record());
    }
    throw new IllegalStateException("unknown choice " + choice.getClass());
  }

  private void requireNot(String kind) {
    if (review.subject().kind().equals(kind)) {
      throw wrongWay();
    }
  }

  private void requireKind(String kind) {
    if (!review.subject().kind().equals(kind)) {
      throw wrongWay();
    }
  }

  private Trouble wrongWay() {
    return Trouble.wrongUse(
        "wrong-way",
        switch (review.subject().kind()) {
          case ReviewCase.EDIT_AND_DELETE ->
              "One side deleted this record. Say --keep-edit or --delete.";
          case ReviewCase.DUPLICATE ->
              "These are two records. Say --duplicate keep=mine or --duplicate keep=theirs where"
                  + " they are one, or --both where they are two.";
          default ->
              "These are two versions of one record. Say --take FIELD=mine|theirs|base for each"
                  + " field, --all mine, --all theirs, or --both.";
        });
  }

  private static Pick side(String option, String word) {
    if (!word.equals("mine") && !word.equals("theirs")) {
      throw Trouble.wrongUse("unknown-word", option + " takes mine or theirs, not " + word + ".");
    }
    return Spelling.read(Pick.class, option, word);
  }

  private Decision byField(Choice.ByField wish) {
    if (review.subject().kind().equals(ReviewCase.EDIT_AND_DELETE)
        && !wish.all().isEmpty()
        && wish.takes().isEmpty()
        && wish.sets().isEmpty()) {
      var isDelete = side("--all", wish.all()).of(review).names().isEmpty();
      return isDelete ? new Decision.Delete() : new Decision.KeepEdit();
    }
    requireKind(ReviewCase.TWO_VERSIONS);
    if (wish.all().isEmpty()) {
      takeWhatOneSideChanged();
    } else {
      takeAll(side("--all", wish.all()));
    }
    for (var take : wish.takes()) {
      take(take);
    }
    write(wish.sets());
    requireAllDecided();
    return decision();
  }

  /** Takes the whole version of {@code side}. */
  static Decision.SetFields whole(EntitySchema schema, ReviewCase review, Pick side) {
    var reader = new DecisionReader(schema, review, Fields.NONE);
    reader.takeAll(side);
    return reader.decision();
  }

  private void takeAll(Pick side) {
    var mine = review.sides().mine();
    var theirs = review.sides().theirs();
    var names = new TreeSet<>(mine.names());
    names.addAll(theirs.names());
    for (var name : names) {
      if (!mine.get(name).equals(theirs.get(name)) && !schema.isSetByServer(name)) {
        chosen.put(name, side.of(review).get(name));
      }
    }
  }

  /** What only theirs changed stands already. */
  private void takeWhatOneSideChanged() {
    var mine = review.sides().mine();
    for (var name : comparison().fieldsThatAre(ThreeWay.Finding.ONLY_MINE)) {
      if (!schema.isSetByServer(name) && !isContested(name) && !hasMoved(name)) {
        chosen.put(name, mine.get(name));
      }
    }
  }

  private ThreeWay comparison() {
    var sides = review.sides();
    return ThreeWay.compare(sides.base(), sides.mine(), sides.theirs());
  }

  private boolean isContested(String name) {
    return review.sides().contested().contains(name);
  }

  /** Somebody changed the field after the review was opened. */
  private boolean hasMoved(String name) {
    var stands = current.get(name);
    return !stands.equals(review.sides().theirs().get(name))
        && !stands.equals(review.sides().mine().get(name));
  }

  private void take(String typed) {
    var at = typed.indexOf('=');
    var name = at < 1 ? "" : typed.substring(0, at).trim();
    var word = at < 1 ? "" : typed.substring(at + 1).trim();
    var pick =
        List.of(Pick.values()).stream().filter(each -> Spelling.of(each).equals(word)).findFirst();
    if (pick.isEmpty()) {
      write(List.of(typed));
      return;
    }
    if (!isInAnyVersion(name)) {
      requireWritable(FieldTexts.field(schema, name).name());
    }
    requireWritable(name);
    chosen.put(name, pick.get().of(review).get(name));
  }

  private boolean isInAnyVersion(String name) {
    return List.of(Pick.values()).stream().anyMatch(pick -> pick.of(review).names().contains(name));
  }

  private void requireWritable(String name) {
    if (schema.isSetByServer(name)) {
      throw Trouble.wrongUse("set-by-server", name + " is set by the server.");
    }
  }

  private void write(List<String> assignments) {
    var read = FieldTexts.read(schema, assignments);
    if (!read.problems().isEmpty()) {
      var sentences = read.problems().stream().map(Problem::sentence).toList();
      throw new Trouble(
          Trouble.Kind.WRONG_USE,
          read.problems().get(0).code(),
          "Nothing was decided: " + String.join("; ", sentences) + ".",
          read.problems());
    }
    read.wish().set().values().keySet().forEach(this::requireWritable);
    chosen.putAll(read.wish().set().values());
    for (var name : read.wish().unset()) {
      requireWritable(name);
      chosen.put(name, Value.absent());
    }
  }

  private void requireAllDecided() {
    var left = left();
    if (left.isEmpty()) {
      return;
    }
    var problems = new ArrayList<Problem>();
    left.forEach(name -> problems.add(new Problem(name, "undecided", name + " is not decided")));
    throw new Trouble(
        Trouble.Kind.WRONG_USE,
        "undecided-fields",
        "Nothing was decided, because these fields are left: "
            + String.join(", ", left)
            + ". Say for each --take FIELD=mine, theirs, base or a value of your own.",
        problems);
  }

  private Set<String> left() {
    var left = new TreeSet<>(review.sides().contested());
    var comparison = comparison();
    left.addAll(comparison.contested());
    for (var name : comparison.fieldsThatAre(ThreeWay.Finding.ONLY_MINE)) {
      if (hasMoved(name)) {
        left.add(name);
      }
    }
    left.removeIf(schema::isSetByServer);
    left.removeAll(chosen.keySet());
    return left;
  }

  private Decision.SetFields decision() {
    var values = Fields.NONE;
    var unset = new TreeSet<String>();
    for (var each : chosen.entrySet()) {
      if (each.getValue() instanceof Value.Absent) {
        unset.add(each.getKey());
      } else {
        values = values.with(each.getKey(), each.getValue());
      }
    }
    return new Decision.SetFields(values, unset);
  }
}
