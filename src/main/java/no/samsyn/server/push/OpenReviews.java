package no.samsyn.server.push;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.RecordRow;

/**
 * The open reviews as they are after the items judged so far, where the server insists on them;
 * else it knows none. Lives for one pass over a batch, on its thread.
 */
final class OpenReviews {
  private final ReviewRule rule;
  private final Map<String, Review> openById = new HashMap<>();

  private record Review(String key, String entity, String record, Set<String> contested) {}

  OpenReviews(ReviewRule rule, Collection<RecordRow> loaded) {
    this.rule = rule;
    loaded.forEach(this::learn);
  }

  /** Takes notice of a record; of no interest unless it is a review. */
  void learn(RecordRow row) {
    if (rule == ReviewRule.TRUST || !row.names().entity().equals(PeerSupport.REVIEW)) {
      return;
    }
    var fields = row.fields();
    if (fields.text(ReviewAuthority.STATUS).equals(ReviewAuthority.OPEN)) {
      var contested =
          fields.get("contested") instanceof Value.Structure names
              ? names.members().keySet()
              : Set.<String>of();
      openById.put(
          row.id(),
          new Review(row.names().key(), fields.text("entity"), fields.text("record"), contested));
    } else {
      openById.remove(row.id());
    }
  }

  /** Returns whether the change must wait for a person: it is contested, and is no decision. */
  boolean holdBack(Caller caller, RecordRow row, Mutation mutation, FieldChanges asked) {
    var isContested = false;
    for (var open : openById.entrySet()) {
      var review = open.getValue();
      if (review.entity.equals(row.names().entity())
          && review.record.equals(row.names().key())
          && touches(review, mutation, asked)) {
        var named = mutation.links().resolves();
        if (!caller.is(Role.MENTOR) && (named.equals(review.key) || named.equals(open.getKey()))) {
          return false;
        }
        isContested = true;
      }
    }
    return isContested;
  }

  /** Taking a record away touches each of its fields. */
  private static boolean touches(Review review, Mutation mutation, FieldChanges asked) {
    return mutation.target().op() == Op.DELETE
        || asked.names().stream().anyMatch(review.contested::contains);
  }
}
