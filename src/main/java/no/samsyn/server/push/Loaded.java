package no.samsyn.server.push;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.Schemas;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Devices;
import no.samsyn.server.store.OpenReviewTable;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.Receipts.Receipt;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;

/** Everything that a batch addresses, read in a few queries before anything is judged. */
record Loaded(
    Counters counters,
    Map<String, RecordRow> rowsById,
    Map<String, Receipt> receipts,
    Assignees assignees,
    Optional<Devices.Seen> device) {

  static Loaded of(
      Tx tx, Caller caller, Schemas schemas, List<Item> items, String device, ReviewRule rule) {
    var organisation = caller.organisation();
    var counters = Organisations.require(tx, organisation);
    var mutations = new LinkedHashSet<String>();
    var names = new LinkedHashSet<String>();
    for (var item : items) {
      mutations.add(item.id());
      item.mutation()
          .filter(m -> m.basis().followsAnother())
          .ifPresent(m -> mutations.add(m.basis().follows()));
      item.addNames(schemas, names);
    }
    var receipts = Receipts.find(tx, organisation, mutations);
    var rows = new HashMap<String, RecordRow>();
    Records.named(tx, organisation, names).forEach(row -> rows.put(row.id(), row));
    if (rule == ReviewRule.INSIST) {
      loadReviews(tx, organisation, rows);
    }
    loadMore(tx, organisation, rows, receipts);
    var assignees = Assignees.of(tx, organisation, items);
    return new Loaded(counters, rows, receipts, assignees, Devices.find(tx, caller, device));
  }

  private static void loadReviews(Tx tx, String organisation, Map<String, RecordRow> rows) {
    var keys = new HashSet<String>();
    rows.values().forEach(row -> keys.add(row.names().key()));
    OpenReviewTable.of(tx, organisation, keys).forEach(row -> rows.put(row.id(), row));
  }

  /** Loads what the first rows point to: their owners, and the records of settled receipts. */
  private static void loadMore(
      Tx tx, String organisation, Map<String, RecordRow> rows, Map<String, Receipt> receipts) {
    var more = new HashSet<String>();
    rows.values().forEach(row -> more.add(row.place().owner()));
    receipts.values().forEach(receipt -> more.add(receipt.record()));
    more.removeAll(rows.keySet());
    more.remove("");
    Records.named(tx, organisation, more).forEach(row -> rows.put(row.id(), row));
  }
}
