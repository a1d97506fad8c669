package no.samsyn.console.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.model.Chance;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.ReviewEdits.Circumstances;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;
import org.jspecify.annotations.Nullable;

/**
 * Decides many reviews by a rule, and takes such a decision back as a whole. Each review is a
 * transaction and a group of its own: one that cannot be decided holds up none of the others, and a
 * crash in between leaves whole decisions that bear the batch's name. Thread-safe as far as the
 * store is.
 */
public final class BulkDesk {
  private static final List<RecordQuery.Filter> OPEN =
      List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
  private static final List<RecordQuery.Filter> RESOLVED =
      List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.RESOLVED));

  private final SyncStore store;
  private final Schemas schemas;
  private final ReviewEdits reviews;
  private final Time time;
  private final Chance chance;

  public BulkDesk(SyncStore store, Schemas schemas, ReviewEdits reviews, Time time, Chance chance) {
    this.store = store;
    this.schemas = schemas;
    this.reviews = reviews;
    this.time = time;
    this.chance = chance;
  }

  /**
   * What was done.
   *
   * @param batch takes all of it back with {@link #undo}
   * @param left reviews that stay open, those of the plan among them
   */
  public record Done(String batch, List<Decided> decided, List<BulkPlan.Left> left) {
    public Done {
      decided = List.copyOf(decided);
      left = List.copyOf(left);
    }
  }

  /** Works out what the rule makes of the open reviews that the conditions name. */
  public BulkPlan plan(BulkRule rule, List<String> where, String comment) {
    var conditions = BulkConditions.read(schemas, where);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var people = new People(tx.mirror(), SignInDesk.signedIn(tx), schemas);
          var planning = new Planning(tx, people, rule);
          Queue.each(tx, OPEN, row -> planning.add(row, conditions));
          return new BulkPlan(rule, comment, planning.items, planning.left);
        });
  }

  /** Works out what the rule makes of these reviews, as far as they are open. */
  public BulkPlan plan(BulkRule rule, Set<String> keys, String comment) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var people = new People(tx.mirror(), SignInDesk.signedIn(tx), schemas);
          var planning = new Planning(tx, people, rule);
          Queue.each(
              tx,
              OPEN,
              row -> {
                if (keys.contains(row.id().key())) {
                  planning.add(row);
                }
              });
          return new BulkPlan(rule, comment, planning.items, planning.left);
        });
  }

  /** Is told after each review how far it is. */
  @FunctionalInterface
  public interface Progress {
    void at(int done, int of);
  }

  /** Notes that the person saw what is masked; call it before the plan is shown whole. */
  public void reveal(BulkPlan plan) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          var user = SignInDesk.signedIn(tx).user();
          for (var item : plan.items()) {
            Reveals.record(tx, user, item.row().key(), item.row().review(), time.now());
          }
          return true;
        });
  }

  /** Does what the plan says, under a batch of its own. */
  public Done carryOut(BulkPlan plan) {
    return carryOut(plan, (done, of) -> {});
  }

  /** Does what the plan says, under a batch of its own. */
  public Done carryOut(BulkPlan plan, Progress progress) {
    var batch = Uuid7.mint(time.now(), chance);
    var decided = new ArrayList<Decided>();
    var left = new ArrayList<>(plan.left());
    for (var item : plan.items()) {
      try {
        var done =
            Outcomes.done(
                reviews.decide(
                    item.row().key(),
                    item.decision(),
                    new Circumstances(
                        item.version(),
                        Optional.of(item.row().review().sides()),
                        plan.comment(),
                        batch)));
        decided.add(new Decided(done.review(), done.how(), "", List.of()));
      } catch (Trouble e) {
        left.add(new BulkPlan.Left(item.row().key(), e.sentence()));
      }
      progress.at(decided.size() + left.size() - plan.left().size(), plan.items().size());
    }
    return new Done(batch, decided, left);
  }

  /** Takes a whole batch back; what cannot be taken back is said and left. */
  public Done undo(String batch) {
    return undo(batch, (done, of) -> {});
  }

  /** Takes a whole batch back; what cannot be taken back is said and left. */
  public Done undo(String batch, Progress progress) {
    var keys = new ArrayList<String>();
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.signedIn(tx);
          Queue.each(
              tx,
              RESOLVED,
              row -> {
                if (ReviewCase.of(row.view()).standing().trace().batch().equals(batch)) {
                  keys.add(row.id().key());
                }
              });
          return true;
        });
    if (batch.isEmpty() || keys.isEmpty()) {
      throw Trouble.failed(
          "not-found",
          "There is no decided review and no batch called " + batch + " on this device.");
    }
    var decided = new ArrayList<Decided>();
    var left = new ArrayList<BulkPlan.Left>();
    for (var key : keys) {
      try {
        var done = Outcomes.done(reviews.undo(key));
        decided.add(new Decided(key, done.how(), "", done.leftAlone()));
      } catch (Trouble e) {
        left.add(new BulkPlan.Left(key, e.sentence()));
      }
      progress.at(decided.size() + left.size(), keys.size());
    }
    return new Done(batch, decided, left);
  }

  /** One plan in the making, within its transaction. */
  private final class Planning {
    private final SyncStore.Tx tx;
    private final People people;
    private final BulkRule rule;
    private final List<BulkPlan.Item> items = new ArrayList<>();
    private final List<BulkPlan.Left> left = new ArrayList<>();
    private final Set<RecordId> planned = new HashSet<>();

    Planning(SyncStore.Tx tx, People people, BulkRule rule) {
      this.tx = tx;
      this.people = people;
      this.rule = rule;
    }

    void add(MirrorRow row, BulkConditions conditions) {
      var review = ReviewCase.of(row.view());
      var schema = FieldTexts.schema(schemas, review.subject().entity());
      var current = SheetReader.current(tx, review);
      var lastKnown = current.map(MirrorRow::view).orElseGet(() -> Pick.MINE.of(review));
      if (conditions.hold(schema, review, lastKnown)) {
        add(row);
      }
    }

    void add(MirrorRow row) {
      var review = ReviewCase.of(row.view());
      var schema = FieldTexts.schema(schemas, review.subject().entity());
      var current = SheetReader.current(tx, review);
      var mentor = review.subject().peerMentor();
      var pick =
          rule.pick(
              people.teller(review.sides().mineBy(), mentor),
              people.teller(review.sides().theirsBy(), mentor));
      var why = whyNot(review, current.orElse(null), pick.isPresent());
      if (!why.isEmpty()) {
        left.add(new BulkPlan.Left(row.id().key(), why));
      } else {
        items.add(item(row, review, schema, current.orElseThrow(), pick.orElseThrow()));
      }
    }

    private String whyNot(ReviewCase review, @Nullable MirrorRow current, boolean decides) {
      if (!review.subject().kind().equals(ReviewCase.TWO_VERSIONS)) {
        return "a rule decides between two versions of one record only";
      }
      if (!decides) {
        return "the rule does not say which side";
      }
      if (current == null) {
        return "the record is not here any more";
      }
      if (SheetReader.hasMoved(review, current.view())) {
        return "the record has changed since the review was opened";
      }
      return planned.add(current.id()) ? "" : "its record has another review in this batch";
    }

    private BulkPlan.Item item(
        MirrorRow row, ReviewCase review, EntitySchema schema, MirrorRow current, Pick takes) {
      var decision = DecisionReader.whole(schema, review, takes);
      var after = decision.applyTo(current.view());
      var drops = drops(schema, review, takes.other(), after);
      var mentor = review.subject().peerMentor();
      var loser = takes == Pick.MINE ? review.sides().theirsBy() : review.sides().mineBy();
      var isMentors = people.teller(loser, mentor).isMentor();
      return new BulkPlan.Item(
          QueueRow.of(row, people.mentorName(mentor), time.now()),
          takes,
          decision,
          current.version(),
          FieldChanges.between(current.view(), after),
          drops,
          isMentors && !drops.isEmpty());
    }

    /** Text that the losing side wrote, and that nobody else wrote as well. */
    private static List<String> drops(
        EntitySchema schema, ReviewCase review, Pick loser, Fields after) {
      var drops = new ArrayList<String>();
      for (var field : schema.fields()) {
        var written = loser.of(review).text(field.name());
        if (field.type() == FieldType.TEXT
            && !schema.isSetByServer(field.name())
            && !written.isBlank()
            && !written.equals(review.sides().base().text(field.name()))
            && !written.equals(after.text(field.name()))) {
          drops.add(field.name());
        }
      }
      return drops;
    }
  }
}
