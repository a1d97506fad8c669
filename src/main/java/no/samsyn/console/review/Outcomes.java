package no.samsyn.console.review;

import no.samsyn.console.Trouble;
import no.samsyn.model.Problem;
import no.samsyn.sync.Edit;
import no.samsyn.sync.ReviewEdits.Outcome;

/** What the engine answered, as a result or as a {@link Trouble} in words. Pure. */
final class Outcomes {
  private Outcomes() {}

  static Outcome.Done done(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return done;
    } else if (outcome instanceof Outcome.NotPossible not) {
      throw Trouble.failed("not-possible", not.sentence());
    } else if (outcome instanceof Outcome.Moved moved) {
      throw new Trouble(
          Trouble.Kind.NEEDS_PERSON,
          "record-moved",
          "The record has changed since you looked: it is at version "
              + moved.version()
              + " now. Look again: samsyn review show "
              + moved.review());
    } else if (outcome instanceof Outcome.Refused refused) {
      var sentences = refused.problems().stream().map(Problem::sentence).toList();
      throw new Trouble(
          Trouble.Kind.FAILED,
          "not-a-record",
          "Nothing was decided: " + String.join("; ", sentences) + ".",
          refused.problems());
    } else if (outcome instanceof Outcome.NotFound notFound) {
      throw notFound(notFound.review());
    } else if (outcome instanceof Outcome.SignInNeeded) {
      throw Trouble.signInNeeded("Nobody has signed in here yet: samsyn login");
    }
    throw new IllegalStateException("unknown outcome " + outcome.getClass());
  }

  static Trouble notFound(String review) {
    return Trouble.failed(
        "not-found",
        "There is no review "
            + review
            + " on this device. See: samsyn review list --status all. Perhaps: samsyn sync");
  }

  /** Takes the answer to an ordinary edit of a review. */
  static void requireSaved(String review, Edit.Outcome outcome) {
    if (outcome instanceof Edit.Outcome.Saved || outcome instanceof Edit.Outcome.Unchanged) {
      return;
    } else if (outcome instanceof Edit.Outcome.Refused refused) {
      var sentences = refused.problems().stream().map(Problem::sentence).toList();
      throw new Trouble(
          Trouble.Kind.FAILED,
          refused.problems().get(0).code(),
          "The review was not changed: " + String.join("; ", sentences) + ".",
          refused.problems());
    } else if (outcome instanceof Edit.Outcome.NotFound) {
      throw notFound(review);
    } else if (outcome instanceof Edit.Outcome.SignInNeeded) {
      throw Trouble.signInNeeded("Nobody has signed in here yet: samsyn login");
    }
    throw new IllegalStateException("unknown outcome " + outcome.getClass());
  }
}
