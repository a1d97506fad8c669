package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.HashChain;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.StoredEntry;
import org.junit.jupiter.api.Test;

/**
 * The client is killed again and again, first while it drains a long queue and then while it saves.
 * Larger: {@code mvn verify -Dit.test=ClientKillIT -Dsamsyn.crash.changes=100000
 * -Dsamsyn.crash.kills=200 -Dsamsyn.crash.saves=100}.
 */
class ClientKillIT {
  private static final int SAVES = Integer.getInteger("samsyn.crash.saves", 3);
  private static final int SAVES_PER_EDIT = 3; // each third save is an edit
  private static final int AFTER_WRITE_MILLIS = 60;
  private static final int AFTER_OPENING_MILLIS = 150;
  private static final int WRITES_MIN = 4;
  private static final int FRONT = 2_000; // of the queue: what was sent stands there
  private static final int ALL = 1_000_000;

  @Test
  void whatIsKilledWhileItSendsOrSavesLosesNothingAndDoublesNothing() throws Exception {
    try (var scene = Scene.of("client-kill")) {
      var begin = System.nanoTime();
      scene.server.start();
      var figures = killWhileItSends(scene);
      scene.program.run(scene.words("ola", "sync"));
      figures += new Saves(scene).killWhileItSaves();
      scene.program.run(scene.words("ola", "sync"));
      System.out.println("Client kills: " + figures + ", seconds " + Scene.secondsSince(begin));
      scene.requireNothingLostOrDoubled();
    }
  }

  private static String killWhileItSends(Scene scene) throws IOException {
    var full = unsent(scene);
    var left = full;
    var hits = 0;
    var inFlight = 0;
    var writesMax = 2 * WRITES_MIN;
    for (var kill = 0; kill < Scene.KILLS; kill++) {
      var writes = new Writes(scene.ola.resolve("store.mv.db"));
      try (var sync = scene.program.start(scene.words("ola", "sync"))) {
        var goal = 1 + scene.dice.nextInt(writesMax);
        var ended =
            !sync.await(() -> writes.seen() >= goal)
                || !sync.livesFor(scene.dice.nextInt(AFTER_WRITE_MILLIS))
                || !sync.kill();
        try (var ola = Device.open(scene.ola)) {
          left = ola.unsent();
          var frozen =
              ola.run(tx -> tx.outbox().list(FRONT, 0)).stream()
                  .filter(OutboxEntry::wasSent)
                  .count();
          inFlight += (int) frozen;
        }
        hits += !ended && left > 0 && left < full ? 1 : 0;
      }
      // Early enough that the queue lasts, late enough that it ends.
      var planned = full - full * (kill + 1) / Scene.KILLS;
      writesMax = left > planned ? writesMax + 2 : Math.max(WRITES_MIN, writesMax - 2);
    }
    assertThat(hits)
        .as("kills in the middle")
        .isGreaterThanOrEqualTo(Scene.IS_LONG ? Scene.KILLS / 2 : 0);
    return "changes "
        + full
        + ", kills "
        + Scene.KILLS
        + " (neither full nor empty: "
        + hits
        + "), sent and of unknown fate when killed "
        + inFlight
        + ", left for an undisturbed run "
        + left;
  }

  private static long unsent(Scene scene) {
    try (var ola = Device.open(scene.ola)) {
      return ola.unsent();
    }
  }

  /** Counts from outside how often another process wrote to a file. */
  private static final class Writes {
    private final Path file;
    private long last;
    private int count;

    Writes(Path file) throws IOException {
      this.file = file;
      this.last = time();
    }

    int seen() throws IOException {
      var now = time();
      count += now == last ? 0 : 1;
      last = now;
      return count;
    }

    private long time() throws IOException {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }
  }

  /** Kills of {@code add} and {@code edit}. */
  private static final class Saves {
    private final Scene scene;
    private final Path owner;
    private final String mentor;
    private final String type;
    private long activities;
    private long events;
    private int printed;
    private int silentButSaved;

    Saves(Scene scene) {
      this.scene = scene;
      this.owner = scene.ola.resolve("store.owner");
      try (var ola = Device.open(scene.ola)) {
        mentor = ola.mentor();
        type = ola.activityType();
        activities = ola.activities();
        events = ola.run(tx -> tx.audit().list(0, ALL)).size();
      }
    }

    String killWhileItSaves() throws IOException {
      for (var save = 0; save < SAVES; save++) {
        Files.deleteIfExists(owner);
        if (save % SAVES_PER_EDIT == SAVES_PER_EDIT - 1) {
          killAnEdit();
        } else {
          killAnAdd();
        }
      }
      return ", killed saves "
          + SAVES
          + " (key printed: "
          + printed
          + ", silent but saved: "
          + silentButSaved
          + ")";
    }

    private void killAnAdd() throws IOException {
      var content =
          new Typed.Content(
              scene.typed.unique(Typed.PLACE), scene.typed.unique("skrevet og drept "));
      var told =
          kill(
              "add",
              "activity",
              "--set",
              "peer_mentor=" + mentor,
              "--set",
              "type=" + type,
              "--set",
              "date=2026-11-21",
              "--set",
              "minutes=30",
              "--set",
              "place=" + content.place(),
              "--set",
              "theme=" + content.theme());
      try (var ola = Device.open(scene.ola)) {
        var entry = queued(ola, content.theme());
        require(told, entry != null);
        assertThat(ola.activities()).isEqualTo(entry == null ? activities : ++activities);
        if (entry != null) {
          assertThat(told).contains(told.isEmpty() ? "" : entry.record().key());
          assertThat(place(ola, entry.record())).isEqualTo(content.place());
          scene.typed.created(entry.record(), entry.mutation(), content);
        }
        requireTold(ola, entry);
      }
    }

    private void killAnEdit() throws IOException {
      var records = scene.typed.records();
      var record = records.get(scene.dice.nextInt(records.size()));
      var theme = scene.typed.unique("endret og drept ");
      var told = kill("edit", "activity", record.key(), "--set", "theme=" + theme);
      try (var ola = Device.open(scene.ola)) {
        var entry = queued(ola, theme);
        require(told, entry != null);
        var row = ola.run(tx -> tx.mirror().find(record)).orElseThrow();
        assertThat(row.view().text("theme").equals(theme)).isEqualTo(entry != null);
        if (entry != null) {
          assertThat(entry.record()).isEqualTo(record);
          scene.typed.edited(record, entry.mutation(), theme);
        }
        requireTold(ola, entry);
      }
    }

    /** Half of them when the store is open, half when the first word is printed. */
    private String kill(String... words) throws IOException {
      try (var saving = scene.program.start(scene.words("ola", words))) {
        if (scene.dice.nextBoolean()) {
          saving.await(() -> Files.exists(owner));
          saving.livesFor(scene.dice.nextInt(AFTER_OPENING_MILLIS));
        } else {
          saving.await(() -> !saving.output().isEmpty());
        }
        saving.kill();
        var told = saving.output();
        return told.endsWith("\n") && told.startsWith("{\"key\":") ? told : "";
      }
    }

    private void require(String told, boolean isThere) {
      assertThat(told.isEmpty() || isThere).as("told as saved, and not there: " + told).isTrue();
      printed += told.isEmpty() ? 0 : 1;
      silentButSaved += told.isEmpty() && isThere ? 1 : 0;
    }

    /** Entry by entry the chain leads to the head that is read back from its last row. */
    private static void requireChain(Device ola) {
      var head = ola.run(tx -> tx.audit().head());
      var chain = HashChain.beginning(head.tenant());
      for (var stored : ola.run(tx -> tx.audit().stored(0, ALL))) {
        var whole = (StoredEntry.Whole) stored;
        assertThat(chain.append(whole.sealed().entry().link()).hash())
            .isEqualTo(whole.head().hash());
      }
      assertThat(chain.head().index()).isPositive().isEqualTo(head.index());
      assertThat(chain.head().hash()).isEqualTo(head.hash());
    }

    /** The audit trail tells the save if it stands, and nothing if it does not. */
    private void requireTold(Device ola, OutboxEntry entry) {
      requireChain(ola);
      var news = ola.run(tx -> tx.audit().list(events, ALL));
      events += news.size();
      var saves =
          news.stream()
              .filter(
                  event ->
                      event.action() == AuditAction.SAVED
                          || event.action() == AuditAction.COALESCED)
              .map(AuditEvent::mutation)
              .toList();
      if (entry == null) {
        assertThat(saves).isEmpty();
      } else {
        assertThat(saves).containsExactly(entry.mutation());
      }
    }

    private static OutboxEntry queued(Device ola, String theme) {
      return ola.run(tx -> tx.outbox().list(ALL, 0)).stream()
          .filter(entry -> entry.local().changes().applyTo(Fields.NONE).text("theme").equals(theme))
          .findFirst()
          .orElse(null);
    }

    private static String place(Device ola, RecordId record) {
      return ola.run(tx -> tx.mirror().find(record)).orElseThrow().view().text("place");
    }
  }
}
