package no.samsyn.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.net.SignIn;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.Sql;
import no.samsyn.store.SqlStore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;

/**
 * One device with a real store and a real network, that can be closed and opened again at any
 * point.
 */
final class Desk implements AutoCloseable {
  private final Path directory;
  private final Function<Path, Sql> opener;
  private final String address;
  private final ManualTime time;
  private SqlStore store;
  private TestDevice device;
  private UnaryOperator<Transport> disturbance = transport -> transport;
  private SyncSettings settings = SyncSettings.DEFAULT;

  Desk(Path directory, Function<Path, Sql> opener, String address, ManualTime time) {
    this.directory = directory;
    this.opener = opener;
    this.address = address;
    this.time = time;
    open();
  }

  private void open() {
    store = SqlStore.open(opener.apply(directory), PeerSupport.schemas(), new SeededChance(1));
    device = new TestDevice(directory.hashCode(), store, time);
  }

  void reopen() {
    store.close();
    open();
  }

  void disturb(UnaryOperator<Transport> wrapper) {
    disturbance = wrapper;
  }

  void use(SyncSettings changed) {
    settings = changed;
  }

  Desk signIn(String user) {
    var deviceId =
        store.inTransaction(
            Durability.FORCED, tx -> new DeviceFacts(tx.facts()).device(time.now(), device.chance));
    var result =
        link()
            .signIn(deviceId)
            .signIn(user, "practice", account -> Optional.of(new StoredTokens(store)));
    if (result instanceof SignIn.Result.SignedIn signedIn) {
      device.signIn(signedIn.account());
      return this;
    }
    throw new AssertionError("cannot sign in as " + user + ": " + result);
  }

  SyncReport sync() {
    var session = link().session(new StoredTokens(store));
    var transport = disturbance.apply(session.transport(device.schemas.version()));
    var engine =
        new SyncEngine(
            new EnginePorts(
                store,
                transport,
                TestDevice.SEALER,
                device.schemas,
                TestDevice.RULEBOOK,
                time,
                device.chance,
                time,
                settings));
    engine.recover();
    return engine.run(RunBudget.of(Duration.ofHours(2)), SyncEngine.Trigger.NOW);
  }

  private ServerLink link() {
    return new ServerLink(HttpClients.usual(), ServerAddress.of(address), time, device.chance);
  }

  TestDevice device() {
    return device;
  }

  String ownMentor() {
    return device.run(tx -> new DeviceFacts(tx.facts()).account()).orElseThrow().peerMentor();
  }

  String anyType() {
    return rows("activity_type").get(0).id().key();
  }

  RecordId addContact(String mentor, String name) {
    var fields = Fields.of("peer_mentor", Value.text(mentor)).with("display_name", name);
    return TestDevice.saved(device.edits.create(Edit.Wish.of("contact", fields)));
  }

  RecordId addActivity(String mentor, long minutes) {
    return TestDevice.saved(
        device.edits.create(Edit.Wish.of("activity", activity(mentor, minutes))));
  }

  Fields activity(String mentor, long minutes) {
    return Fields.of("peer_mentor", Value.text(mentor))
        .with("type", anyType())
        .with("date", "2026-11-20")
        .with("minutes", minutes);
  }

  List<MirrorRow> rows(String entity) {
    return device
        .run(tx -> tx.mirror().list(new RecordQuery(entity, List.of(), "", false, 10_000, 0)))
        .rows();
  }

  MirrorRow row(RecordId id) {
    return device.row(id);
  }

  @Override
  public void close() {
    store.close();
  }
}
