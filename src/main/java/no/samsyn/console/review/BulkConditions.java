package no.samsyn.console.review;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Near;
import no.samsyn.console.Trouble;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Schemas;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Which reviews a rule is for: conditions on the review ({@code kind}, {@code mentor}, {@code
 * entity}, {@code assigned}, {@code contested}) or on a field of the record in question. All must
 * hold. Immutable.
 */
final class BulkConditions {
  /** What one may ask of a review itself; anything else is a field of the record. */
  private static final List<String> OF_REVIEW =
      List.of("kind", "mentor", "entity", "assigned", "contested");

  private static final Map<String, String> ALSO_CALLED =
      Map.of("peer_mentor", "mentor", "assigned_to", "assigned");

  private final List<Condition> conditions = new ArrayList<>();

  private record Condition(String name, String value) {}

  static BulkConditions read(Schemas schemas, List<String> texts) {
    if (texts.isEmpty()) {
      throw Trouble.wrongUse(
          "no-condition",
          "Say which reviews the rule is for: --where FIELD=VALUE, for example --where"
              + " kind=two_versions");
    }
    var read = new BulkConditions();
    var known = known(schemas);
    for (var text : texts) {
      var at = text.indexOf('=');
      var typed = at < 1 ? text : text.substring(0, at).trim();
      var name = ALSO_CALLED.getOrDefault(typed, typed);
      if (at < 1 || !known.contains(name)) {
        throw Trouble.wrongUse(
            "unknown-field",
            "Nothing is called "
                + typed
                + " that a rule could ask for."
                + Near.question(typed, known)
                + " Ask for "
                + String.join(", ", OF_REVIEW)
                + " or a field of the record: --where FIELD=VALUE");
      }
      read.conditions.add(new Condition(name, text.substring(at + 1)));
    }
    return read;
  }

  private static Set<String> known(Schemas schemas) {
    var known = new LinkedHashSet<>(OF_REVIEW);
    for (EntitySchema schema : schemas.all()) {
      if (!schema.name().equals(ReviewCase.ENTITY)) {
        schema.fields().stream().map(FieldSchema::name).forEach(known::add);
      }
    }
    return known;
  }

  /** Returns whether all hold; {@code current} is the record, or what was written of it last. */
  boolean hold(EntitySchema schema, ReviewCase review, Fields current) {
    return conditions.stream().allMatch(each -> holds(each, schema, review, current));
  }

  private static boolean holds(
      Condition condition, EntitySchema schema, ReviewCase review, Fields current) {
    var value = condition.value();
    return switch (condition.name()) {
      case "kind" -> value.equals(review.subject().kind());
      case "mentor" -> value.equals(review.subject().peerMentor());
      case "entity" -> value.equals(review.subject().entity());
      case "assigned" -> value.equals(review.standing().assignedTo());
      case "contested" -> review.sides().contested().contains(value);
      default -> isEqual(condition, schema, current);
    };
  }

  private static boolean isEqual(Condition condition, EntitySchema schema, Fields current) {
    if (schema.field(condition.name()).isEmpty()) {
      return false; // the record is of a type that has no such field
    }
    var wanted = FieldTexts.read(schema, List.of(condition.name() + "=" + condition.value()));
    if (!wanted.problems().isEmpty()) {
      throw new Trouble(
          Trouble.Kind.WRONG_USE,
          "bad-filter",
          "This cannot match: " + wanted.problems().get(0).sentence() + ".",
          wanted.problems());
    }
    var value = wanted.wish().set().get(condition.name());
    var stands = current.get(condition.name());
    return value.isPresent() ? value.equals(stands) : !stands.isPresent();
  }
}
