package no.samsyn.console.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.console.policy.PastConflict;
import no.samsyn.console.policy.PastConflicts;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.ReviewEdits.Circumstances;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What a person does with one review after the other: look through the queue, look at one, decide,
 * and take it back. A decision is durable when its method returns; what cannot be done is a {@link
 * Trouble} that says why, and nothing was done. Thread-safe as far as the store is.
 */
public final class ReviewDesk {
  private final SyncStore store;
  private final Schemas schemas;
  private final ReviewEdits reviews;
  private final LocalEdits edits;
  private final PastConflicts past;
  private final Time time;

  public ReviewDesk(
      SyncStore store,
      Schemas schemas,
      ReviewEdits reviews,
      LocalEdits edits,
      PastConflicts past,
      Time time) {
    this.store = store;
    this.schemas = schemas;
    this.reviews = reviews;
    this.edits = edits;
    this.past = past;
    this.time = time;
  }

  public QueuePage list(QueueWish wish) {
    if (wish.limit() < 1 || wish.limit() > RecordQuery.LIMIT_MAX || wish.offset() < 0) {
      throw Trouble.wrongUse(
          "out-of-range",
          "--limit must be from 1 to " + RecordQuery.LIMIT_MAX + " and --offset from 0.");
    }
    return store.inTransaction(
        Durability.RELAXED, tx -> new Queue(tx, people(tx), wish, time.now()).read());
  }

  private People people(SyncStore.Tx tx) {
    return new People(tx.mirror(), SignInDesk.signedIn(tx), schemas);
  }

  public ReviewSheet show(String key) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> new SheetReader(tx, schemas, people(tx)).read(find(tx, key), time.now()));
  }

  /** Notes that the person saw what is masked; call it before it is shown. */
  public void reveal(String key) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          var user = SignInDesk.signedIn(tx).user();
          var review = ReviewCase.of(find(tx, key).view());
          Reveals.record(tx, user, key, review, time.now());
          return true;
        });
  }

  /** Notes that the person saw one masked field of it; call it before it is shown. */
  public void reveal(String key, String field) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          var user = SignInDesk.signedIn(tx).user();
          var review = ReviewCase.of(find(tx, key).view());
          Reveals.record(tx, user, key + " " + field, review, time.now());
          return true;
        });
  }

  /** Returns whether a review is called so, for a name that may be something else. */
  public boolean isThere(String key) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> tx.mirror().find(new RecordId(ReviewCase.ENTITY, key)).isPresent());
  }

  static MirrorRow find(SyncStore.Tx tx, String key) {
    return tx.mirror()
        .find(new RecordId(ReviewCase.ENTITY, key))
        .filter(row -> !row.removed())
        .orElseThrow(() -> Outcomes.notFound(key));
  }

  /**
   * Decides as the person chose.
   *
   * @param seen the version of the record that the person saw; 0 for what stands now
   */
  public Decided resolve(String key, Choice choice, long seen, String comment) {
    return resolve(key, choice, new Circumstances(seen, Optional.empty(), comment, ""));
  }

  /** Decides as the person chose on {@code seen}; nothing, where that is not what stands now. */
  public Decided resolve(ReviewSheet seen, Choice choice) {
    var row = seen.row();
    var sides = Optional.of(row.review().sides());
    return resolve(row.key(), choice, new Circumstances(seen.now().version(), sides, "", ""));
  }

  private Decided resolve(String key, Choice choice, Circumstances asked) {
    var ready = store.inTransaction(Durability.RELAXED, tx -> ready(tx, key, choice));
    var version = asked.seenVersion() == 0 ? ready.version() : asked.seenVersion();
    var circumstances = new Circumstances(version, asked.seenSides(), asked.comment(), "");
    var done = Outcomes.done(reviews.decide(key, ready.decision(), circumstances));
    return new Decided(key, done.how(), created(key), done.leftAlone());
  }

  /** A decision, and the version of the record that it was made on. */
  private record Ready(Decision decision, long version) {}

  private Ready ready(SyncStore.Tx tx, String key, Choice choice) {
    SignInDesk.signedIn(tx);
    var review = ReviewCase.of(find(tx, key).view());
    if (!review.isOpen()) {
      throw Trouble.failed(
          "not-open",
          "This review is not open any more: it is "
              + review.standing().status()
              + ". Reopen it to decide again: samsyn review reopen "
              + key);
    }
    var current = SheetReader.current(tx, review);
    var schema = FieldTexts.schema(schemas, review.subject().entity());
    var decision =
        new DecisionReader(schema, review, current.map(MirrorRow::view).orElse(Fields.NONE))
            .read(choice);
    if (decision instanceof Decision.SetFields set) {
      requireReferences(tx, review, set.values());
    }
    return new Ready(decision, current.map(MirrorRow::version).orElse(0L));
  }

  /** The server would refuse the whole decision for a key that names nothing. */
  private void requireReferences(SyncStore.Tx tx, ReviewCase review, Fields values) {
    var problems = new ArrayList<Problem>();
    for (var field : FieldTexts.schema(schemas, review.subject().entity()).fields()) {
      var key = values.text(field.name());
      if (field.type() == FieldType.REFERENCE
          && !key.isEmpty()
          && tx.mirror().find(new RecordId(field.refersTo(), key)).isEmpty()) {
        var sentence = field.name() + " names no " + field.refersTo() + " on this device: " + key;
        problems.add(new Problem(field.name(), "missing-reference", sentence));
      }
    }
    if (!problems.isEmpty()) {
      throw new Trouble(
          Trouble.Kind.FAILED,
          "missing-reference",
          "Nothing was decided: " + problems.get(0).sentence() + ".",
          problems);
    }
  }

  private String created(String key) {
    return store.inTransaction(
        Durability.RELAXED, tx -> ReviewCase.of(find(tx, key).view()).standing().trace().created());
  }

  /** Takes a decision back, where nobody has changed the record since, and opens the review. */
  public Decided undo(String key) {
    requireSignedIn();
    return decided(Outcomes.done(reviews.undo(key)));
  }

  /** Opens a review again without touching the record. */
  public Decided reopen(String key) {
    requireSignedIn();
    return decided(Outcomes.done(reviews.reopen(key)));
  }

  /** Who wrote the version in question takes it back. */
  public Decided withdraw(String key) {
    requireSignedIn();
    return decided(Outcomes.done(reviews.withdraw(key)));
  }

  /**
   * Gives the record what one side wanted, as an ordinary change.
   *
   * @param key a review, or a change that met another one and lost or won by a rule
   */
  public Decided restore(String key, Pick side) {
    requireSignedIn();
    if (side == Pick.BASE) {
      throw Trouble.wrongUse("unknown-word", "--side takes mine or theirs.");
    }
    var isMine = side == Pick.MINE;
    var outcome = reviews.restore(key, isMine);
    return decided(
        Outcomes.done(
            outcome instanceof ReviewEdits.Outcome.NotFound ? restoreLost(key, isMine) : outcome));
  }

  /** What lost by a rule, without a review: {@code mutation} is the change that met another one. */
  private ReviewEdits.Outcome restoreLost(String mutation, boolean isMine) {
    var met = new ArrayList<PastConflict>();
    past.each(
        Instant.EPOCH,
        conflict -> {
          if (conflict.mutation().equals(mutation) && conflict.isWhole()) {
            met.add(conflict);
          }
        });
    if (met.isEmpty()) {
      return new ReviewEdits.Outcome.NotFound(mutation);
    }
    var conflict = met.get(0);
    var side = isMine ? conflict.mine() : conflict.theirs();
    return reviews.restore(conflict.record(), mutation, side.changes());
  }

  private static Decided decided(ReviewEdits.Outcome.Done done) {
    return new Decided(done.review(), done.how(), "", done.leftAlone());
  }

  private void requireSignedIn() {
    store.inTransaction(Durability.RELAXED, SignInDesk::signedIn);
  }

  /** Asks {@code user} to decide; an empty name asks nobody. */
  public void assign(String key, String user) {
    requireOpen(key);
    change(key, ReviewCase.ASSIGNED_TO, user);
  }

  /** Puts the review off to {@code date}; an empty date puts it off no longer. */
  public void defer(String key, String date) {
    requireOpen(key);
    change(key, ReviewCase.DEFERRED_UNTIL, date);
  }

  public void comment(String key, String text) {
    requireSignedIn();
    change(key, ReviewCase.COMMENT, text);
  }

  private void requireOpen(String key) {
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.signedIn(tx);
          if (!ReviewCase.of(find(tx, key).view()).isOpen()) {
            throw Trouble.failed("not-open", "This review is not open any more.");
          }
          return true;
        });
  }

  private void change(String key, String field, String text) {
    var wish =
        text.isBlank()
            ? new Edit.Wish(ReviewCase.ENTITY, Fields.NONE, List.of(field))
            : Edit.Wish.of(ReviewCase.ENTITY, Fields.of(field, Value.text(text.strip())));
    Outcomes.requireSaved(key, edits.update(new RecordId(ReviewCase.ENTITY, key), wish));
  }
}
