package no.samsyn.server.push;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Schemas;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Place;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.RecordRow;
import no.samsyn.wire.Protocol;

/**
 * Gives every item of a batch its verdict, in order, each on top of those before it. Pure: it reads
 * what was loaded and writes nothing, so judging again costs nothing but time.
 *
 * <p>A group is tried in place; when a member fails, the whole pass starts again with the group
 * known to fail, so that nothing of it shows.
 */
final class Judge {
  private final JudgeParts parts;
  private final List<Item> items;
  private final Loaded loaded;
  private final Map<String, Culprit> failedGroups = new HashMap<>();
  private final Set<String> tooLargeGroups;
  private Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private World world;

  /** Why a group fails: the verdict on the first member that could not be applied. */
  private record Culprit(String id, Verdict verdict) {}

  /** What a judge needs besides the batch. {@code deferred} names mutations known to wait. */
  record JudgeParts(
      Caller caller,
      Schemas schemas,
      Minting minting,
      BooleanSupplier outOfTime,
      Set<String> deferred,
      ReviewRule rule) {}

  Judge(JudgeParts parts, List<Item> items, Loaded loaded) {
    this.parts = parts;
    this.items = items;
    this.loaded = loaded;
    this.world = new World(loaded, parts.rule);
    this.tooLargeGroups = groupsBeyondLimit(items);
  }

  /** Returns the verdict on each item by its id, in order. */
  Map<String, Verdict> verdicts() {
    while (!pass()) {
      // One more group is known to fail; there are fewer groups than items.
    }
    return verdicts;
  }

  /** Returns false if a group failed that the pass had taken for good. */
  private boolean pass() {
    verdicts = new LinkedHashMap<>();
    world = new World(loaded, parts.rule);
    for (var item : items) {
      var verdict = verdictOn(item);
      verdicts.put(item.id(), verdict);
      var group = item.group();
      if (!group.isEmpty() && !verdict.isDone() && !failedGroups.containsKey(group)) {
        failedGroups.put(group, new Culprit(item.id(), verdict));
        return false;
      }
      if (verdict instanceof Verdict.Applied applied) {
        take(applied.row());
      }
    }
    return true;
  }

  private Verdict verdictOn(Item item) {
    var receipt = loaded.receipts().get(item.id());
    if (receipt != null) {
      return isSame(receipt, item)
          ? new Verdict.Replayed(receipt)
          : Verdict.Rejected.withoutReceipt(
              "id-reused", "This id was used for another change before.");
    }
    if (item.mutation().isEmpty()) {
      return Verdict.Rejected.withoutReceipt("malformed", "This is no change that can be read.");
    }
    var mutation = item.mutation().get();
    if (!mutation.evidence().author().equals(parts.caller.user())) {
      return Verdict.Rejected.withoutReceipt("wrong-author", "Another person made this change.");
    }
    if (parts.deferred.contains(item.id())) {
      return new Verdict.Deferred();
    }
    if (tooLargeGroups.contains(item.group())) {
      return Verdict.Rejected.because("group-too-large", "These changes are too many for one.");
    }
    var culprit = failedGroups.get(item.group());
    return culprit == null ? judge(mutation) : verdictInFailedGroup(item, mutation, culprit);
  }

  private boolean isSame(Receipts.Receipt receipt, Item item) {
    return receipt.sender().author().equals(parts.caller.user())
        && (receipt.fingerprint().isEmpty() // erased with the content that it was of
            || receipt.fingerprint().equals(item.fingerprint()));
  }

  /** The culprit is judged again, now without the members before it; the others wait for it. */
  private Verdict verdictInFailedGroup(Item item, Mutation mutation, Culprit culprit) {
    if (!item.id().equals(culprit.id)) {
      return culprit.verdict instanceof Verdict.Deferred
          ? culprit.verdict
          : new Verdict.Blocked(culprit.id);
    }
    if (culprit.verdict instanceof Verdict.Deferred) {
      return culprit.verdict;
    }
    var again = judge(mutation);
    return again.isDone() ? culprit.verdict : again;
  }

  private Verdict judge(Mutation mutation) {
    if (parts.outOfTime.getAsBoolean()) {
      return new Verdict.Deferred();
    }
    var schema = parts.schemas.find(mutation.target().entity());
    if (schema.isEmpty()) {
      return Verdict.Rejected.because("unknown-entity", "The server knows no such kind of record.");
    }
    var erased = erased(mutation);
    if (erased.isPresent()) {
      return erased.get();
    }
    var onBehalfOf = onBehalfOf(mutation);
    if (onBehalfOf.isEmpty()) {
      return Verdict.Rejected.because("out-of-scope", "You may not act for this person.");
    }
    var effects = new Effects(parts.caller, world, parts.minting.now());
    if (mutation.target().op() == Op.CREATE) {
      return create(effects, mutation, onBehalfOf.get());
    }
    var refusal = standing(mutation);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var row = world.find(schema.get().name(), mutation.target().record()).orElseThrow();
    if (!effects.seesWhatStands(schema.get(), row, mutation)) {
      return new Verdict.Conflict(row, 0); // the same number in another life of the database
    }
    return effects.of(schema.get(), row, mutation, onBehalfOf.get());
  }

  /** Says so where the record, or what a new review is about, was erased. */
  private Optional<Verdict> erased(Mutation mutation) {
    var target = mutation.target();
    var row = world.find(target.entity(), target.record()).filter(RecordRow::isErased);
    if (row.isPresent()) {
      return Optional.of(new Verdict.Erased(row.get()));
    }
    if (!target.entity().equals(PeerSupport.REVIEW)) {
      return Optional.empty();
    }
    var made = mutation.changes().applyTo(Fields.NONE);
    return world
        .find(made.text("entity"), made.text("record"))
        .filter(RecordRow::isErased)
        .map(subject -> Verdict.Rejected.withoutReceipt("erased", "What this is about is erased."));
  }

  /** Returns the server id of the peer mentor, nothing said as the empty word, or nothing. */
  private Optional<String> onBehalfOf(Mutation mutation) {
    var name = mutation.evidence().onBehalfOf();
    if (name.isEmpty()) {
      return Optional.of("");
    }
    return world
        .find(PeerSupport.PEER_MENTOR_TYPE, name)
        .filter(mentor -> !mentor.isErased() && parts.caller.scope().covers(mentor.place()))
        .map(RecordRow::id);
  }

  private Verdict create(Effects effects, Mutation mutation, String onBehalfOf) {
    var entity = mutation.target().entity();
    var key = mutation.target().record();
    if (parts.minting.isServerId(key)) {
      return Verdict.Rejected.because("bad-key", "A new record brings a key of its own.");
    }
    var existing = world.find(entity, key);
    if (existing.isPresent()) {
      return parts.caller.scope().covers(existing.get().place())
          ? new Verdict.Conflict(existing.get(), 0)
          : Verdict.Rejected.because("key-taken", "This key belongs to another record.");
    }
    var names = new RecordRow.Names(entity, parts.minting.serverId(entity, key), key);
    var nothing =
        new RecordRow(
            names,
            0,
            0,
            Place.ORGANISATION,
            "{}",
            new RecordRow.LastChange("", parts.minting.nobody()));
    return effects.of(parts.schemas.require(entity), nothing, mutation, onBehalfOf);
  }

  /** Says why a change of a record that should stand cannot be made on it; nothing if it can. */
  private Optional<Verdict> standing(Mutation mutation) {
    var basis = mutation.basis();
    if (basis.followsAnother()) {
      var stop = waitFor(basis.follows());
      if (stop.isPresent()) {
        return stop;
      }
    }
    var target = world.find(mutation.target().entity(), mutation.target().record());
    if (target.isEmpty()) {
      return Optional.of(
          Verdict.Rejected.because("unknown-record", "The server has no such record."));
    }
    var row = target.get();
    if (!parts.caller.scope().covers(row.place())) {
      return Optional.of(
          Verdict.Rejected.because("out-of-scope", "You have no access to this record."));
    }
    if (basis.followsAnother()) {
      return row.last().mutation().equals(basis.follows())
          ? Optional.empty()
          : Optional.of(new Verdict.Blocked(basis.follows()));
    }
    return row.isDeleted() || basis.baseVersion() != row.version()
        ? Optional.of(new Verdict.Conflict(row, basis.baseVersion()))
        : Optional.empty();
  }

  /** Says what to do with a change whose predecessor was not applied; nothing if it was. */
  private Optional<Verdict> waitFor(String predecessor) {
    var verdict = verdicts.get(predecessor);
    if (verdict instanceof Verdict.Deferred || parts.deferred.contains(predecessor)) {
      return Optional.of(new Verdict.Deferred());
    }
    if (verdict != null) {
      return verdict.isDone() ? Optional.empty() : Optional.of(new Verdict.Blocked(predecessor));
    }
    var receipt = loaded.receipts().get(predecessor);
    return receipt != null && receipt.status().equals(Receipts.APPLIED)
        ? Optional.empty()
        : Optional.of(new Verdict.Blocked(predecessor));
  }

  private void take(RecordRow row) {
    var before = world.find(row.names().entity(), row.names().key());
    world.put(row);
    var isMove =
        row.names().entity().equals(PeerSupport.PEER_MENTOR_TYPE)
            && before.isPresent()
            && !before.get().place().unit().equals(row.place().unit());
    if (isMove) {
      world.move(row.id(), row.place().unit());
    }
  }

  private static Set<String> groupsBeyondLimit(List<Item> items) {
    var sizes = new HashMap<String, Integer>();
    items.forEach(item -> sizes.merge(item.group(), 1, Integer::sum));
    var tooLarge = new HashSet<String>();
    sizes.forEach(
        (group, size) -> {
          if (!group.isEmpty() && size > Protocol.GROUP_MAX) {
            tooLarge.add(group);
          }
        });
    return tooLarge;
  }
}
