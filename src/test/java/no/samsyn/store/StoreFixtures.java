package no.samsyn.store;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.acknowledged;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.entry;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.grouped;
import static no.samsyn.testkit.Samples.letter;
import static no.samsyn.testkit.Samples.record;
import static no.samsyn.testkit.Samples.strange;
import static no.samsyn.testkit.Samples.synced;
import static no.samsyn.testkit.Samples.unsent;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.samsyn.audit.HashChain;
import no.samsyn.desktop.H2Store;
import no.samsyn.model.FieldChanges;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;

/**
 * Stores as old versions of the program left them, under {@code src/test/resources/fixtures}.
 *
 * <p>Written once for each version of the store by {@link #main}, before the version after it
 * ships, and never again. What they hold is said here, so that a test can tell that an upgrade lost
 * nothing.
 */
public final class StoreFixtures {
  static final List<String> VERSIONS = List.of("v001", "v002", "v003");

  private StoreFixtures() {}

  /** Writes the fixtures of this program's version: {@code StoreFixtures DIRECTORY/v003}. */
  public static void main(String[] arguments) throws Exception {
    for (var kind : List.of("h2", "sqlite")) {
      var place = Files.createDirectories(Path.of(arguments[0], kind));
      var sql = kind.equals("h2") ? H2Store.openPlain(place) : SqliteStores.open(place);
      try (var store = SqlStore.open(sql, PeerSupport.schemas(), new SeededChance(1))) {
        store.inTransaction(
            Durability.FORCED,
            tx -> {
              fill(tx);
              return true;
            });
      }
    }
  }

  private static void fill(SyncStore.Tx tx) {
    var lease = new Outbox.Lease("run-1", NOW, NOW.plusSeconds(120));
    tx.mirror().put(synced(1));
    tx.mirror().put(unsent(2));
    tx.mirror().put(MirrorRow.ofServer(record(activityId(3), 7, strange())));
    tx.staging().add(List.of(record(50), record(51)));
    tx.outbox().append(entry(10, activityId(1)));
    tx.outbox().append(entry(11, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-10"));
    tx.outbox().append(entry(12, activityId(2), Hold.WAITS_FOR_RECORD, "a-key"));
    tx.outbox().append(grouped(13, activityId(3), "group-1"));
    tx.outbox().append(entry(14, activityId(4)));
    tx.outbox().freeze("mutation-10", "{\"frozen\":\"for ever\"}", lease);
    tx.outbox().postpone("mutation-14", new Outbox.Delivery(3, NOW.plusSeconds(60), "busy"));
    tx.deadLetters().add(letter(8, activityId(5)));
    tx.deadLetters().add(letter(9, activityId(6)));
    tx.deadLetters().discard("mutation-9", "on purpose", NOW);
    tx.idMap().join("key-1", "server-1");
    tx.acknowledged().add(acknowledged(5, activityId(1)));
    tx.audit().record(event(1), FieldChanges.NONE);
    tx.facts().set("cursor", "cursor-1");
  }

  /** Holds a store against what {@link #fill} put in. */
  static void check(SyncStore.Tx tx) {
    assertThat(tx.mirror().find(activityId(1))).contains(synced(1));
    assertThat(tx.mirror().find(activityId(2))).contains(unsent(2));
    assertThat(tx.mirror().find(activityId(3)).map(MirrorRow::view)).contains(strange());
    assertThat(tx.staging().find(activityId(51))).contains(record(51));
    assertThat(tx.outbox().list(99, 0))
        .extracting(OutboxEntry::mutation)
        .containsExactly("mutation-10", "mutation-11", "mutation-12", "mutation-13", "mutation-14");
    var frozen = tx.outbox().find("mutation-10").orElseThrow();
    assertThat(frozen.wireForm()).isEqualTo("{\"frozen\":\"for ever\"}");
    assertThat(frozen.sentAt()).isEqualTo(NOW);
    assertThat(tx.outbox().find("mutation-12"))
        .contains(entry(12, activityId(2), Hold.WAITS_FOR_RECORD, "a-key"));
    assertThat(tx.outbox().inGroup("group-1")).hasSize(1);
    assertThat(tx.outbox().nextDue()).contains(NOW.plusSeconds(60));
    tx.outbox().releaseLeases();
    assertThat(tx.outbox().ready(NOW, 9))
        .extracting(OutboxEntry::mutation)
        .containsExactly("mutation-10", "mutation-13");
    assertThat(tx.deadLetters().list(9, 0)).containsExactly(letter(8, activityId(5)));
    assertThat(tx.deadLetters().discarded(9, 0)).containsExactly(letter(9, activityId(6)));
    assertThat(tx.idMap().keyOf("server-1")).contains("key-1");
    assertThat(tx.acknowledged().all()).containsExactly(acknowledged(5, activityId(1)));
    assertThat(tx.audit().list(0, 9)).hasSize(1);
    var audited = tx.audit().list(0, 9).get(0);
    assertThat(audited.mutation()).isEqualTo(event(1).mutation());
    assertThat(audited.detail()).endsWith("minutes");
    var stored = (StoredEntry.Whole) tx.audit().stored(0, 9).get(0);
    var chain = HashChain.beginning(tx.audit().head().tenant());
    assertThat(chain.append(stored.sealed().entry().link())).isEqualTo(tx.audit().head());
    assertThat(tx.facts().get("cursor")).contains("cursor-1");
  }
}
