package no.samsyn.server.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.Unicode;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Place;
import no.samsyn.server.store.RecordRow;

/**
 * Works out what a mutation makes of a record, or why it cannot. Pure: reads the world, changes
 * nothing. The version was checked before.
 */
final class Effects {
  static final int BODY_CHARACTERS_MAX = 1_000_000; // what one column holds on H2

  private final Caller caller;
  private final World world;
  private final Instant now;

  Effects(Caller caller, World world, Instant now) {
    this.caller = caller;
    this.world = world;
    this.now = now;
  }

  /** Returns the verdict on a mutation of {@code before}, which is an empty record for a create. */
  Verdict of(EntitySchema schema, RecordRow before, Mutation mutation, String onBehalfOf) {
    var op = mutation.target().op();
    var fieldsBefore = before.fields();
    var problems = new ArrayList<Problem>();
    var asked = op == Op.DELETE ? FieldChanges.NONE : stored(schema, mutation.changes(), problems);
    problems.addAll(Authority.problemsOf(caller, schema, op, fieldsBefore, asked));
    if (op != Op.CREATE && world.reviews().holdBack(caller, before, mutation, asked)) {
      return Verdict.Rejected.because("needs-decision", "An open review decides about this.");
    }
    var after = asked.applyTo(fieldsBefore);
    if (op == Op.CREATE) {
      after = withServerFields(schema, after);
    }
    if (op != Op.DELETE) {
      addSchemaProblems(schema, op, asked, after, problems);
    }
    if (!problems.isEmpty()) {
      return rejected(problems);
    }
    var place = op == Op.DELETE ? before.place() : placeOf(schema, before, after);
    if (!Authority.mayPlace(caller, place)) {
      return Verdict.Rejected.because("out-of-scope", "The record would leave your access.");
    }
    var unfit = world.assignees().problemOf(schema, fieldsBefore, after, place);
    if (unfit.isPresent()) {
      return rejected(List.of(unfit.get()));
    }
    var body = op == Op.DELETE ? "" : Json.write(after);
    if (body.length() > BODY_CHARACTERS_MAX) {
      return Verdict.Rejected.because("too-large", "The record is larger than a record may be.");
    }
    if (Unicode.hasLoneSurrogate(body)) {
      return Verdict.Rejected.because("bad-text", "A text holds half a character.");
    }
    var by =
        new Authorship(caller.user(), spokenFor(schema, place, onBehalfOf), mutation.device(), now);
    var row =
        new RecordRow(
            before.names(),
            before.version() + 1,
            0,
            place,
            body,
            new RecordRow.LastChange(mutation.id(), by));
    var changes = op == Op.DELETE ? FieldChanges.NONE : FieldChanges.between(fieldsBefore, after);
    return new Verdict.Applied(row, changes);
  }

  /**
   * Returns on whose behalf the change is made: whose record it is says so where the author does
   * not, so that a proxy cannot pass for the mentor by keeping silent.
   */
  private String spokenFor(EntitySchema schema, Place place, String said) {
    var isForMyself = schema.owner().isEmpty() || place.owner().equals(caller.peerMentor());
    return said.isEmpty() && !isForMyself ? place.owner() : said;
  }

  /**
   * Returns whether the author saw the values that stand. Versions say so, except after a restored
   * backup, when other people's changes get the numbers of those that were lost; and what follows
   * another change stands on its version.
   */
  boolean seesWhatStands(EntitySchema schema, RecordRow row, Mutation mutation) {
    var standing = row.fields();
    for (var change : mutation.changes().byName().entrySet()) {
      var field = schema.field(change.getKey());
      var before = change.getValue().before();
      if (field.map(FieldSchema::isSetByServer).orElse(false)) {
        continue; // what the author says of it counts for nothing
      }
      if (field.isPresent() && field.get().type() == FieldType.REFERENCE) {
        before = idOf(field.get(), before);
      }
      var stands = standing.get(change.getKey());
      if (!before.equals(stands) && (before.isPresent() || stands.isPresent())) {
        return false;
      }
    }
    return true;
  }

  private Value idOf(FieldSchema field, Value reference) {
    return world
        .find(field.refersTo(), reference.asText())
        .map(target -> Value.text(target.id()))
        .orElse(reference);
  }

  /** Returns the changes as they are stored: without the server's fields, references as ids. */
  private FieldChanges stored(EntitySchema schema, FieldChanges asked, List<Problem> problems) {
    var result = new TreeMap<String, FieldChange>();
    asked
        .byName()
        .forEach(
            (name, change) -> {
              var field = schema.field(name);
              if (field.map(FieldSchema::isSetByServer).orElse(false)) {
                return;
              }
              var after = change.after();
              if (field.isPresent() && field.get().type() == FieldType.REFERENCE) {
                after = resolved(field.get(), after, problems);
              }
              // What it was before is known better here than there.
              result.put(name, new FieldChange(different(after), after));
            });
    return new FieldChanges(result);
  }

  private static Value different(Value after) {
    return after instanceof Value.Absent ? Value.nothing() : Value.absent();
  }

  private Value resolved(FieldSchema field, Value after, List<Problem> problems) {
    if (after.asText().isEmpty()) {
      return after;
    }
    var target = world.find(field.refersTo(), after.asText());
    if (target.isEmpty() || target.get().isErased()) {
      problems.add(
          new Problem(field.name(), "unknown-reference", field.name() + " names no record"));
      return after;
    }
    if (!caller.scope().covers(target.get().place())) {
      problems.add(
          new Problem(field.name(), "out-of-scope", field.name() + " names a record out of scope"));
    }
    return Value.text(target.get().id());
  }

  private Fields withServerFields(EntitySchema schema, Fields fields) {
    if (!schema.name().equals(PeerSupport.ACTIVITY)) {
      return fields;
    }
    var isProxy = !fields.text(schema.owner()).equals(caller.peerMentor());
    return fields.with("reported_by", caller.user()).with("by_proxy", Value.flag(isProxy));
  }

  private static void addSchemaProblems(
      EntitySchema schema, Op op, FieldChanges asked, Fields after, List<Problem> problems) {
    for (var problem : schema.problemsOf(after)) {
      // An old record may break a newer rule; only who touches the field must mend it.
      if (op == Op.CREATE || asked.names().contains(problem.field())) {
        problems.add(problem);
      }
    }
    var isOwnerMissing = !schema.owner().isEmpty() && after.text(schema.owner()).isEmpty();
    if (isOwnerMissing && problems.stream().noneMatch(p -> p.field().equals(schema.owner()))) {
      problems.add(new Problem(schema.owner(), "required", schema.owner() + " is missing"));
    }
  }

  private Place placeOf(EntitySchema schema, RecordRow before, Fields after) {
    if (schema.name().equals(PeerSupport.PEER_MENTOR_TYPE)) {
      return new Place(before.id(), after.text(PeerSupport.UNIT));
    }
    if (schema.owner().isEmpty()) {
      return Place.ORGANISATION;
    }
    return world
        .find(PeerSupport.PEER_MENTOR_TYPE, after.text(schema.owner()))
        .map(RecordRow::place)
        .orElse(before.place());
  }

  private static Verdict.Rejected rejected(List<Problem> problems) {
    for (var code : List.of("forbidden", "out-of-scope", "unknown-reference")) {
      if (problems.stream().anyMatch(problem -> problem.code().equals(code))) {
        return Verdict.Rejected.because(code, sentenceOf(problems), problems);
      }
    }
    return Verdict.Rejected.because("invalid", sentenceOf(problems), problems);
  }

  private static String sentenceOf(List<Problem> problems) {
    return problems.get(0).sentence() + (problems.size() > 1 ? ", and more" : "") + ".";
  }
}
