package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.HashChain;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.testkit.SqliteStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that saves on the phone's database is killed again and again, on one and the same file.
 * Each save that it told of is there, at most the one under way is there untold, and nothing twice.
 * Larger: {@code mvn -Pkills verify}.
 */
class SqliteKillIT {
  private static final int KILLS = Integer.getInteger("samsyn.crash.kills", 3);
  private static final int SAVES_MAX = 40; // before a kill
  private static final int MILLIS_MAX = 30; // after the last of them
  private static final int OPENING_EACH = 10; // a kill of ten comes while the store opens
  private static final int OPENING_MILLIS = 900;
  private static final int ALL = 1_000_000;

  @TempDir Path folder;

  private final Random dice = new Random(Long.getLong("samsyn.crash.seed", System.nanoTime()));
  private final Set<String> expected = new HashSet<>();
  private int silentButSaved;
  private int edits;

  @Test
  void whatIsKilledWhileItSavesOnSqliteLosesNothingAndDoublesNothing() throws Exception {
    var begin = System.nanoTime();
    var whileOpening = 0;
    for (var life = 1; life <= KILLS; life++) {
      var isOpening = life % OPENING_EACH == 0;
      var told = killed(life, isOpening);
      whileOpening += told < 0 && isOpening ? 1 : 0;
      requireWhole();
      try (var store = SavingChild.open(folder, KILLS + life)) {
        judge(store, life, told);
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "SQLite kills: %d (while it opened: %d), saves %d (edits: %d, silent but saved: %d),"
                + " seconds %d: 0 lost, 0 doubled",
            KILLS,
            whileOpening,
            expected.size(),
            edits,
            silentButSaved,
            Scene.secondsSince(begin)));
    assertThat(expected).hasSizeGreaterThan(KILLS);
  }

  /** Returns the number of the last save that the child told of, or -1. */
  private int killed(long life, boolean isOpening) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            SavingChild.class.getName(),
            folder.toString(),
            Long.toString(life));
    try (var child = ChildProcess.start(command, folder.resolve("life" + life))) {
      if (isOpening) {
        assertThat(child.livesFor(dice.nextInt(OPENING_MILLIS))).as("%s", child).isTrue();
      } else {
        var goal = dice.nextInt(SAVES_MAX);
        assertThat(child.await(() -> last(child) >= goal)).as("%s", child).isTrue();
        child.livesFor(dice.nextInt(MILLIS_MAX));
      }
      child.kill();
      return last(child);
    }
  }

  /** A line that was cut off tells nothing. */
  private static int last(ChildProcess child) throws IOException {
    var lines = child.output().split("\n", -1);
    return lines.length < 2 || lines[lines.length - 2].equals(SavingChild.OPEN)
        ? -1
        : Integer.parseInt(lines[lines.length - 2]);
  }

  private void requireWhole() throws SQLException {
    if (!Files.exists(folder.resolve(SqliteStores.FILE))) {
      return; // killed before it made one
    }
    var url = "jdbc:sqlite:" + folder.resolve(SqliteStores.FILE);
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var result = statement.executeQuery("pragma integrity_check")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("ok");
    }
  }

  private void judge(SyncStore store, long life, int told) {
    for (var save = 0; save <= told; save++) {
      add(life, save);
    }
    var there = store.inTransaction(SyncStore.Durability.RELAXED, SqliteKillIT::texts);
    var untold = SavingChild.text(life, told + 1);
    if (there.contains(untold)) {
      add(life, told + 1);
      silentButSaved++;
    }
    assertThat(there).doesNotHaveDuplicates();
    assertThat(new HashSet<>(there)).isEqualTo(expected);
    store.inTransaction(SyncStore.Durability.RELAXED, this::requireTraced);
  }

  private void add(long life, int save) {
    expected.add(SavingChild.text(life, save));
    edits += SavingChild.isEdit(save) ? 1 : 0;
  }

  /** Every name and telephone that waits; what is shown is what waits. */
  private static List<String> texts(SyncStore.Tx tx) {
    var texts = new ArrayList<String>();
    var entries = tx.outbox().list(ALL, 0);
    assertThat(entries.stream().map(OutboxEntry::record).toList()).doesNotHaveDuplicates();
    for (var entry : entries) {
      var view = tx.mirror().find(entry.record()).orElseThrow().view();
      for (var field : List.of("display_name", "phone")) {
        var change = entry.local().changes().byName().get(field);
        assertThat(view.text(field)).isEqualTo(change == null ? "" : change.after().asText());
        if (change != null) {
          texts.add(view.text(field));
        }
      }
    }
    var query = new RecordQuery(PeerSupport.CONTACT, List.of(), "", false, 1, 0);
    assertThat(tx.mirror().list(query).total()).isEqualTo(entries.size());
    return texts;
  }

  /** As many events as saves, in a chain that leads to its head. */
  private boolean requireTraced(SyncStore.Tx tx) {
    var events = tx.audit().list(0, ALL);
    assertThat(events.stream().filter(e -> e.action() == AuditAction.SAVED))
        .hasSize(expected.size() - edits);
    assertThat(events.stream().filter(e -> e.action() == AuditAction.COALESCED)).hasSize(edits);
    var head = tx.audit().head();
    var chain = HashChain.beginning(head.tenant());
    for (var stored : tx.audit().stored(0, ALL)) {
      chain.append(((StoredEntry.Whole) stored).sealed().entry().link());
    }
    assertThat(chain.head().hash()).isEqualTo(head.hash());
    return true;
  }
}
