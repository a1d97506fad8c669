package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.sync.ReviewEdits.Circumstances;
import no.samsyn.sync.ReviewEdits.Outcome;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.DecisionTrace;
import no.samsyn.sync.conflict.ReviewCase;
import org.jspecify.annotations.Nullable;

/** {@link ReviewEdits} within one transaction: turns a wish into a group of mutations. */
final class ReviewDecisions {
  private static final Set<String> MAY_DECIDE = Set.of("coordinator", "administrator");
  private static final String HELD =
      "Changes of the record on this device need you first: samsyn outbox list";

  private final SyncStore.Tx tx;
  private final Schemas schemas;
  private final Pen pen;
  private final Audit audit;
  private final Rows rows;

  ReviewDecisions(SyncStore.Tx tx, Schemas schemas, Pen pen, Instant now) {
    this.tx = tx;
    this.schemas = schemas;
    this.pen = pen;
    this.audit = new Audit(tx, now);
    this.rows = new Rows(tx);
  }

  /** A review as it stands here. */
  private record Seen(MirrorRow row, ReviewCase review) {
    String key() {
      return row.id().key();
    }

    RecordId record() {
      return new RecordId(review.subject().entity(), review.subject().record());
    }

    Outcome notPossible(String sentence) {
      return new Outcome.NotPossible(key(), review.standing().status(), sentence);
    }
  }

  private @Nullable Seen find(String key) {
    return tx.mirror()
        .find(new RecordId(ReviewCase.ENTITY, key))
        .map(row -> new Seen(row, ReviewCase.of(row.view())))
        .orElse(null);
  }

  Outcome decide(String key, Decision decision, Circumstances circumstances) {
    var seen = find(key);
    if (seen == null) {
      return new Outcome.NotFound(key);
    }
    if (!seen.review.isOpen()) {
      return seen.notPossible("It is decided already; reopen it to decide again.");
    }
    var version = tx.mirror().find(seen.record()).map(MirrorRow::version).orElse(0L);
    var hasMoved = circumstances.seenVersion() != 0 && circumstances.seenVersion() != version;
    var hasGrown =
        circumstances.seenSides().map(sides -> !sides.equals(seen.review.sides())).orElse(false);
    if (hasMoved || hasGrown) {
      return new Outcome.Moved(key, version);
    }
    var current = tx.mirror().find(seen.record()).map(MirrorRow::view).orElse(Fields.NONE);
    var plan = planFor(seen).of(decision);
    var outcome = decision.outcome(seen.review, current);
    var after =
        seen.row
            .view()
            .with(ReviewCase.STATUS, ReviewCase.RESOLVED)
            .with(ReviewCase.OUTCOME, outcome)
            .with(ReviewCase.DECIDED_BY, pen.account().user())
            .with(ReviewCase.DECISION, plan.trace().inBatch(circumstances.batch()).toValue());
    if (!circumstances.comment().isEmpty()) {
      after = after.with(ReviewCase.COMMENT, circumstances.comment());
    }
    return carryOut(seen, plan, after, outcome);
  }

  Outcome undo(String key) {
    var seen = find(key);
    if (seen == null) {
      return new Outcome.NotFound(key);
    }
    if (!seen.review.standing().status().equals(ReviewCase.RESOLVED)) {
      return seen.notPossible("It is not decided, so there is nothing to undo.");
    }
    var plan = planFor(seen).undo();
    return carryOut(seen, plan, openAgain(seen, plan.trace()), "undone");
  }

  Outcome reopen(String key) {
    var seen = find(key);
    if (seen == null) {
      return new Outcome.NotFound(key);
    }
    var nothing = new DecisionPlan.Plan(List.of(), DecisionTrace.NONE, List.of(), List.of(), "");
    return seen.review.isOpen()
        ? seen.notPossible("It is open.")
        : carryOut(seen, nothing, openAgain(seen, DecisionTrace.NONE), "reopened");
  }

  private static Fields openAgain(Seen seen, DecisionTrace trace) {
    return seen.row
        .view()
        .with(ReviewCase.STATUS, ReviewCase.OPEN)
        .with(ReviewCase.OUTCOME, Value.absent())
        .with(ReviewCase.DECIDED_BY, Value.absent())
        .with(ReviewCase.DECISION, trace.isNothing() ? Value.absent() : trace.toValue());
  }

  Outcome withdraw(String key) {
    var seen = find(key);
    if (seen == null) {
      return new Outcome.NotFound(key);
    }
    if (!seen.review.isOpen()) {
      return seen.notPossible("It is not open any more.");
    }
    if (!seen.review.sides().mineBy().by().author().equals(pen.account().user())) {
      return seen.notPossible("Only who wrote the version in question can withdraw it.");
    }
    if (isHeld(seen.row.id())) {
      return seen.notPossible(HELD);
    }
    var after = seen.row.view().with(ReviewCase.STATUS, ReviewCase.WITHDRAWN);
    queue(change(seen.row, after), Mutation.Links.NONE, AuditAction.DECIDED, "withdrawn");
    return new Outcome.Done(key, ReviewCase.WITHDRAWN, List.of());
  }

  Outcome restore(String key, boolean mine) {
    var seen = find(key);
    if (seen == null) {
      return new Outcome.NotFound(key);
    }
    if (seen.review.isOpen() && !MAY_DECIDE.contains(pen.account().role())) {
      return seen.notPossible("It is not decided yet, and a coordinator decides it.");
    }
    var plan = planFor(seen).restore(mine, key);
    var stop = whyNot(seen, plan);
    if (stop != null) {
      return stop;
    }
    var side = mine ? Decision.MINE : Decision.THEIRS;
    for (var step : plan.steps()) {
      queue(step, Mutation.Links.NONE, AuditAction.RESTORED, side);
    }
    return plan.steps().isEmpty()
        ? seen.notPossible("The record says so already.")
        : new Outcome.Done(key, side, List.of());
  }

  Outcome restore(RecordId record, String mutation, FieldChanges side) {
    var row = tx.mirror().find(record).filter(found -> !found.removed());
    if (!row.isPresent()) {
      return new Outcome.NotPossible(mutation, "", "The record is not here any more.");
    }
    var schema = schemas.require(record.entity());
    var after = row.get().view();
    for (var change : side.byName().entrySet()) {
      if (!schema.isSetByServer(change.getKey())) {
        after = after.with(change.getKey(), change.getValue().after());
      }
    }
    var changes = FieldChanges.between(row.get().view(), after);
    var problems = schema.problemsOf(after);
    if (isHeld(record)) {
      return new Outcome.NotPossible(mutation, "", HELD);
    } else if (changes.isEmpty()) {
      return new Outcome.NotPossible(mutation, "", "The record says so already.");
    } else if (!problems.isEmpty()) {
      return new Outcome.Refused(problems);
    }
    var step = new DecisionPlan.Step(record, Op.UPDATE, changes, after);
    queue(step, Mutation.Links.NONE, AuditAction.RESTORED, "lost");
    return new Outcome.Done(mutation, "restored", List.of());
  }

  private DecisionPlan planFor(Seen seen) {
    return new DecisionPlan(tx, schemas, pen, seen.review);
  }

  private @Nullable Outcome whyNot(Seen seen, DecisionPlan.Plan plan) {
    if (!plan.sentence().isEmpty()) {
      return seen.notPossible(plan.sentence());
    }
    if (isHeld(seen.row.id()) || plan.steps().stream().anyMatch(step -> isHeld(step.record()))) {
      return seen.notPossible(HELD);
    }
    return plan.problems().isEmpty() ? null : new Outcome.Refused(plan.problems());
  }

  /** Returns whether a person has to do something about a refused change of the record first. */
  private boolean isHeld(RecordId record) {
    return LostDecisions.needMore(tx.deadLetters().of(record));
  }

  /** The record's change and the review's are one group: both count, or neither. */
  private Outcome carryOut(Seen seen, DecisionPlan.Plan plan, Fields reviewAfter, String how) {
    if (!MAY_DECIDE.contains(pen.account().role())) {
      return seen.notPossible("A coordinator decides this.");
    }
    var stop = whyNot(seen, plan);
    if (stop != null) {
      return stop;
    }
    var group = new Mutation.Links(pen.mint(), seen.key(), "");
    for (var step : plan.steps()) {
      queue(step, group, AuditAction.DECIDED, how);
    }
    queue(change(seen.row, reviewAfter), group, AuditAction.DECIDED, how);
    return new Outcome.Done(seen.key(), how, plan.leftAlone());
  }

  private static DecisionPlan.Step change(MirrorRow row, Fields after) {
    return new DecisionPlan.Step(
        row.id(), Op.UPDATE, FieldChanges.between(row.view(), after), after);
  }

  private void queue(
      DecisionPlan.Step step, Mutation.Links links, AuditAction action, String outcome) {
    var id = step.record();
    var pending = step.op() == Op.CREATE ? List.<OutboxEntry>of() : tx.outbox().of(id);
    var mutation =
        pen.write(
            id,
            step.op(),
            basis(step, pending),
            step.changes(),
            pen.onBehalfOf(id, step.body()),
            links);
    tx.outbox().append(OutboxEntry.behind(mutation, pending));
    audit.about(action, mutation, 0, outcome, links.resolves(), step.changes());
    if (step.op() == Op.CREATE) {
      rows.putNew(id, step.body());
    } else {
      rows.relay(id);
    }
  }

  private Mutation.Basis basis(DecisionPlan.Step step, List<OutboxEntry> pending) {
    if (step.op() == Op.CREATE) {
      return Mutation.Basis.NEW;
    }
    return pending.isEmpty()
        ? Mutation.Basis.version(tx.mirror().find(step.record()).map(MirrorRow::version).orElse(0L))
        : Mutation.Basis.after(pending.get(pending.size() - 1).mutation());
  }
}
