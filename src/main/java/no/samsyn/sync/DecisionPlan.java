package no.samsyn.sync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.DecisionTrace;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;

/**
 * Works out which records a decision changes, or takes back, and how. Reads the mirror, writes
 * nothing. Used within one transaction.
 */
final class DecisionPlan {
  /** One change of one record. */
  record Step(RecordId record, Op op, FieldChanges changes, Fields body) {}

  /**
   * What is to be done.
   *
   * @param sentence why it cannot be; empty where it can
   * @param leftAlone fields that an undo leaves, because somebody changed them since
   */
  record Plan(
      List<Step> steps,
      DecisionTrace trace,
      List<Problem> problems,
      List<String> leftAlone,
      String sentence) {
    private static final Plan NOTHING =
        new Plan(List.of(), DecisionTrace.NONE, List.of(), List.of(), "");

    private static Plan not(String sentence) {
      return new Plan(List.of(), DecisionTrace.NONE, List.of(), List.of(), sentence);
    }
  }

  private final SyncStore.Tx tx;
  private final Pen pen;
  private final EntitySchema schema;
  private final ReviewCase review;
  private final RecordId record;

  DecisionPlan(SyncStore.Tx tx, Schemas schemas, Pen pen, ReviewCase review) {
    this.tx = tx;
    this.pen = pen;
    this.schema = schemas.require(review.subject().entity());
    this.review = review;
    this.record = new RecordId(review.subject().entity(), review.subject().record());
  }

  Plan of(Decision decision) {
    var current = viewOf(record);
    if (decision instanceof Decision.SetFields set) {
      return current.names().isEmpty()
          ? Plan.not("The record was deleted. Keep the edit as a new record, or let it go.")
          : update(current, set.applyTo(current));
    } else if (decision instanceof Decision.Delete) {
      return isAbout(ReviewCase.EDIT_AND_DELETE) ? delete(record) : wrongKind();
    } else if (decision instanceof Decision.KeepEdit) {
      return isAbout(ReviewCase.EDIT_AND_DELETE) ? keepEdit() : wrongKind();
    } else if (decision instanceof Decision.KeepBoth) {
      return keepBoth();
    } else if (decision instanceof Decision.OneGoes one) {
      return isAbout(ReviewCase.DUPLICATE) && isOfPair(one.goes())
          ? delete(standingFor(one.goes()))
          : wrongKind();
    }
    throw new IllegalStateException("unknown decision: " + decision.getClass());
  }

  /** A record that a decision deleted came back by undo under another key. */
  private RecordId standingFor(String key) {
    var id = new RecordId(record.entity(), key);
    var heir = review.standing().trace().created();
    return viewOf(id).names().isEmpty() && !heir.isEmpty()
        ? new RecordId(record.entity(), heir)
        : id;
  }

  private boolean isAbout(String kind) {
    return review.subject().kind().equals(kind);
  }

  private boolean isOfPair(String key) {
    return key.equals(review.sides().mineBy().record())
        || key.equals(review.sides().theirsBy().record());
  }

  private static Plan wrongKind() {
    return Plan.not("That is no way to decide a review of this kind.");
  }

  private Fields viewOf(RecordId id) {
    return tx.mirror()
        .find(id)
        .filter(row -> !row.removed())
        .map(MirrorRow::view)
        .orElse(Fields.NONE);
  }

  private Plan update(Fields current, Fields after) {
    var changes = FieldChanges.between(current, after);
    if (changes.isEmpty()) {
      return Plan.NOTHING;
    }
    return new Plan(
        List.of(new Step(record, Op.UPDATE, changes, after)),
        new DecisionTrace("", changes, "", "", Fields.NONE),
        schema.problemsOf(after),
        List.of(),
        "");
  }

  private Plan delete(RecordId id) {
    var content = viewOf(id);
    if (content.names().isEmpty()) {
      return Plan.NOTHING; // it is gone already
    }
    return new Plan(
        List.of(new Step(id, Op.DELETE, FieldChanges.NONE, content)),
        new DecisionTrace("", FieldChanges.NONE, "", id.key(), content),
        List.of(),
        List.of(),
        "");
  }

  /** A tombstone never comes back, so an edit of a deleted record stays as a new record. */
  private Plan keepEdit() {
    return review.sides().mine().names().isEmpty() || !viewOf(record).names().isEmpty()
        ? Plan.NOTHING
        : create(review.sides().mine());
  }

  private Plan keepBoth() {
    if (isAbout(ReviewCase.DUPLICATE)) {
      return Plan.NOTHING; // they are two already
    }
    return isAbout(ReviewCase.TWO_VERSIONS) ? create(review.sides().mine()) : wrongKind();
  }

  private Plan create(Fields content) {
    var step = creation(content);
    return new Plan(
        List.of(step),
        new DecisionTrace("", FieldChanges.NONE, step.record().key(), "", Fields.NONE),
        schema.problemsOf(step.body()),
        List.of(),
        "");
  }

  /** The same key whoever asks, so that what is brought back twice is there once. */
  private Plan bringBack(Fields content, String side) {
    var key = UUID.nameUUIDFromBytes(("restored|" + side).getBytes(StandardCharsets.UTF_8));
    var id = new RecordId(record.entity(), key.toString());
    if (!viewOf(id).names().isEmpty()) {
      return Plan.not("That side was brought back before, as " + id + ".");
    }
    var wasThere = tx.idMap().serverIdOf(id.key()).isPresent(); // and was deleted since
    var step = wasThere ? creation(content) : creation(id, content);
    return new Plan(
        List.of(step), DecisionTrace.NONE, schema.problemsOf(step.body()), List.of(), "");
  }

  private Step creation(Fields content) {
    return creation(new RecordId(record.entity(), pen.mint()), content);
  }

  private Step creation(RecordId id, Fields content) {
    var body = schema.withoutServerFields(content);
    return new Step(id, Op.CREATE, FieldChanges.between(Fields.NONE, body), body);
  }

  /** Works out how to take the decision back, as far as nobody has changed it since. */
  Plan undo() {
    var trace = review.standing().trace();
    var steps = new ArrayList<Step>();
    var leftAlone = new ArrayList<String>();
    takeBack(trace.changes(), steps, leftAlone);
    if (!trace.created().isEmpty()) {
      var made = new RecordId(record.entity(), trace.created());
      if (wasEditedSince(made)) {
        leftAlone.add(made.toString());
      } else {
        steps.addAll(delete(made).steps());
      }
    }
    var after = DecisionTrace.NONE;
    if (!trace.deleted().isEmpty()) {
      var back = creation(trace.content());
      steps.add(back);
      after = new DecisionTrace("", FieldChanges.NONE, back.record().key(), "", Fields.NONE);
    }
    return new Plan(steps, after, List.of(), leftAlone, "");
  }

  /** A record that the decision made and somebody went on with is theirs by now. */
  private boolean wasEditedSince(RecordId made) {
    var isPending =
        tx.outbox().of(made).stream().anyMatch(entry -> entry.local().target().op() == Op.UPDATE);
    return isPending || tx.mirror().find(made).map(MirrorRow::version).orElse(0L) > 1;
  }

  private void takeBack(FieldChanges made, List<Step> steps, List<String> leftAlone) {
    var current = viewOf(record);
    var back = new TreeMap<String, FieldChange>();
    for (var change : made.byName().entrySet()) {
      var stands = current.get(change.getKey());
      if (stands.equals(change.getValue().after())) {
        back.put(change.getKey(), new FieldChange(stands, change.getValue().before()));
      } else {
        leftAlone.add(change.getKey());
      }
    }
    if (!back.isEmpty()) {
      var changes = new FieldChanges(back);
      steps.add(new Step(record, Op.UPDATE, changes, changes.applyTo(current)));
    }
  }

  /** Works out the ordinary change that gives the record what one side wanted. */
  Plan restore(boolean mine, String reviewKey) {
    var wanted = mine ? review.sides().mine() : review.sides().theirs();
    if (wanted.names().isEmpty()) {
      return Plan.not("That side deleted the record; there is nothing to bring back.");
    }
    var side = reviewKey + (mine ? "|mine" : "|theirs");
    if (isAbout(ReviewCase.DUPLICATE)) {
      return restoreOfPair(
          mine ? review.sides().mineBy() : review.sides().theirsBy(), wanted, side);
    }
    if (viewOf(record).names().isEmpty()) {
      return bringBack(wanted, side);
    }
    var other = mine ? review.sides().theirs() : review.sides().mine();
    var base = other.names().isEmpty() ? review.sides().base() : other;
    var current = viewOf(record);
    var after = current;
    for (var change : FieldChanges.between(base, wanted).byName().entrySet()) {
      if (!schema.isSetByServer(change.getKey())) {
        after = after.with(change.getKey(), change.getValue().after());
      }
    }
    return update(current, after);
  }

  /** The sides of a pair are two records: neither is ever written over the other. */
  private Plan restoreOfPair(Side by, Fields wanted, String side) {
    return viewOf(standingFor(by.record())).names().isEmpty()
        ? bringBack(wanted, side)
        : Plan.not("That record is still there; nothing of it was lost.");
  }
}
