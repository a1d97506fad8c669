package no.samsyn.bench;

import static no.samsyn.bench.Figures.print;
import static no.samsyn.bench.Figures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.json.Json;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Uuid7;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.net.SignIn;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.SamsynServer;
import no.samsyn.server.ServerOptions;
import no.samsyn.store.SqlStore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.Reply;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * W2: 10,000 saved changes are drained. W3: a fresh device takes 100,000 records by snapshot,
 * beside its floor: the same pages over the same wire, parsed, and inserted into a bare table of
 * the same columns and indexes. W4: a sync with nothing to do.
 */
@Tag("bench")
class SyncBench {
  private static final int CHANGES = 10_000;
  private static final int RECORDS = 100_000;
  private static final int ROUNDS = 3;
  private static final LocalDate FIRST_DATE = LocalDate.parse("2000-01-01");
  private static final int DATES =
      9_000; // a mentor has one or two of a kind a day, not all of them
  private static final String NOTE = "Samtale hjemme om hverdagen med nedsatt hørsel. ".repeat(5);

  @TempDir(factory = Place.BuildDisk.class)
  private Path disk;

  private final ManualTime time = new ManualTime();

  @Test
  void syncsOnBothStores() throws Exception {
    var directory = Files.createTempDirectory(disk, "server");
    try (var server =
        SamsynServer.start(ServerOptions.practice(directory, 0), time, new SeededChance(1))) {
      var address = "http://127.0.0.1:" + server.port();
      for (var round = 0; round < ROUNDS; round++) {
        for (var place : Place.values()) {
          drain(place, address, round);
        }
      }
      fill(address);
      for (var place : Place.values()) {
        snapshots(place, address);
      }
    }
  }

  /** W2, which also fills the server for W3. */
  private void drain(Place place, String address, int round) throws Exception {
    var directory = Files.createTempDirectory(disk, "drain");
    try (var store =
        SqlStore.open(place.open(directory), PeerSupport.schemas(), new SeededChance(1))) {
      var user = new User(store, address, place.name().hashCode() + round);
      user.sync();
      for (var i = 0; i < CHANGES; i++) {
        user.save(i);
      }
      var report = new SyncReport[1];
      var took = seconds(() -> report[0] = user.sync());
      assertThat(report[0].counts().accepted()).isEqualTo(CHANGES);
      print(
          "%s W2 drain of 10,000: %.2f s, %d kB on the wire",
          place, took, report[0].bytes() / 1024);
      if (round < ROUNDS) {
        var idle = Figures.eachMillis(200, i -> user.sync());
        print(
            "%s W4 nothing to do: p50 %.2f ms, p99 %.2f ms",
            place, Figures.percentile(idle, 0.5), Figures.percentile(idle, 0.99));
      }
    }
  }

  /** Brings the server to more than 100,000 records of Ola's, without a forced save for each. */
  private void fill(String address) throws Exception {
    try (var store =
        SqlStore.open(
            Place.SQLITE.open(Files.createTempDirectory(disk, "fill")),
            PeerSupport.schemas(),
            new SeededChance(1))) {
      var user = new User(store, address, 1_000);
      user.sync();
      for (var from = 0; from < RECORDS; from += CHANGES) {
        user.enqueue(from);
      }
      print("filled: %s", user.sync().counts());
    }
  }

  private void snapshots(Place place, String address) throws Exception {
    var ours = new ArrayList<Double>();
    var floors = new ArrayList<Double>();
    for (var round = 0; round < ROUNDS; round++) {
      var directory = Files.createTempDirectory(disk, "snapshot");
      try (var store =
              SqlStore.open(place.open(directory), PeerSupport.schemas(), new SeededChance(1));
          var bare = place.bare(directory)) {
        var user = new User(store, address, 10_000 + round);
        var pulled = new long[1];
        ours.add(seconds(() -> pulled[0] = user.sync().counts().pulled()));
        assertThat(pulled[0]).isGreaterThanOrEqualTo(RECORDS);
        prepare(bare);
        floors.add(seconds(() -> floor(place, bare, user)));
      }
    }
    var w3 = Figures.median(ours.stream().mapToDouble(x -> x).toArray());
    var floor = Figures.median(floors.stream().mapToDouble(x -> x).toArray());
    print("%s W3 snapshot of 100,000: %.2f s %s", place, w3, ours);
    print("%s W3 floor: %.2f s %s", place, floor, floors);
    print("%s W3 / floor: %.2f (at most 2)", place, w3 / floor);
  }

  private static void prepare(Connection bare) throws Exception {
    bare.setAutoCommit(false);
    try (var statement = bare.createStatement()) {
      statement.execute(
          """
          create table bare (id varchar(36) primary key, server_id varchar(60), version bigint,
            body varchar(4000), mentor varchar(36), type varchar(36), date varchar(10), proxy integer)
          """);
      for (var column : List.of("mentor", "type", "date", "proxy")) {
        statement.execute("create index bare_" + column + " on bare (" + column + ")");
      }
    }
    bare.commit();
  }

  private static void floor(Place place, Connection bare, User user) throws Exception {
    var page = "";
    do {
      var reply =
          user.transport()
              .snapshot(
                  new Transport.SnapshotRequest(new Transport.Sender("d", 0, ""), page, 1_000));
      var body = ((Reply.Answer<Transport.SnapshotPage>) reply).body();
      insert(bare, body.records());
      page = body.next();
    } while (!page.isEmpty());
    place.force(bare);
  }

  private static void insert(Connection bare, List<ServerRecord> records) throws Exception {
    try (var insert = bare.prepareStatement("insert into bare values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var record : records) {
        insert.setString(1, record.id().key());
        insert.setString(2, record.serverId());
        insert.setLong(3, record.version());
        insert.setString(4, Json.write(record.fields()));
        insert.setString(5, record.fields().text("peer_mentor"));
        insert.setString(6, record.fields().text("type"));
        insert.setString(7, record.fields().text("date"));
        insert.setInt(8, 0);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    bare.commit();
  }

  /** Ola on a device of his own. */
  private final class User {
    private final SqlStore store;
    private final TestDevice device;
    private final ServerLink link;
    private String mentor = "";
    private String type = "";

    User(SqlStore store, String address, long seed) {
      this.store = store;
      this.device = new TestDevice(seed, store, time);
      this.link =
          new ServerLink(HttpClients.usual(), ServerAddress.of(address), time, device.chance);
      var id = device.run(tx -> new DeviceFacts(tx.facts()).device(time.now(), device.chance));
      var result =
          link.signIn(id)
              .signIn("ola", "practice", account -> Optional.of(new StoredTokens(store)));
      device.signIn(((SignIn.Result.SignedIn) result).account());
    }

    Transport transport() {
      return link.session(new StoredTokens(store)).transport(device.schemas.version());
    }

    SyncReport sync() {
      var ports =
          new EnginePorts(
              store,
              transport(),
              TestDevice.SEALER,
              device.schemas,
              TestDevice.RULEBOOK,
              time,
              device.chance,
              time,
              SyncSettings.DEFAULT);
      var report =
          new SyncEngine(ports).run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);
      if (type.isEmpty()) {
        mentor = device.run(tx -> new DeviceFacts(tx.facts()).account()).orElseThrow().peerMentor();
        type = device.run(tx -> tx.mirror().scan("activity_type", "", 1)).get(0).id().key();
      }
      return report;
    }

    /** Queues changes in one relaxed transaction; the mirror learns of them by the answers. */
    void enqueue(long first) {
      device.store.inTransaction(
          Durability.RELAXED,
          tx -> {
            var fields = fields(first);
            for (var i = 0; i < CHANGES; i++) {
              var mutation =
                  new Mutation(
                      Uuid7.mint(time.now(), device.chance),
                      new DeviceFacts(tx.facts()).device(time.now(), device.chance),
                      1_000_000 + first + i,
                      new Mutation.Target(
                          PeerSupport.ACTIVITY, Op.CREATE, Uuid7.mint(time.now(), device.chance)),
                      Mutation.Basis.NEW,
                      FieldChanges.between(Fields.NONE, fields.with("theme", "Nr. " + (first + i))),
                      new Mutation.Evidence("ola", "", time.now(), 0, 1),
                      Mutation.Links.NONE);
              tx.outbox().append(OutboxEntry.fresh(mutation, OutboxEntry.Hold.NONE, ""));
              time.advance(Place.BETWEEN_SAVES);
            }
            return true;
          });
    }

    void save(long i) {
      TestDevice.saved(device.edits.create(Edit.Wish.of(PeerSupport.ACTIVITY, fields(i))));
      time.advance(Place.BETWEEN_SAVES);
    }

    private Fields fields(long i) {
      return TestDevice.activity(1 + i % 300)
          .with("date", FIRST_DATE.plusDays(i % DATES).toString())
          .with("peer_mentor", mentor)
          .with("type", type)
          .with("note", NOTE + i);
    }
  }
}
