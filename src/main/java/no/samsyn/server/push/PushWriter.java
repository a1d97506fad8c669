package no.samsyn.server.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.audit.PreparedEntry;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.Mutation;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Journal;
import no.samsyn.server.store.Moves;
import no.samsyn.server.store.OpenReviewTable;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.PushJson;

/**
 * Writes a judged batch: records, feed, receipts, audit and departures, in one transaction and in
 * as many statements as there are tables. Lives for one batch.
 *
 * <p>The counter row is locked first and held to the commit. It is the only lock that writers wait
 * for, so they cannot wait for each other in a circle; and it numbers the feed in commit order.
 */
final class PushWriter {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Tx tx;
  private final Caller caller;
  private final Loaded loaded;
  private final Instant now;
  private final List<Journal.Entry> journal = new ArrayList<>();
  private final List<Receipts.Receipt> receipts = new ArrayList<>();
  private final List<RecordRow> rows = new ArrayList<>(); // one for each of the journal
  private final Map<String, RecordRow> written = new LinkedHashMap<>();
  private final List<Moves.Departure> departures = new ArrayList<>();
  private int moved;

  PushWriter(Tx tx, Caller caller, Loaded loaded, Instant now) {
    this.tx = tx;
    this.caller = caller;
    this.loaded = loaded;
    this.now = now;
  }

  /**
   * Returns the counters after the batch; those before it where nothing had to be written.
   *
   * @param trail what the audit trail tells of it
   */
  Counters write(
      List<Item> items,
      Map<String, Verdict> verdicts,
      Map<String, PushJson.Result> results,
      List<PreparedEntry> trail) {
    for (var item : items) {
      var verdict = verdicts.get(item.id());
      var result = results.get(item.id());
      if (verdict != null && result != null) {
        gather(item, verdict, result);
      }
    }
    if (receipts.isEmpty() && trail.isEmpty()) {
      return loaded.counters();
    }
    var organisation = caller.organisation();
    var after = Organisations.lock(tx, loaded.counters(), journal.size(), trail.size());
    var first = after.seq() - journal.size() + 1;
    storeRecords(first);
    Journal.append(tx, organisation, journal, first);
    Receipts.insert(tx, organisation, receipts, now);
    AuditTable.append(tx, after, trail);
    Moves.depart(tx, organisation, departures);
    followMoves(after.seq());
    return Organisations.require(tx, organisation); // the head of the trail has moved, too
  }

  /** Returns whether more happened than what the results tell, so that the sender must pull. */
  boolean hasMoved() {
    return moved > 0 || !departures.isEmpty();
  }

  int feedRows() {
    return journal.size();
  }

  /** Returns the newest mutation that was applied, or the empty word. */
  String newestMutation() {
    return journal.isEmpty() ? "" : journal.get(journal.size() - 1).origin().mutation();
  }

  private void gather(Item item, Verdict verdict, PushJson.Result result) {
    if (verdict instanceof Verdict.Applied applied) {
      var mutation = item.mutation().orElseThrow();
      journal.add(entry(mutation, applied));
      rows.add(applied.row());
      receipts.add(receipt(item, mutation, result, "", applied.row().id()));
    } else if (verdict instanceof Verdict.Conflict conflict) {
      var mutation = item.mutation().orElseThrow();
      receipts.add(receipt(item, mutation, result, "", conflict.current().id()));
    } else if (verdict instanceof Verdict.Erased erased) {
      receipts.add(withoutContent(item.mutation().orElseThrow(), erased.row()));
    } else if (verdict instanceof Verdict.Rejected rejected && !rejected.forgettable()) {
      var mutation = item.mutation().orElseThrow();
      receipts.add(receipt(item, mutation, result, rejected.code(), ""));
    }
  }

  /** The id is taken for good; not even a fingerprint of what came under it is kept. */
  private Receipts.Receipt withoutContent(Mutation mutation, RecordRow row) {
    var sender =
        new Receipts.Sender(mutation.id(), mutation.device(), mutation.seq(), caller.user());
    return new Receipts.Receipt(sender, "", Receipts.CONFLICT, "", row.id(), "");
  }

  private Journal.Entry entry(Mutation mutation, Verdict.Applied applied) {
    var row = applied.row();
    var by =
        new Authorship(
            caller.user(),
            row.last().by().onBehalfOf(),
            mutation.device(),
            storable(mutation.evidence().deviceTime()));
    return new Journal.Entry(
        new Journal.Origin(mutation.id(), mutation.seq(), by),
        row.names(),
        row.version(),
        mutation.target().op().wireName(),
        Journal.textOf(applied.changes()),
        now);
  }

  /** A device's clock may say anything; the database holds four-digit years. */
  private static Instant storable(Instant deviceTime) {
    if (deviceTime.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return deviceTime.isAfter(LATEST) ? LATEST : deviceTime;
  }

  private Receipts.Receipt receipt(
      Item item, Mutation mutation, PushJson.Result result, String code, String record) {
    return new Receipts.Receipt(
        new Receipts.Sender(item.id(), mutation.device(), mutation.seq(), caller.user()),
        item.fingerprint(),
        Optional.ofNullable(result.status()).orElse(""),
        code,
        record,
        Json.write(result));
  }

  /** Stores the last state of each record, and tells those who saw its old place only. */
  private void storeRecords(long first) {
    for (var i = 0; i < rows.size(); i++) {
      written.put(rows.get(i).id(), rows.get(i).withSeq(first + i));
    }
    var inserted = new ArrayList<RecordRow>();
    var updated = new ArrayList<RecordRow>();
    var seen = new ArrayList<Long>();
    for (var row : written.values()) {
      var before = loaded.rowsById().get(row.id());
      if (before == null) {
        inserted.add(row);
      } else {
        updated.add(row);
        seen.add(before.version());
        if (!before.place().equals(row.place())) {
          departures.add(
              new Moves.Departure(
                  row.lastSeq(), row.names(), row.version(), before.place(), now.toEpochMilli()));
        }
      }
    }
    Records.insert(tx, caller.organisation(), inserted);
    Records.update(tx, caller.organisation(), updated, seen);
    OpenReviewTable.note(tx, caller.organisation(), written.values());
  }

  private void followMoves(long after) {
    for (var row : written.values()) {
      var before = loaded.rowsById().get(row.id());
      if (row.names().entity().equals(PeerSupport.PEER_MENTOR_TYPE)
          && before != null
          && !before.place().unit().equals(row.place().unit())) {
        moved +=
            Moves.follow(
                tx,
                caller.organisation(),
                row.id(),
                row.place().unit(),
                after + moved,
                now.toEpochMilli());
      }
    }
  }
}
