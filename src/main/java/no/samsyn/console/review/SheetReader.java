package no.samsyn.console.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Pages;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.ThreeWay;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.conflict.DecisionTrace;
import no.samsyn.sync.conflict.ReviewCase;

/** Puts together what is known of one review. Used within one transaction. */
final class SheetReader {
  private static final int PAGE = 500;

  private final SyncStore.Tx tx;
  private final Schemas schemas;
  private final People people;

  SheetReader(SyncStore.Tx tx, Schemas schemas, People people) {
    this.tx = tx;
    this.schemas = schemas;
    this.people = people;
  }

  ReviewSheet read(MirrorRow row, Instant now) {
    var review = ReviewCase.of(row.view());
    var schema = FieldTexts.schema(schemas, review.subject().entity());
    var mentor = review.subject().peerMentor();
    var sides = review.sides();
    var current = current(tx, review);
    var view = current.map(MirrorRow::view).orElse(Fields.NONE);
    var labels = new LinkedHashMap<String, String>();
    for (var version : List.of(sides.base(), sides.mine(), sides.theirs(), view)) {
      people.labels().putAll(schema, version, labels);
    }
    return new ReviewSheet(
        QueueRow.of(row, people.mentorName(mentor), now),
        ReviewSheet.Sides.of(
            people.teller(sides.mineBy(), mentor), people.teller(sides.theirsBy(), mentor)),
        fields(schema, review, view),
        new ReviewSheet.Standing(
            current.isPresent(),
            current.map(MirrorRow::version).orElse(0L),
            hasMoved(review, view)),
        labels,
        lost(row.id().key()));
  }

  /** Returns the record in question as this device shows it; nothing where it is deleted. */
  static Optional<MirrorRow> current(SyncStore.Tx tx, ReviewCase review) {
    var subject = review.subject();
    return tx.mirror()
        .find(new RecordId(subject.entity(), subject.record()))
        .filter(row -> !row.removed());
  }

  /**
   * Content says it, not the version: a decision that was undone leaves the record as it was, two
   * versions later.
   */
  static boolean hasMoved(ReviewCase review, Fields current) {
    return review.isOpen() && !current.equals(review.sides().theirs());
  }

  private static List<FieldSheet> fields(EntitySchema schema, ReviewCase review, Fields current) {
    var sides = review.sides();
    var comparison = ThreeWay.compare(sides.base(), sides.mine(), sides.theirs());
    var fields = new ArrayList<FieldSheet>();
    for (var name : names(schema, review, current)) {
      var field = schema.field(name);
      var versions =
          new FieldSheet.Versions(
              sides.base().get(name),
              sides.mine().get(name),
              sides.theirs().get(name),
              current.get(name));
      fields.add(
          new FieldSheet(
              name,
              field.map(FieldSchema::type).orElse(FieldType.OBJECT),
              // A field that this version does not know may be anything, so it counts as sensitive.
              field.map(FieldSchema::isSensitive).orElse(true),
              state(review, name, comparison),
              versions));
    }
    fields.sort(Comparator.comparing(FieldSheet::state)); // stable: within, the schema's order
    return fields;
  }

  private static Set<String> names(EntitySchema schema, ReviewCase review, Fields current) {
    var sides = review.sides();
    var present = new LinkedHashSet<String>();
    for (var version : List.of(sides.base(), sides.mine(), sides.theirs(), current)) {
      present.addAll(version.names());
    }
    var names = new LinkedHashSet<String>();
    schema.fields().stream().map(FieldSchema::name).filter(present::contains).forEach(names::add);
    names.addAll(present);
    return names;
  }

  private static FieldSheet.State state(ReviewCase review, String name, ThreeWay comparison) {
    var sides = review.sides();
    if (review.subject().kind().equals(ReviewCase.DUPLICATE)) {
      return sides.mine().get(name).equals(sides.theirs().get(name))
          ? FieldSheet.State.UNCHANGED
          : FieldSheet.State.DIFFERENT;
    }
    if (sides.contested().contains(name)) {
      return FieldSheet.State.CONTESTED;
    }
    var finding = comparison.findings().getOrDefault(name, ThreeWay.Finding.UNCHANGED);
    if (review.subject().kind().equals(ReviewCase.EDIT_AND_DELETE)) {
      return FieldSheet.State.UNCHANGED; // what was edited is contested, the rest was not touched
    }
    return switch (finding) {
      case CONTESTED -> FieldSheet.State.CONTESTED;
      case ONLY_MINE -> FieldSheet.State.ONLY_MINE;
      case ONLY_THEIRS -> FieldSheet.State.ONLY_THEIRS;
      case SAME -> FieldSheet.State.SAME;
      case UNCHANGED -> FieldSheet.State.UNCHANGED;
    };
  }

  private List<LostDecision> lost(String review) {
    var lost = new ArrayList<LostDecision>();
    Pages.each(
        PAGE,
        tx.deadLetters()::list,
        letter -> {
          var isOfReview = letter.mine().links().resolves().equals(review);
          if (isOfReview && letter.reason().kind() == DeadLetter.Kind.DECISION_LOST) {
            lost.add(lost(letter));
          }
        });
    return lost;
  }

  private static LostDecision lost(DeadLetter letter) {
    var mine = letter.mine();
    var isReviewsOwn = mine.target().entity().equals(ReviewCase.ENTITY);
    var body = mine.changes().applyTo(Fields.NONE);
    return new LostDecision(
        letter.mutation(),
        mine.target().op(),
        isReviewsOwn ? body.text(ReviewCase.OUTCOME) : "",
        isReviewsOwn ? DecisionTrace.NONE.changes() : mine.changes(),
        letter.reason().sentence(),
        letter.diedAt());
  }
}
