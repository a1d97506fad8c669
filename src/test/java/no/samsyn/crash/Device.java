package no.samsyn.crash;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.desktop.H2Store;
import no.samsyn.desktop.KeyRing;
import no.samsyn.desktop.StoreKeys;
import no.samsyn.model.Chance;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * A store that the command line made, opened in this process as its only owner, and a person who
 * types into it.
 */
final class Device implements AutoCloseable {
  static final String ACTIVITY = PeerSupport.ACTIVITY;

  final Schemas schemas = PeerSupport.schemas();
  final Time time = new RealTime();
  final Chance chance = new SecureRandom()::nextLong;
  final SqlStore store;

  private final Durability typing;
  private final LocalEdits edits;
  private final Fields usual;

  private Device(Path folder, Durability typing) {
    var key = new StoreKeys(folder, KeyRing.none()).key("", "");
    this.store = SqlStore.open(H2Store.openEncrypted(folder, key), schemas, chance);
    this.typing = typing;
    this.edits = new LocalEdits(new Typing(), schemas, time, chance, ServerClock.UNKNOWN);
    this.usual =
        Fields.of("peer_mentor", Value.text(mentor()))
            .with("type", activityType())
            .with("date", "2026-11-20")
            .with("minutes", 60);
  }

  static Device open(Path folder) {
    return new Device(folder, Durability.FORCED);
  }

  /** Opens it for a person who need not be promised anything: typing is several times faster. */
  static Device openHastily(Path folder) {
    return new Device(folder, Durability.RELAXED);
  }

  String mentor() {
    return run(tx -> new DeviceFacts(tx.facts()).account()).orElseThrow().peerMentor();
  }

  String activityType() {
    return page("activity_type", 1, 0).get(0).id().key();
  }

  String id() {
    return run(tx -> new DeviceFacts(tx.facts()).device(time.now(), chance));
  }

  void create(Typed typed) {
    var content = new Typed.Content(typed.unique(Typed.PLACE), typed.unique("første gang "));
    var fields = usual.with("place", content.place()).with("theme", content.theme());
    var saved = saved(edits.create(Edit.Wish.of(ACTIVITY, fields)));
    typed.created(saved.record(), saved.mutation(), content);
  }

  void edit(Typed typed, RecordId record) {
    var theme = typed.unique("endret ");
    var saved =
        saved(edits.update(record, Edit.Wish.of(ACTIVITY, Fields.of("theme", Value.text(theme)))));
    typed.edited(record, saved.mutation(), theme);
  }

  private static Edit.Outcome.Saved saved(Edit.Outcome outcome) {
    if (outcome instanceof Edit.Outcome.Saved saved) {
      return saved;
    }
    throw new AssertionError("not saved: " + outcome);
  }

  long unsent() {
    return run(tx -> tx.outbox().size());
  }

  long letters() {
    return run(tx -> tx.deadLetters().size());
  }

  long activities() {
    return run(tx -> tx.mirror().list(query(ACTIVITY, 1, 0))).total();
  }

  void eachActivity(Consumer<MirrorRow> reader) {
    var offset = 0L;
    List<MirrorRow> rows;
    do {
      rows = page(ACTIVITY, RecordQuery.LIMIT_MAX, offset);
      rows.forEach(reader);
      offset += rows.size();
    } while (rows.size() == RecordQuery.LIMIT_MAX);
  }

  private List<MirrorRow> page(String entity, int limit, long offset) {
    return run(tx -> tx.mirror().list(query(entity, limit, offset))).rows();
  }

  private static RecordQuery query(String entity, int limit, long offset) {
    return new RecordQuery(entity, List.of(), "", false, limit, offset);
  }

  <T> T run(Function<SyncStore.Tx, T> work) {
    return store.inTransaction(Durability.RELAXED, work);
  }

  @Override
  public void close() {
    store.close();
  }

  /** The store with the promise that was chosen for typing. */
  private final class Typing implements SyncStore {
    @Override
    public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
      return store.inTransaction(typing, work);
    }

    @Override
    public void onCommit(CommitListener listener) {
      store.onCommit(listener);
    }
  }

  private static final class RealTime implements Time {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public long monotonicMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
  }
}
