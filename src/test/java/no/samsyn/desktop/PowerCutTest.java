package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import no.samsyn.desktop.LossyFiles.Cut;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.Sql;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.StoreException;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at any write, and the disk keeps for sure only what was forced: every save that
 * somebody was told of is there afterwards, and the store opens. {@code -Dsamsyn.cuts=N} tries more
 * of them.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // for many cuts on a machine that is loaded
class PowerCutTest {
  private static final int CUTS = Integer.getInteger("samsyn.cuts", 12);
  private static final int SAVES = 5 * CUTS; // each comes to a write and a forcing, or more

  @TempDir Path folder;

  private final List<RecordId> told = new CopyOnWriteArrayList<>();
  private final List<Left> left = new CopyOnWriteArrayList<>(); // H2 writes on threads of its own

  private final Random random = new Random(20_261_120);

  /** What a cut left behind, and what people had been told by then. */
  private record Left(Cut cut, Path directory, List<RecordId> told) {}

  @Test
  void whateverADiskKeepsOfWhatWasNotForcedNoSaveIsLost() throws Exception {
    saveUnderCuts(H2Store::over);

    assertThat(left).hasSizeGreaterThanOrEqualTo(CUTS / 3 * Cut.values().length);
    assertThat(left).anyMatch(each -> each.told().size() > SAVES / 2);
    for (var each : left) {
      if (each.cut() != Cut.SOME_BLOCKS_SURVIVE) {
        assertThat(lost(each)).as(each.cut().toString()).isEmpty();
      }
    }
  }

  /**
   * A disk that keeps the head and the foot of what H2 wrote and loses the middle leaves a file
   * that H2 takes for whole and then cannot read: known and open. It is refused loudly then, and a
   * store that opens has everything.
   */
  @Test
  void aDiskThatMixesOldAndNewBlocksNeverHidesALossBehindAStoreThatOpens() throws Exception {
    saveUnderCuts(H2Store::over);

    var opened = 0;
    for (var each : left) {
      if (each.cut() == Cut.SOME_BLOCKS_SURVIVE) {
        try {
          assertThat(lost(each)).isEmpty();
          opened++;
        } catch (StoreException e) {
          assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_A_STORE);
        }
      }
    }
    assertThat(opened).isGreaterThanOrEqualTo(left.size() / Cut.values().length / 2);
  }

  /** The canary: on a disk that loses nothing the test above would prove nothing. */
  @Test
  void aStoreThatForcesNothingLosesSaves() throws Exception {
    saveUnderCuts(connection -> new JdbcSql(connection, new Careless()));

    var lost = new ArrayList<RecordId>();
    for (var each : left) {
      if (each.cut() == Cut.NOTHING_SURVIVES) {
        lost.addAll(lost(each));
      }
    }
    assertThat(lost).isNotEmpty();
  }

  /** Takes over a connection as the store's database. */
  @FunctionalInterface
  private interface Taking {
    Sql over(Connection connection);
  }

  private void saveUnderCuts(Taking taking) throws Exception {
    var directory = folder.resolve("store");
    SqlStore.open(H2Store.openPlain(directory), PeerSupport.schemas(), new SeededChance(1)).close();
    LossyFiles.watch(directory.resolve(H2Store.FILE), this::perhapsTheLast);
    var url = "jdbc:h2:lossy:" + directory.resolve("store") + H2File.SETTINGS + ";IFEXISTS=TRUE";
    var connection = DriverManager.getConnection(url, "samsyn", "");
    try (var store =
        SqlStore.open(taking.over(connection), PeerSupport.schemas(), new SeededChance(1))) {
      var device = new TestDevice(1, store);
      device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
      device.knows(
          PeerSupport.PEER_MENTOR_TYPE,
          TestDevice.OLA,
          1,
          Fields.of("display_name", Value.text("Ola")));
      for (var i = 0; i < SAVES; i++) {
        told.add(device.addContact("contact " + i));
      }
      LossyFiles.watch(directory.resolve(H2Store.FILE), () -> {});
    }
  }

  /** Cuts the power at some of the moments, now and then. */
  private synchronized void perhapsTheLast() throws IOException {
    if (told.isEmpty() || left.size() >= CUTS * Cut.values().length || random.nextInt(12) > 0) {
      return;
    }
    var knownTo = List.copyOf(told);
    for (var cut : Cut.values()) {
      var directory = Files.createTempDirectory(folder, "left");
      Files.write(directory.resolve(H2Store.FILE), LossyFiles.cut(cut, random));
      left.add(new Left(cut, directory, knownTo));
    }
  }

  private static List<RecordId> lost(Left each) {
    try (var store =
        SqlStore.open(
            H2Store.openPlain(each.directory()), PeerSupport.schemas(), new SeededChance(2))) {
      var device = new TestDevice(2, store);
      var queued = device.queued().stream().map(entry -> entry.record()).toList();
      assertThat(queued.size()).as("more than was typed").isLessThanOrEqualTo(SAVES);
      return each.told().stream()
          .filter(id -> !queued.contains(id) || device.find(id).isEmpty())
          .toList();
    }
  }

  /** Commits, and lets the operating system do with it what it likes. */
  private static final class Careless implements JdbcSql.Database {
    @Override
    public StoreException.Kind kindOf(SQLException failure) {
      return StoreException.Kind.BROKEN;
    }

    @Override
    public void force(Connection connection) {
      // That is the mistake.
    }

    @Override
    public void closed() {
      // Nothing beside the connection.
    }
  }
}
