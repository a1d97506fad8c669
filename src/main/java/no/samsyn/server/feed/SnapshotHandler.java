package no.samsyn.server.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import no.samsyn.json.Json;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.feed.Cursors.Cursor;
import no.samsyn.server.feed.Cursors.Page;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;
import no.samsyn.server.trail.TrailSigning;
import no.samsyn.wire.FeedJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET snapshot}: everything that stands in the caller's scope, page by page, in the order of
 * travel, and the names of what was erased: a device that was away for long must erase it too.
 * Keeps nothing between pages: a page is named by a sealed word, so a cut snapshot goes on after a
 * restart of either side. Thread-safe.
 *
 * <p>Pages are read at different times. What changed meanwhile is in the feed after the start,
 * whose cursor the last page gives; so snapshot plus feed is exact.
 */
public final class SnapshotHandler {
  private final Database database;
  private final Time time;
  private final Schemas schemas;
  private final Cursors cursors;
  private final Epochs epochs;
  private final WireRecords wire;
  private final TrailSigning signing;

  public SnapshotHandler(FeedParts parts, TrailSigning signing) {
    this.database = parts.database();
    this.time = parts.time();
    this.schemas = parts.schemas();
    this.cursors = parts.cursors();
    this.epochs = parts.epochs();
    this.wire = parts.wire();
    this.signing = signing;
  }

  /** Asks for the page named {@code page}; empty for the first. */
  public record Request(Sender sender, String page, int limit) {}

  /** Lines of NDJSON and the line that ends them. */
  public record Answer(List<String> lines, FeedJson.SnapshotEnd end) {
    public String ndjson() {
      return String.join("", lines) + Json.write(end) + "\n";
    }
  }

  public Answer snapshot(Caller caller, Request request) {
    cursors.landmark(request.sender.landmark()).ifPresent(each -> epochs.heed(caller, each));
    var page = request.page.isEmpty() ? firstPage(caller) : namedPage(caller, request.page);
    var checkpoint = signing.onTheWire(caller.organisation());
    var answer = database.read(tx -> answer(tx, caller, page, request.limit, checkpoint));
    if (answer.end.next() == null) {
      new Sightings(database, time).note(caller, request.sender);
    }
    return answer;
  }

  private Page firstPage(Caller caller) {
    return database.read(
        tx -> {
          var head = Organisations.require(tx, caller.organisation());
          var mark = Cursors.markAt(tx, caller.organisation(), head.seq());
          var start = new Cursor(head.epoch(), caller.scope().hash(), head.seq(), mark);
          return new Page(start, schemas.inOrderOfTravel().get(0), "");
        });
  }

  private Page namedPage(Caller caller, String name) {
    var page = cursors.page(name).orElseThrow(() -> Refusal.gone("cursor-expired"));
    var start = page.start();
    var fit =
        database.read(
            tx ->
                epochs.fitOf(tx, caller, Organisations.require(tx, caller.organisation()), start));
    epochs.require(fit, caller, start);
    return page;
  }

  private Answer answer(Tx tx, Caller caller, Page page, int asked, @Nullable Value checkpoint) {
    var limit = ChangesHandler.pageSize(asked);
    var rows = new ArrayList<RecordRow>();
    var order = schemas.inOrderOfTravel();
    var place = Math.max(0, order.indexOf(page.entity()));
    var after = page.afterId();
    var isFull = false;
    while (place < order.size() && !isFull) {
      var found = standing(tx, caller, order.get(place), after, limit - rows.size() + 1);
      isFull = addFitting(rows, found, limit);
      if (!isFull) {
        place++;
        after = "";
      }
    }
    var head = Organisations.require(tx, caller.organisation());
    return new Answer(
        wire.linesOf(tx, caller.organisation(), rows),
        end(page.start(), rows, isFull, cursors.onTheWire(head), checkpoint));
  }

  private List<RecordRow> standing(Tx tx, Caller caller, String entity, String afterId, int limit) {
    var scope = caller.scope();
    var isOwned =
        entity.equals(PeerSupport.PEER_MENTOR_TYPE) || !schemas.require(entity).owner().isEmpty();
    var organisation = caller.organisation();
    var found =
        new ArrayList<>(
            scope.isOneMentor() && isOwned
                ? Records.standingOf(tx, organisation, scope.owner(), entity, afterId, limit)
                : Records.standing(tx, organisation, scope, entity, afterId, limit));
    found.addAll(Records.erased(tx, organisation, entity, afterId, limit));
    found.sort(Comparator.comparing(RecordRow::id));
    return found.subList(0, Math.min(found.size(), limit));
  }

  /** Returns whether the page is full: something found did not go in. */
  private static boolean addFitting(List<RecordRow> rows, List<RecordRow> found, int limit) {
    var characters = rows.stream().mapToLong(row -> row.body().length()).sum();
    for (var row : found) {
      characters += row.body().length();
      if (rows.size() == limit
          || (characters > ChangesHandler.PAGE_CHARACTERS_MAX && !rows.isEmpty())) {
        return true;
      }
      rows.add(row);
    }
    return false;
  }

  private FeedJson.SnapshotEnd end(
      Cursor start,
      List<RecordRow> rows,
      boolean goesOn,
      FeedJson.Landmark landmark,
      @Nullable Value checkpoint) {
    String next = null;
    if (goesOn) {
      var last = rows.get(rows.size() - 1).names();
      next = cursors.seal(new Page(start, last.entity(), last.id()));
    }
    return new FeedJson.SnapshotEnd(
        start.epoch(),
        time.now().toString(),
        rows.size(),
        next,
        goesOn ? null : cursors.seal(start),
        landmark,
        checkpoint);
  }
}
