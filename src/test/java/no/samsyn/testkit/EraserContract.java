package no.samsyn.testkit;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.acknowledged;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.entry;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.grouped;
import static no.samsyn.testkit.Samples.letter;
import static no.samsyn.testkit.Samples.record;
import static no.samsyn.testkit.Samples.strange;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.HashChain;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.sync.Eraser;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;
import no.samsyn.sync.StoredEntry;
import org.junit.jupiter.api.Test;

/** What every store takes away when a record is erased, and what it keeps. */
public abstract class EraserContract extends SyncStoreContract {
  @Test
  void everythingOfARecordGoesAndNothingOfAnother() {
    fill();
    var gone = run(tx -> tx.eraser().erase(Set.of(activityId(1))));
    assertThat(gone).isEqualTo(new Eraser.Gone(2, 2, 1, 1));
    assertThat(listed(tx -> tx.outbox().list(9, 0)))
        .extracting(OutboxEntry::mutation)
        .containsExactly("mutation-12");
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(1);
    assertThat(listed(tx -> tx.outbox().inGroup("group-1"))).isEmpty();
    assertThat(listed(tx -> tx.deadLetters().list(9, 0))).containsExactly(letter(5, activityId(2)));
    assertThat(listed(tx -> tx.deadLetters().discarded(9, 0))).isEmpty();
    assertThat(listed(tx -> tx.acknowledged().all()))
        .containsExactly(acknowledged(7, activityId(2)));
    assertThat(sought(tx -> tx.staging().find(activityId(1)))).isEmpty();
    assertThat(sought(tx -> tx.staging().find(activityId(2)))).isPresent();
    var again = run(tx -> tx.eraser().erase(Set.of(activityId(1), activityId(99))));
    assertThat(again).isEqualTo(new Eraser.Gone(0, 0, 0, 0));
  }

  @Test
  void theChainIsWholeWithoutTheValues() {
    fill();
    var head = trailHead();
    does(tx -> tx.eraser().erase(Set.of(activityId(1))));
    assertThat(trailHead()).isEqualTo(head);
    var chain = HashChain.beginning(head.tenant());
    var stored = listed(tx -> tx.audit().stored(0, 99));
    for (var one : stored) {
      chain.append(((StoredEntry.Whole) one).sealed().entry().link());
    }
    assertThat(chain.head()).isEqualTo(head);
    assertThat(((StoredEntry.Whole) stored.get(0)).sealed().open()).isEmpty();
    assertThat(((StoredEntry.Whole) stored.get(1)).sealed().open()).isNotEmpty();
    var ofErased = AuditFilter.ALL.with(By.RECORD, activityId(1).key());
    assertThat(number(tx -> tx.audit().count(ofErased))).isZero();
    var first = listed(tx -> tx.audit().list(0, 1)).get(0);
    assertThat(first.detail() + first.mutation() + first.key() + first.onBehalfOf()).isEmpty();
  }

  @Test
  void anEntryAboutAnErasureIsNoContent() {
    does(
        tx ->
            tx.audit()
                .record(
                    new AuditEvent(
                        0,
                        NOW,
                        AuditAction.ERASED,
                        "",
                        "",
                        "activity",
                        activityId(1).key(),
                        "",
                        0,
                        "",
                        "records 1"),
                    FieldChanges.NONE));
    does(tx -> tx.eraser().erase(Set.of(activityId(1))));
    assertThat(listed(tx -> tx.audit().list(0, 1)).get(0).detail()).isEqualTo("records 1");
  }

  @Test
  void whatWasDoneForAnErasedPersonGoes() {
    fill();
    var mentor = new no.samsyn.model.RecordId("peer_mentor", "mentor-1");
    assertThat(run(tx -> tx.eraser().erase(Set.of(mentor))).audited()).isEqualTo(2);
    assertThat(listed(tx -> tx.audit().list(0, 9)))
        .extracting(AuditEvent::onBehalfOf)
        .containsOnly("");
  }

  @Test
  void whatAUserDidLosesTheUsersName() {
    fill();
    assertThat(number(tx -> tx.eraser().eraseActor("ola"))).isEqualTo(2);
    assertThat(listed(tx -> tx.audit().list(0, 9))).extracting(AuditEvent::actor).containsOnly("");
    does(tx -> tx.audit().record(event(9), FieldChanges.NONE));
    var byOla = AuditFilter.ALL.with(By.ACTOR, "ola");
    assertThat(number(tx -> tx.audit().count(byOla))).isEqualTo(1);
    assertThat(number(tx -> tx.outbox().size())).as("counts stay right").isEqualTo(3);
    assertThat(number(tx -> tx.eraser().eraseActor("kari"))).isZero();
  }

  private void fill() {
    does(
        tx -> {
          tx.staging().add(List.of(record(1), record(2)));
          tx.outbox().append(entry(10, activityId(1)));
          tx.outbox().append(grouped(11, activityId(1), "group-1"));
          tx.outbox().append(entry(12, activityId(2), Hold.NONE, ""));
          tx.deadLetters().add(letter(4, activityId(1)));
          tx.deadLetters().add(letter(3, activityId(1)));
          tx.deadLetters().discard("mutation-3", "on purpose", NOW);
          tx.deadLetters().add(letter(5, activityId(2)));
          tx.acknowledged().add(acknowledged(6, activityId(1)));
          tx.acknowledged().add(acknowledged(7, activityId(2)));
          tx.audit().record(event(1), FieldChanges.between(Fields.NONE, strange()));
          tx.audit().record(event(2), FieldChanges.NONE);
        });
  }
}
