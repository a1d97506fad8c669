package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Uuid7;

/**
 * Writes mutations in the name of whoever is signed in, each with an id and a device sequence
 * number of its own. Used within one transaction.
 */
final class Pen {
  private final SyncStore.Tx tx;
  private final Account account;
  private final Schemas schemas;
  private final Instant now;
  private final Chance chance;
  private final long clockOffsetMillis;

  Pen(
      SyncStore.Tx tx,
      Account account,
      Schemas schemas,
      Instant now,
      Chance chance,
      long clockOffsetMillis) {
    this.tx = tx;
    this.account = account;
    this.schemas = schemas;
    this.now = now;
    this.chance = chance;
    this.clockOffsetMillis = clockOffsetMillis;
  }

  /** A change of {@code id}, whose body is {@code body} for the question who it is made for. */
  Mutation write(RecordId id, Op op, Mutation.Basis basis, FieldChanges changes, Fields body) {
    return write(id, op, basis, changes, onBehalfOf(id, body), Mutation.Links.NONE);
  }

  Mutation write(
      RecordId id,
      Op op,
      Mutation.Basis basis,
      FieldChanges changes,
      String onBehalfOf,
      Mutation.Links links) {
    var facts = new DeviceFacts(tx.facts());
    var evidence =
        new Mutation.Evidence(
            account.user(), onBehalfOf, now, clockOffsetMillis, schemas.version());
    return new Mutation(
        mint(),
        facts.device(now, chance),
        facts.nextSeq(),
        new Mutation.Target(id.entity(), op, id.key()),
        basis,
        changes,
        evidence,
        links);
  }

  /** Returns a new id, for a record or a group. */
  String mint() {
    return Uuid7.mint(now, chance);
  }

  Account account() {
    return account;
  }

  /** A report for somebody else names that person; a report of one's own names nobody. */
  String onBehalfOf(RecordId id, Fields body) {
    var owner = schemas.require(id.entity()).ownerIn(body);
    return owner.equals(account.peerMentor()) || owner.equals(id.key()) ? "" : owner;
  }
}
