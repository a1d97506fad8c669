package no.samsyn.server.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.server.feed.Bell;
import no.samsyn.server.feed.Cursors;
import no.samsyn.server.feed.Cursors.Cursor;
import no.samsyn.server.feed.Epochs;
import no.samsyn.server.feed.WireRecords;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Devices;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.PlainName;
import no.samsyn.server.store.Receipts;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.server.store.Tx;
import no.samsyn.server.trail.TrailSigning;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST push}: every item gets exactly one result, and what is told applied is on disk with
 * its receipt, feed row and audit entry. Thread-safe; whatever is repeated or killed on the way,
 * each mutation takes effect at most once.
 *
 * <p>A batch is judged without locks and written in one transaction. Where somebody else was faster
 * it is judged again, at last item by item, so that one item never holds up the others.
 */
public final class PushHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PushHandler.class);

  private static final int ATTEMPTS_MAX = 3;
  private static final long BUDGET_MILLIS = 8_000; // clients give up after 30 s

  private final Database database;
  private final Time time;
  private final Schemas schemas;
  private final Cursors cursors;
  private final Epochs epochs;
  private final WireRecords wire;
  private final Installation installation;
  private final Bell bell;
  private final TrailSigning signing;
  private final Chance chance;
  private final ReviewRule reviewRule;

  public PushHandler(PushParts parts) {
    this.database = parts.feed().database();
    this.time = parts.feed().time();
    this.schemas = parts.feed().schemas();
    this.cursors = parts.feed().cursors();
    this.epochs = parts.feed().epochs();
    this.wire = parts.feed().wire();
    this.installation = parts.installation();
    this.bell = parts.bell();
    this.signing = parts.signing();
    this.chance = parts.chance();
    this.reviewRule = parts.reviewRule();
  }

  /** What came of some items. {@code cursor} is empty where the sender must pull. */
  private record Outcome(Map<String, PushJson.Result> results, Counters counters, String cursor) {}

  /** Thrown within a transaction to leave it: the cursor proves another past. */
  private static final class OtherPast extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherPast() {
      super("the database came from a backup", null, false, false);
    }
  }

  public PushJson.Answer push(Caller caller, PushJson.Request request) {
    var items = Item.of(itemsOf(request));
    cursors.landmark(orEmpty(request.landmark())).ifPresent(each -> epochs.heed(caller, each));
    var start = time.monotonicMillis();
    BooleanSupplier outOfTime = () -> time.monotonicMillis() - start > BUDGET_MILLIS;
    var outcome = take(caller, request, items, outOfTime);
    var results = items.stream().map(item -> outcome.results.get(item.id())).toList();
    if (results.stream().anyMatch(PushHandler::isNews)) {
      bell.ring(caller.organisation(), outcome.counters.seq());
    }
    var isExhausted =
        outOfTime.getAsBoolean()
            && results.stream().anyMatch(result -> "deferred".equals(result.status()));
    return new PushJson.Answer(
        outcome.counters.epoch(),
        time.now().toString(),
        outcome.counters.seq(),
        outcome.cursor.isEmpty() ? null : outcome.cursor,
        isExhausted,
        results,
        cursors.onTheWire(outcome.counters),
        signing.onTheWire(outcome.counters));
  }

  private static boolean isNews(PushJson.Result result) {
    return Receipts.APPLIED.equals(result.status()) && result.replayed() == null;
  }

  private static List<MutationJson> itemsOf(PushJson.Request request) {
    if (request.protocol() < Protocol.VERSION) {
      throw Refusal.upgradeNeeded();
    }
    if (!PlainName.matches(orEmpty(request.device())) || request.mutations() == null) {
      throw Refusal.badRequest("The push names no device or brings no list of mutations.");
    }
    if (request.unsent() < 0 || request.ackedThrough() < 0) {
      throw Refusal.badRequest("A count in the push is negative.");
    }
    if (request.mutations().size() > Protocol.PUSH_ITEMS_MAX) {
      throw Refusal.tooLarge("At most " + Protocol.PUSH_ITEMS_MAX + " changes go at once.");
    }
    return request.mutations();
  }

  private Outcome take(
      Caller caller, PushJson.Request request, List<Item> items, BooleanSupplier outOfTime) {
    for (var attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      try {
        return attempt(caller, request, items, outOfTime, Set.of());
      } catch (OtherPast e) {
        cursors
            .cursor(orEmpty(request.cursor()))
            .ifPresent(c -> epochs.change(caller.organisation(), c.epoch(), caller.user()));
      } catch (StoreFailure e) {
        requireSurprise(e);
        LOG.info("A push of {} met another, attempt {}: {}", items.size(), attempt, e.getMessage());
      }
    }
    return takeOneByOne(caller, request, items, outOfTime);
  }

  /** Items, and groups as one item, each in a transaction of its own. */
  private Outcome takeOneByOne(
      Caller caller, PushJson.Request request, List<Item> items, BooleanSupplier outOfTime) {
    var results = new LinkedHashMap<String, PushJson.Result>();
    var deferred = new HashSet<String>();
    Counters counters = null;
    for (var unit : units(items)) {
      try {
        var outcome = attempt(caller, request, unit, outOfTime, deferred);
        results.putAll(outcome.results);
        counters = outcome.counters;
      } catch (StoreFailure e) {
        requireSurprise(e);
        unit.forEach(item -> deferred.add(item.id()));
      }
    }
    if (counters == null) {
      throw Refusal.busy(Duration.ofSeconds(2));
    }
    items.stream()
        .filter(item -> deferred.contains(item.id()))
        .forEach(item -> results.putAll(deferred(List.of(item))));
    return new Outcome(results, counters, "");
  }

  /**
   * Such a push says what was so in another life of the database: it may be an echo that the
   * network kept, of a change that ended as a review since. Its sender hears of the new epoch,
   * offers its journal again, in its order, and sends what is left after that.
   */
  private static boolean isOfAnEpochThatIsOver(PushJson.Request request, Counters counters) {
    var known = orEmpty(request.epoch());
    return !known.isEmpty() && !known.equals(counters.epoch());
  }

  private static Map<String, PushJson.Result> deferred(List<Item> items) {
    var results = new LinkedHashMap<String, PushJson.Result>();
    for (var item : items) {
      results.put(
          item.id(), new PushJson.Result(item.id(), "deferred", null, null, null, null, null));
    }
    return results;
  }

  private static List<List<Item>> units(List<Item> items) {
    var units = new LinkedHashMap<String, List<Item>>();
    for (var item : items) {
      var name = item.group().isEmpty() ? "item " + item.id() : "group " + item.group();
      units.computeIfAbsent(name, unit -> new ArrayList<>()).add(item);
    }
    return List.copyOf(units.values());
  }

  private Outcome attempt(
      Caller caller,
      PushJson.Request request,
      List<Item> items,
      BooleanSupplier outOfTime,
      Set<String> deferred) {
    return database.write(
        tx -> {
          var loaded = Loaded.of(tx, caller, schemas, items, orEmpty(request.device()), reviewRule);
          if (isOfAnEpochThatIsOver(request, loaded.counters())) {
            return new Outcome(deferred(items), loaded.counters(), "");
          }
          var now = time.now();
          var cursor = fittingCursor(tx, caller, loaded.counters(), request);
          var minting = new Minting(installation, caller.organisation(), now);
          var parts =
              new Judge.JudgeParts(caller, schemas, minting, outOfTime, deferred, reviewRule);
          var verdicts = new Judge(parts, items, loaded).verdicts();
          var told = new Results(tx, caller, wire, loaded, verdicts);
          var results = told.all();
          // Salted and hashed here, because nobody else can write while the counter is held.
          var trail =
              new TrailFacts(caller, schemas, told, now)
                  .of(items, verdicts, results).stream().map(fact -> fact.prepare(chance)).toList();
          var writer = new PushWriter(tx, caller, loaded, now);
          var after = writer.write(items, verdicts, results, trail);
          noteDevice(tx, caller, request, loaded, now);
          var advanced = cursor.map(c -> advanced(c, loaded.counters(), after, writer)).orElse("");
          return new Outcome(results, after, advanced);
        });
  }

  /** Returns the presented cursor if it is good for this caller. */
  private Optional<Cursor> fittingCursor(
      Tx tx, Caller caller, Counters counters, PushJson.Request request) {
    var cursor = cursors.cursor(orEmpty(request.cursor()));
    if (cursor.isEmpty()) {
      return cursor;
    }
    var fit = epochs.fitOf(tx, caller, counters, cursor.get());
    if (fit == Epochs.Fit.OTHER_PAST) {
      throw new OtherPast();
    }
    return fit == Epochs.Fit.FITS ? cursor : Optional.empty();
  }

  /**
   * Moves the cursor over this push if nothing else lies between: then the device need not hear its
   * own changes. The counter is asked for the place before, because others may have written since
   * the batch was loaded.
   */
  private String advanced(Cursor cursor, Counters before, Counters after, PushWriter writer) {
    var isAlone = after.seq() - writer.feedRows() == cursor.seq() && !writer.hasMoved();
    if (!isAlone || after.auditCount() == before.auditCount()) {
      return "";
    }
    var mark = writer.feedRows() == 0 ? cursor.mark() : Cursors.markOf(writer.newestMutation());
    return cursors.seal(new Cursor(after.epoch(), cursor.scope(), after.seq(), mark));
  }

  private void noteDevice(
      Tx tx, Caller caller, PushJson.Request request, Loaded loaded, Instant now) {
    var device = orEmpty(request.device());
    var sighting = new Devices.Sighting(device, request.unsent(), request.ackedThrough());
    if (!loaded.device().map(seen -> seen.isStale(sighting, now)).orElse(true)) {
      return;
    }
    var settledBefore = loaded.device().map(Devices.Seen::ackedThrough).orElse(0L);
    if (request.ackedThrough() > settledBefore) {
      Receipts.trim(
          tx, caller.organisation(), device, caller.user(), settledBefore, request.ackedThrough());
    }
    Devices.write(tx, caller, loaded.device(), sighting, now);
  }

  private static void requireSurprise(StoreFailure e) {
    if (e.kind() != StoreFailure.Kind.SURPRISE) {
      throw e;
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
