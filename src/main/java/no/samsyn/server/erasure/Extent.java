package no.samsyn.server.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.model.Fields;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Scope;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Accounts.Account;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;

/**
 * How far an erasure reaches: the records that go, those that only lose a reference, and the
 * accounts. Found within the transaction that erases, or in one that only looks.
 */
final class Extent {
  private static final int CHUNK = 500;

  private final Tx tx;
  private final String organisation;
  private final Schemas schemas;
  private final Map<String, RecordRow> erased = new LinkedHashMap<>();
  private final Set<String> accounts = new LinkedHashSet<>();
  private final List<Cleared> cleared = new ArrayList<>();

  /** A record that stays, and its body without what names something erased. */
  record Cleared(RecordRow before, Fields after) {}

  private Extent(Tx tx, String organisation, Schemas schemas) {
    this.tx = tx;
    this.organisation = organisation;
    this.schemas = schemas;
  }

  /** Follows from the records and accounts that were named to everything that is theirs. */
  static Extent of(
      Tx tx,
      String organisation,
      Schemas schemas,
      Collection<RecordRow> named,
      Collection<String> accounts) {
    var extent = new Extent(tx, organisation, schemas);
    extent.accounts.addAll(accounts);
    named.forEach(extent::add);
    extent.lookAtWhatStands();
    return extent;
  }

  private void add(RecordRow row) {
    erased.put(row.id(), row);
    if (!row.names().entity().equals(PeerSupport.PEER_MENTOR_TYPE)) {
      return;
    }
    for (var owned : Records.ofOwner(tx, organisation, row.id())) {
      erased.put(owned.id(), owned);
    }
    for (var account : Accounts.list(tx, organisation)) {
      if (isOf(account, row)) {
        accounts.add(account.name());
      }
    }
  }

  private static boolean isOf(Account account, RecordRow mentor) {
    var tied = account.rights().peerMentor();
    return tied.equals(mentor.id())
        || (tied.isEmpty() && mentor.fields().text("account").equals(account.name()));
  }

  /** Reviews first: which of them go decides what else has to be cleared. */
  private void lookAtWhatStands() {
    var found = 0;
    while (found < erased.size()) { // a review leads to a record, which may have reviews again
      found = erased.size();
      var subjects = keys();
      eachStanding(PeerSupport.REVIEW, review -> addIfAbout(subjects, review));
    }
    var ids = ids();
    var clearing = clearing();
    for (var entity : schemas.inOrderOfTravel()) {
      var schema = schemas.require(entity);
      eachStanding(
          entity,
          row -> {
            var before = row.fields();
            var after = clearing.of(schema, before);
            var isByThem = accounts.contains(row.last().by().author());
            if (!ids.contains(row.id()) && (isByThem || !after.equals(before))) {
              cleared.add(new Cleared(row, after));
            }
          });
    }
  }

  private void addIfAbout(Set<String> subjects, RecordRow review) {
    if (subjects.contains(review.fields().text("record"))) {
      erased.put(review.id(), review);
      addWhatItsDecisionMade(review.fields());
    }
  }

  /** A decision may have put what it kept into a record of its own. */
  private void addWhatItsDecisionMade(Fields review) {
    if (review.get("decision") instanceof Value.Structure decision) {
      var made = decision.member("created").asText();
      Records.named(tx, organisation, List.of(made)).forEach(row -> erased.put(row.id(), row));
    }
  }

  private interface Visit {
    void of(RecordRow row);
  }

  private void eachStanding(String entity, Visit visit) {
    var after = "";
    var full = true;
    while (full) {
      var chunk = Records.standing(tx, organisation, Scope.ofEverything(), entity, after, CHUNK);
      chunk.forEach(visit::of);
      full = chunk.size() == CHUNK;
      after = full ? chunk.get(CHUNK - 1).id() : after;
    }
  }

  /** Returns what takes the erased names out of bodies and changes. */
  ClearedFields clearing() {
    return new ClearedFields(ids(), keys(), accounts());
  }

  /** Returns the records to erase; some may have been erased before. */
  List<RecordRow> erased() {
    return List.copyOf(erased.values());
  }

  /** Returns those of {@link #erased} that still have content. */
  List<RecordRow> fresh() {
    return erased.values().stream().filter(row -> !row.isErased()).toList();
  }

  Set<String> ids() {
    return Set.copyOf(erased.keySet());
  }

  Set<String> keys() {
    var keys = new HashSet<String>();
    erased.values().forEach(row -> keys.add(row.names().key()));
    return keys;
  }

  Set<String> accounts() {
    return Set.copyOf(accounts);
  }

  List<Cleared> cleared() {
    return List.copyOf(cleared);
  }
}
