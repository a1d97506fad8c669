package no.samsyn.bench;

import static no.samsyn.bench.Figures.print;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.samsyn.json.Json;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Uuid7;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.Edit;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * W1: durable saves, each a transaction of its own, in turns with their floor: two bare inserts,
 * forced. W6: the same with a million changes queued.
 */
@Tag("bench")
class SaveBench {
  private static final int TURNS = 10;
  private static final int WARM_UP = 4;
  private static final int SAVES_PER_TURN = 1_000;
  private static final int QUEUED = 1_000_000;
  private static final int FILL_PER_TRANSACTION = 10_000;
  private static final String NOTE = "Samtale hjemme om hverdagen med nedsatt hørsel. ".repeat(5);

  @TempDir(factory = Place.BuildDisk.class)
  private Path disk;

  @Test
  void savesOnH2() throws Exception {
    measure(Place.H2);
  }

  @Test
  void savesOnSqlite() throws Exception {
    measure(Place.SQLITE);
  }

  private void measure(Place place) throws Exception {
    var directory = Files.createTempDirectory(disk, "save");
    try (var store =
            SqlStore.open(place.open(directory), PeerSupport.schemas(), new SeededChance(1));
        var bare = place.bare(directory)) {
      var device = signedIn(store);
      prepare(bare);
      for (var turn = 0; turn < WARM_UP; turn++) {
        save(device, SAVES_PER_TURN);
        floor(place, bare, SAVES_PER_TURN);
      }
      var ours = new ArrayList<double[]>();
      var floors = new ArrayList<double[]>();
      for (var turn = 0; turn < TURNS; turn++) {
        ours.add(save(device, SAVES_PER_TURN));
        floors.add(floor(place, bare, SAVES_PER_TURN));
      }
      var w1 = report(place, "W1 10,000 saves", ours);
      var floor = report(place, "W1 floor", floors);
      print("%s W1 / floor: %.2f (at most 2)", place, w1 / floor);

      fillQueue(device);
      save(device, SAVES_PER_TURN); // the first after so much writing are not typical
      var full = new ArrayList<double[]>();
      var floorsAgain = new ArrayList<double[]>();
      for (var turn = 0; turn < TURNS; turn++) {
        full.add(save(device, SAVES_PER_TURN));
        floorsAgain.add(floor(place, bare, SAVES_PER_TURN));
      }
      var w6 = report(place, "W6 with 1,000,000 queued", full);
      var drift = report(place, "W6 floor", floorsAgain) / floor;
      print(
          "%s W6 / W1: %.2f; the disk meanwhile: %.2f (W6 at most 1.5 x W1)",
          place, w6 / w1, drift);
      assertThat(device.run(tx -> tx.outbox().size()).longValue()).isGreaterThan(QUEUED);
    }
  }

  private static TestDevice signedIn(SqlStore store) {
    var device = new TestDevice(1, store);
    device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
    device.knows(
        PeerSupport.PEER_MENTOR_TYPE,
        TestDevice.OLA,
        1,
        Fields.of("display_name", Value.text("Ola")));
    device.knows(
        PeerSupport.ACTIVITY_TYPE, TestDevice.VISIT, 1, Fields.of("code", Value.text("visit")));
    return device;
  }

  private static double[] save(TestDevice device, int times) {
    return Figures.eachMillis(
        times,
        i -> {
          TestDevice.saved(device.edits.create(Edit.Wish.of(PeerSupport.ACTIVITY, activity(i))));
          device.time.advance(Place.BETWEEN_SAVES);
        });
  }

  private static Fields activity(long i) {
    return TestDevice.activity(1 + i % 300).with("place", "Tromsø").with("note", NOTE + i);
  }

  private static void prepare(Connection bare) throws SQLException {
    bare.setAutoCommit(false);
    try (var statement = bare.createStatement()) {
      statement.execute("create table mirror (id varchar(36) primary key, body varchar(4000))");
      statement.execute("create table queue (seq bigint primary key, body varchar(4000))");
    }
    bare.commit();
  }

  private static int seq;

  private static double[] floor(Place place, Connection bare, int times) {
    var body = Json.write(activity(1));
    return Figures.eachMillis(times, i -> twoInserts(place, bare, body));
  }

  private static void twoInserts(Place place, Connection bare, String body) {
    try (var mirror = bare.prepareStatement("insert into mirror values (?, ?)");
        var queue = bare.prepareStatement("insert into queue values (?, ?)")) {
      seq++;
      mirror.setString(1, "01a1f8fc-30a7-7bc9-beae-" + (100_000_000_000L + seq));
      mirror.setString(2, body);
      mirror.executeUpdate();
      queue.setLong(1, seq);
      queue.setString(2, body);
      queue.executeUpdate();
      bare.commit();
      place.force(bare);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the median of the turns' totals, scaled to 10,000. */
  private static double report(Place place, String what, List<double[]> turns) {
    var totals = turns.stream().mapToDouble(Figures::total).toArray();
    var median = Figures.median(totals) * TURNS;
    var all = turns.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    print(
        "%s %s: %.2f s (%.0f/s), p50 %.2f ms, p99 %.2f ms",
        place,
        what,
        median,
        10_000 / median,
        Figures.percentile(all, 0.5),
        Figures.percentile(all, 0.99));
    return median;
  }

  private static void fillQueue(TestDevice device) {
    var changes = FieldChanges.between(Fields.NONE, activity(1));
    for (var from = 0; from < QUEUED; from += FILL_PER_TRANSACTION) {
      var first = 10_000_000L + from;
      device.store.inTransaction(
          Durability.RELAXED,
          tx -> {
            for (var i = 0; i < FILL_PER_TRANSACTION; i++) {
              tx.outbox()
                  .append(
                      OutboxEntry.fresh(
                          mutation(device, first + i, changes), OutboxEntry.Hold.NONE, ""));
              device.time.advance(Place.BETWEEN_SAVES);
            }
            return true;
          });
    }
  }

  private static Mutation mutation(TestDevice device, long seq, FieldChanges changes) {
    return new Mutation(
        Uuid7.mint(device.time.now(), device.chance),
        "device",
        seq,
        new Mutation.Target(
            PeerSupport.ACTIVITY, Op.CREATE, Uuid7.mint(device.time.now(), device.chance)),
        Mutation.Basis.NEW,
        changes,
        new Mutation.Evidence("ola", "", device.time.now(), 0, 1),
        Mutation.Links.NONE);
  }
}
