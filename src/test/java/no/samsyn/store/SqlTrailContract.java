package no.samsyn.store;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.strange;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointVerifier;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.EraserContract;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store in SQL keeps of the audit chain beyond the contract. */
abstract class SqlTrailContract extends EraserContract {
  @TempDir Path directory;

  abstract Sql openSql(Path where);

  @Override
  protected SyncStore open() {
    return SqlStore.open(openSql(directory), SCHEMAS, new SeededChance(1));
  }

  void reopen() {
    close();
    store = open();
  }

  @Test
  void theChainGoesOnAfterReopening() {
    does(tx -> tx.audit().record(event(1), FieldChanges.NONE));
    var head = trailHead();
    reopen();
    assertThat(trailHead()).isEqualTo(head);
    does(tx -> tx.audit().record(event(2), FieldChanges.NONE));
    chainLeadsToItsHead(2);
  }

  @Test
  void eventsOfVersionOneAreSealedInTheirOrderAndNoneIsLost() {
    close();
    try (var sql = openSql(directory)) {
      sql.inTransaction(
          Durability.FORCED,
          s -> {
            for (var place = 1L; place <= 2_345; place++) {
              s.update(
                  "insert into audit_event (place, happened_at, action, actor, on_behalf_of,"
                      + " entity, record_key, mutation, version, detail)"
                      + " values (?, ?, 'saved', 'ola', '', 'activity', 'k', ?, 3, 'create')",
                  place,
                  NOW.toEpochMilli() + place,
                  "mutation-" + place);
            }
            return true;
          });
    }
    store = open();
    does(tx -> tx.audit().record(event(9_999), FieldChanges.NONE));
    chainLeadsToItsHead(2_346);
    var events = listed(tx -> tx.audit().list(2_343, 3));
    assertThat(events)
        .extracting(AuditEvent::mutation)
        .containsExactly("mutation-2344", "mutation-2345", "mutation-9999");
    close();
    try (var sql = openSql(directory)) {
      assertThat(count(sql, "audit_event")).isZero();
    }
    store = open();
  }

  @Test
  void whatIsErasedBesideTheChainLeavesItWhole() {
    does(tx -> tx.audit().record(event(1), FieldChanges.between(Fields.NONE, strange())));
    does(tx -> tx.audit().record(event(2), FieldChanges.NONE));
    var head = trailHead();
    change(
        "update audit_entry set opened = '', on_behalf_of = '', record_key = '' where place = 1");
    change("update audit_kind set actor = ''");
    chainLeadsToItsHead(2);
    assertThat(trailHead()).isEqualTo(head);
    assertThat(chain().get(0).sealed().open()).isEmpty();
    assertThat(listed(tx -> tx.audit().list(0, 1)).get(0).actor()).isEmpty();
    does(tx -> tx.audit().record(event(3), FieldChanges.NONE));
    assertThat(number(tx -> tx.audit().count(AuditFilter.ALL.with(AuditFilter.By.ACTOR, "ola"))))
        .isEqualTo(1);
  }

  @Test
  void aRowThatNobodyOfUsWroteIsToldAsDamaged() {
    does(tx -> tx.audit().record(event(1), FieldChanges.NONE));
    does(tx -> tx.audit().record(event(2), FieldChanges.NONE));
    change("update audit_entry set particulars = 'x' where place = 1");
    assertThat(listed(tx -> tx.audit().stored(0, 9)).get(0)).isEqualTo(new StoredEntry.Damaged(1));
  }

  @Test
  void theKeyOfTheTrailIsMadeOnceAndKept() {
    var signer = new DeviceTrailKey(store).signer();
    does(tx -> tx.audit().record(event(1), FieldChanges.NONE));
    var signed = signer.sign(new Checkpoint(trailHead(), NOW));
    reopen();
    var again = new DeviceTrailKey(store).signer();
    assertThat(again.key()).isEqualTo(signer.key());
    assertThat(new CheckpointVerifier(List.of(again.key())).verifies(signed)).isTrue();
  }

  private static long count(Sql sql, String table) {
    return sql.inTransaction(
        Durability.RELAXED,
        s -> s.query("select count(*) from " + table, row -> row.number(1)).get(0));
  }

  private void change(String statement) {
    close();
    try (var sql = openSql(directory)) {
      sql.inTransaction(Durability.FORCED, s -> s.update(statement));
    }
    store = open();
  }
}
