package no.samsyn.mobile;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
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
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;

/** At a desk: the console's own encrypted H2 store, from the root's program, around the engine. */
final class DeskMentor implements StoryMentor {
  private static final byte[] KEY = new byte[32];

  private final String server;
  private final Path files;
  private final SqlStore store;
  private final TestDevice device;
  private final ServerLink link;

  DeskMentor(String server, Path files, long seed) {
    this(server, files, seed, new ManualTime());
  }

  private DeskMentor(String server, Path files, long seed, ManualTime time) {
    this.server = server;
    this.files = files;
    this.store = SqlStore.open(h2(files), PeerSupport.schemas(), new SeededChance(seed));
    this.device = new TestDevice(seed, store, time);
    this.link =
        new ServerLink(
            HttpClients.usual(), ServerAddress.of(server), device.time, new SeededChance(seed));
  }

  /** The desk's part of the program and H2 are on no class path here, and meet the engine so. */
  private static Sql h2(Path files) {
    try {
      var root = Path.of(System.getProperty("samsyn.root"), "target");
      try (var libraries = Files.newDirectoryStream(root.resolve("lib"), "h2-*.jar")) {
        var urls =
            new URL[] {
              root.resolve("samsyn.jar").toUri().toURL(),
              libraries.iterator().next().toUri().toURL()
            };
        var loader = new URLClassLoader(urls, DeskMentor.class.getClassLoader());
        var unused = Class.forName("org.h2.Driver", true, loader);
        return (Sql)
            loader
                .loadClass("no.samsyn.desktop.H2Store")
                .getMethod("openEncrypted", Path.class, byte[].class)
                .invoke(null, files, KEY);
      }
    } catch (ReflectiveOperationException | java.io.IOException e) {
      throw new AssertionError("the desk's store cannot be opened", e);
    }
  }

  DeskMentor signIn() {
    var id = device.run(tx -> new DeviceFacts(tx.facts()).device(device.time.now(), device.chance));
    var result =
        link.signIn(id)
            .signIn(
                PhoneRig.OLA,
                PhoneRig.PASSWORD,
                account -> Optional.of(new StoredTokens(device.store)));
    if (!(result instanceof SignIn.Result.SignedIn signedIn)) {
      throw new AssertionError("cannot sign in: " + result);
    }
    device.signIn(signedIn.account());
    return this;
  }

  @Override
  public String add(String date, long minutes, String place) {
    var mentor = device.run(tx -> new DeviceFacts(tx.facts()).account()).orElseThrow().peerMentor();
    var type =
        device
            .run(
                tx ->
                    tx.mirror()
                        .list(new RecordQuery("activity_type", List.of(), "", false, 10, 0))
                        .rows())
            .get(0)
            .id()
            .key();
    var fields =
        FieldMap.fields(
            Map.of(
                "peer_mentor",
                mentor,
                "type",
                type,
                "date",
                date,
                "minutes",
                minutes,
                "place",
                place));
    return TestDevice.saved(device.edits.create(Edit.Wish.of("activity", fields))).key();
  }

  @Override
  public void change(String key, String field, Object value) {
    Fields fields = FieldMap.fields(Map.of(field, value));
    var unused =
        TestDevice.saved(
            device.edits.update(new RecordId("activity", key), Edit.Wish.of("activity", fields)));
  }

  @Override
  public void delete(String key) {
    var unused = TestDevice.saved(device.edits.delete(new RecordId("activity", key)));
  }

  /** Some time after the last one. */
  @Override
  public void sync() {
    device.time.advance(Duration.ofMinutes(2));
    var session = link.session(new StoredTokens(device.store));
    var unused =
        device
            .engine(session.transport(device.schemas.version()))
            .run(RunBudget.of(Duration.ofMinutes(1)), SyncEngine.Trigger.NOW);
  }

  @Override
  public long unsent() {
    return (long) device.queued().size() + device.letters().size();
  }

  @Override
  public StoryMentor startedAgainOn(Path copy) {
    return new DeskMentor(server, copy, 2, device.time);
  }

  @Override
  public Path files() {
    return files;
  }

  @Override
  public void close() {
    store.close();
  }
}
