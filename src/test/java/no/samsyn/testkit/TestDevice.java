package no.samsyn.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.Sealer;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import no.samsyn.sync.conflict.Rulebook;

/** A device with a store, a user and time of its own, and short ways to do what users do. */
public final class TestDevice {
  public static final Rulebook RULEBOOK =
      new Rulebook(PeerSupport.policies(), Map.of(), PeerSupport.pairs());
  public static final Sealer SEALER = mutation -> Json.write(MutationJson.of(mutation));
  public static final String OLA = "mentor-ola";
  public static final String NORA = "mentor-nora";
  public static final String VISIT = "type-visit";

  public final Schemas schemas = PeerSupport.schemas();
  public final ManualTime time;
  public final SeededChance chance;
  public final SyncStore store;
  public final LocalEdits edits;
  public final OutboxCare care;
  public final ReviewEdits reviews;

  public TestDevice(long seed) {
    this(seed, new InMemoryStore(PeerSupport.schemas()));
  }

  public TestDevice(long seed, SyncStore store) {
    this(seed, store, new ManualTime());
  }

  public TestDevice(long seed, SyncStore store, ManualTime time) {
    this.store = store;
    this.time = time;
    this.chance = new SeededChance(seed);
    this.edits = new LocalEdits(store, schemas, time, chance, ServerClock.UNKNOWN);
    this.care = new OutboxCare(store, schemas, time, chance, ServerClock.UNKNOWN);
    this.reviews = new ReviewEdits(store, schemas, time, chance, ServerClock.UNKNOWN);
  }

  /** A device of the mentor Ola that knows two mentors and one type of activity. */
  public static TestDevice ofOla(long seed) {
    var device = new TestDevice(seed);
    device.signIn(new Account("ola", "Ola", "mentor", OLA, List.of()));
    device.knows(PeerSupport.PEER_MENTOR_TYPE, OLA, 1, mentor("Ola"));
    device.knows(PeerSupport.PEER_MENTOR_TYPE, NORA, 1, mentor("Nora"));
    device.knows(PeerSupport.ACTIVITY_TYPE, VISIT, 1, Fields.of("code", Value.text("visit")));
    return device;
  }

  public void signIn(Account account) {
    run(
        tx -> {
          new DeviceFacts(tx.facts()).setAccount(account);
          return true;
        });
  }

  public SyncEngine engine(Transport transport) {
    return new SyncEngine(ports(transport));
  }

  private EnginePorts ports(Transport transport) {
    return new EnginePorts(
        store, transport, SEALER, schemas, RULEBOOK, time, chance, time, SyncSettings.DEFAULT);
  }

  /** What a settlement needs, which never travels. */
  public EnginePorts ports() {
    return ports(RefusingTransport.always(RefusalKind.FORBIDDEN));
  }

  /** Puts a record into the mirror as if it had been pulled. */
  public void knows(String entity, String key, long version, Fields fields) {
    var record = serverRecord(new RecordId(entity, key), version, fields);
    run(
        tx -> {
          tx.idMap().join(key, record.serverId());
          tx.mirror().put(MirrorRow.ofServer(record));
          return true;
        });
  }

  public static ServerRecord serverRecord(RecordId id, long version, Fields fields) {
    return serverRecord(id, version, ServerRecord.Presence.PRESENT, fields);
  }

  public static ServerRecord deletedRecord(RecordId id, long version) {
    return serverRecord(id, version, ServerRecord.Presence.DELETED, Fields.NONE);
  }

  private static ServerRecord serverRecord(
      RecordId id, long version, ServerRecord.Presence presence, Fields fields) {
    return new ServerRecord(
        id,
        "s-" + id.key(),
        version,
        presence,
        fields,
        new Authorship("kari", "", "d2", Instant.EPOCH));
  }

  public RecordId addContact(String name) {
    return saved(
        edits.create(
            Edit.Wish.of(
                PeerSupport.CONTACT,
                Fields.of(PeerSupport.PEER_MENTOR, Value.text(OLA)).with("display_name", name))));
  }

  public RecordId addActivity(RecordId contact, long minutes) {
    return saved(
        edits.create(
            Edit.Wish.of(PeerSupport.ACTIVITY, activity(minutes).with("contact", contact.key()))));
  }

  public RecordId addActivity(long minutes) {
    return saved(edits.create(Edit.Wish.of(PeerSupport.ACTIVITY, activity(minutes))));
  }

  public void edit(RecordId id, String field, Value value) {
    saved(edits.update(id, Edit.Wish.of(id.entity(), Fields.of(field, value))));
  }

  public static Fields activity(long minutes) {
    return Fields.of(PeerSupport.PEER_MENTOR, Value.text(OLA))
        .with("type", VISIT)
        .with("date", "2026-11-20")
        .with("minutes", minutes);
  }

  private static Fields mentor(String name) {
    return Fields.of("display_name", Value.text(name))
        .with("unit", "unit-1")
        .with("active", Value.flag(true));
  }

  public static RecordId saved(Edit.Outcome outcome) {
    if (outcome instanceof Edit.Outcome.Saved saved) {
      return saved.record();
    }
    throw new AssertionError("not saved: " + outcome);
  }

  public List<OutboxEntry> queued() {
    return run(tx -> tx.outbox().list(100_000, 0));
  }

  public List<DeadLetter> letters() {
    return run(tx -> tx.deadLetters().list(100_000, 0));
  }

  public List<DeadLetter> discarded() {
    return run(tx -> tx.deadLetters().discarded(100_000, 0));
  }

  public List<AckJournal.Acknowledged> acknowledged() {
    return run(tx -> tx.acknowledged().all());
  }

  public Optional<String> serverIdOf(String key) {
    return run(tx -> tx.idMap().serverIdOf(key));
  }

  public Optional<MirrorRow> find(RecordId id) {
    return run(tx -> tx.mirror().find(id));
  }

  public MirrorRow row(RecordId id) {
    return run(tx -> tx.mirror().find(id)).orElseThrow(() -> new AssertionError("no row of " + id));
  }

  public <T> T run(Function<SyncStore.Tx, T> work) {
    return store.inTransaction(Durability.FORCED, work);
  }
}
