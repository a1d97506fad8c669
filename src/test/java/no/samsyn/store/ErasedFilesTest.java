package no.samsyn.store;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import no.samsyn.audit.HashChain;
import no.samsyn.desktop.H2Store;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.Canary;
import no.samsyn.testkit.Samples;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte of what was erased is left in any file of the store, and nothing else is lost. */
class ErasedFilesTest {
  private static final byte[] KEY = new byte[32];
  private static final String REWRITTEN = "store-rewritten.mv.db";

  @TempDir Path directory;
  @TempDir Path elsewhere;

  @Test
  void h2HoldsNoOldCopyOnceItWasOpenedAgain() throws IOException {
    noOldCopy(H2Store::openPlain);
  }

  @Test
  void h2AsAKilledProcessLeavesItHoldsOldCopiesUntilItIsOpened() throws IOException {
    try (var store = open(H2Store::openPlain)) {
      plant(store);
      erase(store);
      Files.copy(directory.resolve("store.mv.db"), elsewhere.resolve("store.mv.db"));
    }
    Canary.assertSomewhere(elsewhere); // so this test would see an old copy
    var sql = H2Store.openPlain(elsewhere);
    try (var store = SqlStore.open(sql, PeerSupport.schemas(), new SeededChance(2))) {
      check(store);
    }
    Canary.assertNowhere(elsewhere);
  }

  @Test
  void sqliteHoldsNoOldCopyOnceItWasOpenedAgain() throws IOException {
    noOldCopy(SqliteStores::open);
  }

  private void noOldCopy(Function<Path, Sql> opener) throws IOException {
    try (var store = open(opener)) {
      plant(store);
      erase(store);
    }
    try (var store = open(opener)) {
      check(store);
    }
    Canary.assertNowhere(directory);
  }

  @Test
  void anEncryptedStoreIsWrittenAnewUnderItsKeyAndStaysEncrypted() throws IOException {
    Function<Path, Sql> opener = where -> H2Store.openEncrypted(where, KEY.clone());
    long before;
    try (var store = open(opener)) {
      plant(store);
      erase(store);
    }
    before = Files.size(directory.resolve("store.mv.db"));
    try (var store = open(opener)) {
      check(store);
    }
    try (var in = Files.newInputStream(directory.resolve("store.mv.db"))) {
      assertThat(new String(in.readNBytes(9), java.nio.charset.StandardCharsets.ISO_8859_1))
          .isEqualTo("H2encrypt");
    }
    assertThat(before).isPositive();
    assertThat(directory.resolve(REWRITTEN)).doesNotExist();
  }

  @Test
  void aHalfWrittenCopyOfAKilledOpeningIsThrownAwayAndMadeAgain() throws IOException {
    try (var store = open(H2Store::openPlain)) {
      plant(store);
      erase(store);
    }
    Files.writeString(directory.resolve(REWRITTEN), "H:2,half a copy " + Canary.of("half"));
    try (var store = open(H2Store::openPlain)) {
      check(store);
    }
    Canary.assertNowhere(directory);
    assertThat(directory.resolve(REWRITTEN)).doesNotExist();
  }

  @Test
  void aCopyThatCannotBeMadeLeavesTheStoreAsItWas() throws IOException {
    try (var store = open(H2Store::openPlain)) {
      plant(store);
      erase(store);
    }
    Files.createDirectory(directory.resolve(REWRITTEN)); // no file can take this name now
    Files.writeString(directory.resolve(REWRITTEN).resolve("x"), "in the way");
    try (var store = open(H2Store::openPlain)) {
      assertThat(isDue(store)).isTrue();
      check(store, true);
    }
    Files.delete(directory.resolve(REWRITTEN).resolve("x"));
    try (var store = open(H2Store::openPlain)) {
      check(store);
    }
    Canary.assertNowhere(directory);
  }

  private SqlStore open(Function<Path, Sql> opener) {
    return SqlStore.open(opener.apply(directory), PeerSupport.schemas(), new SeededChance(1));
  }

  private static boolean isDue(SyncStore store) {
    return store
        .inTransaction(Durability.RELAXED, tx -> tx.facts().get(DeviceFacts.MAINTENANCE_DUE))
        .isPresent();
  }

  private void plant(SyncStore store) throws IOException {
    var body = canaries(Fields.NONE, "");
    for (var round = 0; round < 20; round++) {
      var fields = canaries(body, Integer.toString(round));
      write(
          store,
          tx -> {
            tx.mirror().put(MirrorRow.ofServer(record(activityId(1), 7, fields)));
          });
    }
    var changes = FieldChanges.between(Fields.NONE, body);
    write(
        store,
        tx -> {
          tx.mirror().put(MirrorRow.ofServer(record(2)));
          tx.staging().add(List.of(record(activityId(1), 7, body)));
          tx.outbox().append(OutboxEntry.fresh(own(10, changes), OutboxEntry.Hold.NONE, ""));
          tx.outbox().append(Samples.entry(11, activityId(2)));
          tx.deadLetters().add(letter(4, changes, body));
          tx.deadLetters().add(letter(5, changes, body));
          tx.deadLetters().discard("mutation-5", Canary.of("reason"), NOW);
          tx.acknowledged()
              .add(new AckJournal.Acknowledged(own(3, changes), Canary.of("wire"), 7, NOW));
          tx.idMap().join(activityId(1).key(), "s-1");
          tx.audit().record(event(1), changes);
          tx.audit().record(event(2), FieldChanges.NONE);
        });
    if (!Files.exists(directory.resolve("store.mv.db")) || isPlain()) {
      Canary.assertSomewhere(directory);
    }
  }

  private boolean isPlain() throws IOException {
    try (var in = Files.newInputStream(directory.resolve("store.mv.db"))) {
      return in.read() == 'H' && in.read() == ':';
    }
  }

  private static Fields canaries(Fields body, String mark) {
    var fields = body;
    for (var field : List.of("place", "theme", "note", "unknown")) {
      fields = fields.with(field, Canary.of(field + mark));
    }
    return fields.with("nested", new Value.Items(List.of(Value.text(Canary.of("nested") + "æøå"))));
  }

  private static Mutation own(long seq, FieldChanges changes) {
    return Samples.mutation(seq, activityId(1)).with(changes);
  }

  private static DeadLetter letter(long seq, FieldChanges changes, Fields theirs) {
    var plain = Samples.letter(seq, activityId(1));
    return new DeadLetter(
        own(seq, changes), Canary.of("wire"), plain.reason(), theirs, 3, 1, NOW, NOW);
  }

  private static void erase(SyncStore store) {
    write(
        store,
        tx -> {
          tx.mirror().remove(activityId(1));
          tx.eraser().erase(Set.of(activityId(1)));
          tx.facts().set(DeviceFacts.MAINTENANCE_DUE, "yes");
        });
  }

  private static void check(SyncStore store) {
    check(store, false);
  }

  private static void check(SyncStore store, boolean isDue) {
    assertThat(isDue(store)).isEqualTo(isDue);
    write(
        store,
        tx -> {
          assertThat(tx.mirror().find(activityId(1))).isEmpty();
          assertThat(tx.mirror().find(activityId(2))).isPresent();
          assertThat(tx.outbox().list(9, 0)).containsExactly(Samples.entry(11, activityId(2)));
          assertThat(tx.idMap().keyOf("s-1")).contains(activityId(1).key());
          var chain = HashChain.beginning(tx.audit().head().tenant());
          for (var one : tx.audit().stored(0, 9)) {
            chain.append(((StoredEntry.Whole) one).sealed().entry().link());
          }
          assertThat(chain.head()).isEqualTo(tx.audit().head());
          assertThat(chain.head().index()).isEqualTo(2);
        });
  }

  private static void write(SyncStore store, java.util.function.Consumer<SyncStore.Tx> work) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          work.accept(tx);
          return true;
        });
  }
}
