package no.samsyn.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.PairRule;
import no.samsyn.model.RecordId;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;

/**
 * Looks whether a record that just became known is another one told a second time, once by the
 * person and once on that person's behalf, and if so puts the pair before people.
 *
 * <p>Every device that sees both makes the same review under the same key; the first to arrive
 * stands. Used within one transaction.
 */
final class ToldTwice {
  private final SyncStore.Tx tx;
  private final EnginePorts ports;
  private final Instant now;
  private final PairRule rule;

  ToldTwice(SyncStore.Tx tx, EnginePorts ports, Instant now) {
    this.tx = tx;
    this.ports = ports;
    this.now = now;
    this.rule = ports.rulebook().pairs();
  }

  boolean isAbout(String entity) {
    return entity.equals(rule.entity());
  }

  void look(RecordId id) {
    var row = tx.mirror().find(id);
    if (row.isPresent() && row.get().isOnServer() && row.get().state() != RowState.NEEDS_YOU) {
      for (var other : LookAlikes.candidates(tx.mirror(), rule, row.get().view())) {
        if (!other.id().equals(id)
            && other.isOnServer()
            && rule.isToldTwice(row.get().view(), other.view())) {
          open(row.get(), other);
        }
      }
    }
  }

  private void open(MirrorRow one, MirrorRow other) {
    var isFirstByProxy = rule.isByProxy(one.view());
    var proxy = isFirstByProxy ? one : other;
    var own = isFirstByProxy ? other : one;
    var key = keyOf(one.serverId(), other.serverId());
    if (tx.mirror().find(new RecordId(ReviewCase.ENTITY, key)).isPresent()
        || madeOneOfTheOther(one.id(), other.id())) {
      return; // somebody found the pair before, or made it, and may have decided it
    }
    var owner = ports.schemas().require(rule.entity()).ownerIn(own.view());
    var subject =
        new ReviewCase.Subject(rule.entity(), own.id().key(), ReviewCase.DUPLICATE, owner);
    var sides =
        new ReviewCase.Sides(
            Fields.NONE, proxy.view(), own.view(), Set.of(), sideOf(proxy), sideOf(own));
    new ReviewOpening(tx, ports, now, Mutation.Evidence.UNKNOWN_OFFSET)
        .open(ReviewCase.opened(subject, sides), key);
  }

  /** A person who keeps both versions, or takes a decision back, makes a record like another. */
  private boolean madeOneOfTheOther(RecordId one, RecordId other) {
    return hasMade(one, other) || hasMade(other, one);
  }

  private boolean hasMade(RecordId about, RecordId made) {
    return OpenReviews.ofAnyStatus(tx.mirror(), about.key()).stream()
        .anyMatch(row -> ReviewCase.of(row.view()).standing().trace().created().equals(made.key()));
  }

  private static Side sideOf(MirrorRow row) {
    return Side.of(row.last(), row.version()).ofRecord(row.id().key());
  }

  /** The same two records give the same key on every device, whichever was seen first. */
  private static String keyOf(String one, String other) {
    var inOrder = one.compareTo(other) < 0 ? one + "|" + other : other + "|" + one;
    return UUID.nameUUIDFromBytes(("duplicate|" + inOrder).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
