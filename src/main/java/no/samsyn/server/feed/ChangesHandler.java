package no.samsyn.server.feed;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.server.feed.Cursors.Cursor;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Moves;
import no.samsyn.server.store.Moves.Departure;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Records.Stretch;
import no.samsyn.server.store.Tx;
import no.samsyn.server.trail.TrailSigning;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET changes}: each record in the caller's scope that changed after the cursor, once, at
 * its latest state, in feed order. Thread-safe; changes nothing but the device's last sync.
 */
public final class ChangesHandler {
  /** Keeps an answer below 8 MiB at three bytes for each character. */
  static final int PAGE_CHARACTERS_MAX = 2_500_000;

  private final Database database;
  private final Time time;
  private final Schemas schemas;
  private final Cursors cursors;
  private final Epochs epochs;
  private final WireRecords wire;
  private final TrailSigning signing;

  public ChangesHandler(FeedParts parts, TrailSigning signing) {
    this.database = parts.database();
    this.time = parts.time();
    this.schemas = parts.schemas();
    this.cursors = parts.cursors();
    this.epochs = parts.epochs();
    this.wire = parts.wire();
    this.signing = signing;
  }

  /** {@code types} empty means all; {@code limit} 0 means the most there is. */
  public record Request(Sender sender, String cursor, int limit, List<String> types) {}

  /** One thing that the page tells, and where in the feed. */
  private record Told(long seq, RecordJson record) {}

  public FeedJson.Changes changes(Caller caller, Request request) {
    cursors.landmark(request.sender.landmark()).ifPresent(each -> epochs.heed(caller, each));
    var cursor =
        cursors
            .cursor(request.cursor)
            .orElseThrow(() -> Refusal.gone("cursor-expired")); // none, or of another server
    var fit =
        database.read(
            tx ->
                epochs.fitOf(tx, caller, Organisations.require(tx, caller.organisation()), cursor));
    epochs.require(fit, caller, cursor);
    var checkpoint = signing.onTheWire(caller.organisation());
    var page = database.read(tx -> page(tx, caller, request, cursor, checkpoint));
    // Tombstones that were collected while the page was read are not on it.
    epochs.require(
        database.read(
            tx ->
                epochs.fitOf(tx, caller, Organisations.require(tx, caller.organisation()), cursor)),
        caller,
        cursor);
    new Sightings(database, time).note(caller, request.sender);
    return page;
  }

  private FeedJson.Changes page(
      Tx tx, Caller caller, Request request, Cursor cursor, @Nullable Value checkpoint) {
    var organisation = caller.organisation();
    // Nothing behind the counter is read, so one page is one moment whatever the isolation.
    var head = Organisations.require(tx, organisation);
    var stretch = new Stretch(cursor.seq(), head.seq());
    var types = request.types.isEmpty() ? schemas.inOrderOfTravel() : request.types;
    var limit = pageSize(request.limit);
    var rows = Records.changed(tx, organisation, caller.scope(), stretch, types, limit + 1);
    var departures = Moves.departed(tx, organisation, caller.scope(), stretch, types, limit + 1);
    var told = inOrder(wire.of(tx, organisation, rows), rows, departures);
    var count = fitting(told, rows, limit);
    var isAll = count == told.size();
    var through = isAll ? head.seq() : told.get(count - 1).seq;
    return new FeedJson.Changes(
        head.epoch(),
        time.now().toString(),
        told.subList(0, count).stream().map(Told::record).toList(),
        cursors.seal(
            new Cursor(
                head.epoch(),
                caller.scope().hash(),
                through,
                Cursors.markAt(tx, organisation, through))),
        !isAll,
        cursors.onTheWire(head),
        checkpoint);
  }

  static int pageSize(int asked) {
    return asked <= 0 ? Protocol.PAGE_RECORDS_MAX : Math.min(asked, Protocol.PAGE_RECORDS_MAX);
  }

  private static List<Told> inOrder(
      List<RecordJson> records, List<RecordRow> rows, List<Departure> departures) {
    var told = new ArrayList<Told>();
    for (var i = 0; i < rows.size(); i++) {
      told.add(new Told(rows.get(i).lastSeq(), records.get(i)));
    }
    departures.forEach(left -> told.add(new Told(left.seq(), WireRecords.of(left))));
    told.sort((a, b) -> Long.compare(a.seq, b.seq));
    return told;
  }

  /** Returns how many of {@code told} one answer can hold; at least one if there is any. */
  private static int fitting(List<Told> told, List<RecordRow> rows, int limit) {
    var most = Math.min(told.size(), limit);
    var characters = 0L;
    var next = 0;
    for (var count = 0; count < most; count++) {
      if (next < rows.size() && rows.get(next).lastSeq() == told.get(count).seq) {
        characters += rows.get(next).body().length();
        next++;
      }
      if (characters > PAGE_CHARACTERS_MAX && count > 0) {
        return count;
      }
    }
    return most;
  }
}
