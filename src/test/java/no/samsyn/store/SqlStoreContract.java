package no.samsyn.store;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.entry;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.record;
import static no.samsyn.testkit.Samples.synced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.TokenVault;
import no.samsyn.testkit.InMemoryStore;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store in SQL keeps beyond the contract: it survives, and it upgrades. */
abstract class SqlStoreContract extends SqlTrailContract {
  @Test
  void theNumberOfTheLastChangeOutlivesItsEntry() {
    does(
        tx -> {
          tx.outbox().append(entry(4, activityId(1)));
          tx.outbox().append(entry(6, activityId(2)));
          tx.outbox().append(entry(7, activityId(3)));
        });
    reopen();
    assertThat(lastSeq()).as("the outbox holds it").isEqualTo("7");
    does(tx -> tx.outbox().remove("mutation-7"));
    does(tx -> tx.outbox().remove("mutation-4"));
    reopen();
    assertThat(lastSeq()).as("its entry has left before the others").isEqualTo("7");
    does(tx -> tx.facts().set(DeviceFacts.LAST_SEQ, "9")); // minted, and then not queued
    does(tx -> tx.outbox().remove("mutation-6"));
    reopen();
    assertThat(lastSeq()).as("nothing is queued").isEqualTo("9");
  }

  private String lastSeq() {
    return run(tx -> tx.facts().get(DeviceFacts.LAST_SEQ)).orElse("0");
  }

  @Test
  void everythingIsThereAfterReopening() {
    does(
        tx -> {
          tx.mirror().put(synced(1));
          tx.outbox().append(entry(1, activityId(1)));
          tx.outbox().append(entry(2, activityId(1)));
          tx.audit().record(event(1), FieldChanges.NONE);
          tx.idMap().join("k", "s");
          tx.facts().set("cursor", "c");
          tx.staging().add(List.of(record(5), record(6)));
        });
    reopen();
    does(
        tx -> {
          assertThat(tx.mirror().find(activityId(1))).contains(synced(1));
          assertThat(tx.outbox().size()).isEqualTo(2);
          assertThat(ready(NOW, tx)).containsExactly("mutation-1");
          assertThat(tx.idMap().keyOf("s")).contains("k");
          assertThat(tx.facts().get("cursor")).contains("c");
          assertThat(tx.staging().find(activityId(6))).contains(record(6));
          tx.audit().record(event(2), FieldChanges.NONE);
          assertThat(tx.audit().list(1, 9)).hasSize(1);
          tx.staging().add(List.of(record(7)));
          tx.staging().swap();
        });
    reopen();
    assertThat(number(tx -> tx.mirror().countOnServer("activity"))).isEqualTo(3);
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).isEmpty();
  }

  private static List<String> ready(Instant now, SyncStore.Tx tx) {
    return tx.outbox().ready(now, 9).stream().map(each -> each.mutation()).toList();
  }

  @Test
  void aProcessThatDiesInATransactionLeavesTheOneBefore(@TempDir Path image) {
    does(tx -> tx.outbox().append(entry(1, activityId(1))));
    does(
        tx -> {
          tx.mirror().put(synced(1));
          tx.outbox().append(entry(2, activityId(2)));
          copy(directory, image);
        });
    try (var survived = SqlStore.open(openSql(image), SCHEMAS, new SeededChance(1))) {
      var queued = survived.inTransaction(Durability.RELAXED, tx -> tx.outbox().list(9, 0));
      assertThat(queued).containsExactly(entry(1, activityId(1)));
      var row = survived.inTransaction(Durability.RELAXED, tx -> tx.mirror().find(activityId(1)));
      assertThat(row).isEmpty();
    }
  }

  static void copy(Path from, Path to) {
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void entriesCannotBeAppendedOutOfOrder() {
    does(
        tx -> {
          tx.outbox().append(entry(1, activityId(1)));
          tx.outbox().append(entry(2, activityId(1)));
        });
    assertThat(listed(tx -> ready(NOW, tx))).containsExactly("mutation-1");
  }

  @Test
  void theLengthInMemoryIsTheLengthInTheTable() {
    does(
        tx -> {
          for (var seq = 1; seq <= 50; seq++) {
            tx.outbox().append(entry(seq, activityId(seq % 7)));
          }
          for (var seq = 3; seq <= 50; seq += 5) {
            tx.outbox().remove("mutation-" + seq);
          }
        });
    var kept = run(tx -> tx.outbox().size());
    assertThat(kept).isEqualTo(run(tx -> tx.outbox().list(1_000, 0)).size());
    reopen();
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(kept);
  }

  @Test
  void aListByAFieldWithoutIndexIsRefusedWithTheAllowedOnes() {
    var query = query(List.of(), "note", false, 10, 0);
    assertThatThrownBy(() -> run(tx -> tx.mirror().list(query)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key, state, peer_mentor, type, date, by_proxy");
    var filter =
        query(List.of(new RecordQuery.Filter("x; drop table fact", "1")), "date", false, 10, 0);
    assertThatThrownBy(() -> run(tx -> tx.mirror().list(filter)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    var heard = new ArrayList<String>();
    store.onCommit(
        entities -> {
          throw new IllegalStateException("a bad listener");
        });
    store.onCommit(heard::addAll);
    store.onCommit(entities -> run(tx -> tx.outbox().size()));
    does(tx -> tx.mirror().put(synced(1)));
    assertThat(heard).containsExactly("activity");
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).isPresent();
  }

  @Test
  void aStoreOfANewerProgramIsRefused() {
    close();
    try (var sql = openSql(directory)) {
      sql.inTransaction(
          Durability.FORCED,
          s -> s.update("insert into migration (version, statements, finished) values (99, 1, 1)"));
    }
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NEWER_VERSION))
        .hasMessageContaining("newer Samsyn");
    try (var sql = openSql(directory)) {
      sql.inTransaction(
          Durability.FORCED, s -> s.update("delete from migration where version = 99"));
    }
    store = open();
  }

  @Test
  void aMigrationThatWasKilledGoesOnWhereItStopped(@TempDir Path other) {
    for (var version = 1; version <= Migrations.SCRIPTS.size(); version++) {
      var statements = Migrations.statementsOf(Migrations.SCRIPTS.get(version - 1));
      for (var done = 0; done <= statements.size(); done++) {
        var place = other.resolve("killed-" + version + "-" + done);
        place.toFile().mkdirs();
        try (var sql = openSql(place)) {
          prepareKilled(sql, version, done);
        }
        try (var survived = SqlStore.open(openSql(place), SCHEMAS, new SeededChance(1))) {
          survived.inTransaction(
              Durability.FORCED,
              tx -> {
                tx.outbox().append(entry(1, activityId(1)));
                tx.audit().record(event(1), FieldChanges.NONE);
                return true;
              });
        }
      }
    }
  }

  /** As H2 leaves it that commits each definition: one more is done than is recorded. */
  private static void prepareKilled(Sql sql, int version, int done) {
    sql.inTransaction(
        Durability.FORCED,
        s -> {
          s.define(
              "create table migration (version bigint not null primary key,"
                  + " statements bigint not null, finished integer not null)");
          for (var number = 1; number <= version; number++) {
            var statements = Migrations.statementsOf(Migrations.SCRIPTS.get(number - 1));
            var last = number < version ? statements.size() : done;
            s.update(
                "insert into migration (version, statements, finished) values (?, ?, ?)",
                (long) number,
                (long) (number < version ? last : Math.max(0, last - 1)),
                number < version ? 1L : 0L);
            statements.subList(0, last).forEach(s::define);
          }
          return true;
        });
  }

  @Test
  void newlyIndexedFieldsAreFilledFromTheBodies() {
    does(
        tx -> {
          for (var number = 0; number < 2_500; number++) {
            tx.mirror().put(synced(number));
          }
          tx.staging().add(List.of(record(9_000)));
        });
    close();
    for (var schemas : List.of(withIndex("minutes"), withIndex("place"), withIndex("minutes"))) {
      var field = schemas.require("activity").indexedFields().get(0).name();
      try (var reopened = SqlStore.open(openSql(directory), schemas, new SeededChance(1))) {
        var value = field.equals("minutes") ? "43" : "Storgata 42, 7011 Trondheim";
        var filter = List.of(new RecordQuery.Filter(field, value));
        var page =
            reopened.inTransaction(
                Durability.RELAXED, tx -> tx.mirror().list(query(filter, field, true, 100, 0)));
        var expected = field.equals("minutes") ? 5 : 50;
        assertThat(page.total()).isEqualTo(expected);
        assertThat(page.rows()).hasSize(expected).contains(synced(42));
        var staged =
            reopened.inTransaction(Durability.RELAXED, tx -> tx.staging().find(activityId(9_000)));
        assertThat(staged).contains(record(9_000));
      }
    }
    store = open();
    assertThat(number(tx -> tx.mirror().countOnServer("activity"))).isEqualTo(2_500);
  }

  private static Schemas withIndex(String field) {
    var type = field.equals("minutes") ? FieldType.INTEGER : FieldType.TEXT;
    var contact = new EntitySchema("contact", "", List.of(FieldSchema.of("note", FieldType.TEXT)));
    var activity = new EntitySchema("activity", "", List.of(FieldSchema.of(field, type).indexed()));
    return new Schemas(2, List.of(contact, activity));
  }

  @Test
  void numbersSortAsNumbersAndMissingOnesFirst() {
    close();
    try (var reopened =
        SqlStore.open(openSql(directory), withIndex("minutes"), new SeededChance(1))) {
      reopened.inTransaction(
          Durability.RELAXED,
          tx -> {
            tx.mirror().put(minutes(1, Value.whole(100)));
            tx.mirror().put(minutes(2, Value.whole(9)));
            tx.mirror().put(minutes(3, Value.absent()));
            tx.mirror().put(minutes(4, Value.text("many")));
            return true;
          });
      var page =
          reopened.inTransaction(
              Durability.RELAXED, tx -> tx.mirror().list(query(List.of(), "minutes", false, 9, 0)));
      assertThat(page.rows())
          .extracting(MirrorRow::id)
          .containsExactly(activityId(3), activityId(4), activityId(2), activityId(1));
      assertThatThrownBy(
              () ->
                  reopened.inTransaction(
                      Durability.RELAXED,
                      tx ->
                          tx.mirror()
                              .list(
                                  query(
                                      List.of(new RecordQuery.Filter("minutes", "x")),
                                      "",
                                      false,
                                      9,
                                      0))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    store = open();
  }

  private static MirrorRow minutes(long number, Value value) {
    return MirrorRow.ofServer(record(activityId(number), 1, Fields.NONE.with("minutes", value)));
  }

  @Test
  void tokensAreKeptAndForgottenWhole() {
    var vault = new StoredTokens(store);
    assertThat(vault.current()).isEmpty();
    var tokens = new TokenVault.Tokens("access", "refresh", 900);
    vault.keep(tokens);
    reopen();
    assertThat(new StoredTokens(store).current()).contains(tokens);
    new StoredTokens(store).forget();
    assertThat(new StoredTokens(store).current()).isEmpty();
  }

  @Test
  void theOldMirrorIsDroppedAfterASwap() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().swap());
    close();
    try (var sql = openSql(directory)) {
      assertThat(keysIn(sql, "m_activity_2")).isEmpty();
      assertThatThrownBy(() -> keysIn(sql, "m_activity_1")).isInstanceOf(StoreException.class);
    }
    store = open();
  }

  private static List<String> keysIn(Sql sql, String table) {
    return sql.inTransaction(
        Durability.RELAXED, s -> s.query("select record_key from " + table, row -> row.text(1)));
  }

  /** Killed between the commit of a swap and what settles it. */
  @Test
  void aSwapThatWasNotSettledIsSettledByTheNextOpening() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().add(List.of(record(2))));
    close();
    try (var sql = openSql(directory)) {
      sql.inTransaction(
          Durability.FORCED,
          s -> {
            for (var schema : SCHEMAS.all()) {
              new MirrorTables(SCHEMAS).name(s, schema, 2);
            }
            return true;
          });
    }
    store = open();
    assertThat(sought(tx -> tx.mirror().find(activityId(2)))).isPresent();
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).isEmpty();
    does(tx -> tx.staging().add(List.of(record(3))));
    does(tx -> tx.staging().swap());
    assertThat(number(tx -> tx.mirror().countOnServer("activity"))).isEqualTo(1);
  }

  @Test
  void stagingIsOfNoUseUntilTheSwapIsCommitted() {
    does(
        tx -> {
          tx.staging().swap();
          assertThat(tx.staging().find(activityId(1))).isEmpty();
          assertThatThrownBy(() -> tx.staging().add(List.of(record(1))))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> tx.staging().swap()).isInstanceOf(IllegalStateException.class);
        });
    does(tx -> tx.staging().add(List.of(record(1))));
    assertThat(sought(tx -> tx.staging().find(activityId(1)))).isPresent();
  }

  @Test
  void aTransactionIsOfNoUseAfterItsEnd() {
    var leaked = new ArrayList<SyncStore.Tx>();
    does(leaked::add);
    assertThatThrownBy(() -> leaked.get(0).facts().get("cursor"))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Three thousand random steps on this store and on the one in memory see the same. */
  @Test
  void randomTransactionsSeeWhatTheStoreInMemorySees() {
    var inMemory = new InMemoryStore(SCHEMAS);
    var script = new RandomScript(20_261_120);
    for (var round = 0; round < 700; round++) {
      var transaction = script.next();
      assertThat(outcome(store, transaction))
          .as("round %d", round)
          .isEqualTo(outcome(inMemory, transaction));
      if (round % 97 == 0) {
        reopen();
        assertThat(run(RandomScript::contents))
            .as("after round %d", round)
            .isEqualTo(inMemory.inTransaction(Durability.RELAXED, RandomScript::contents));
      }
    }
  }

  private static List<String> outcome(
      SyncStore store, Function<SyncStore.Tx, List<String>> transaction) {
    try {
      return store.inTransaction(Durability.RELAXED, transaction);
    } catch (RandomScript.Abandoned abandoned) {
      return List.of("abandoned");
    }
  }
}
