package no.samsyn.testkit;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.acknowledged;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.entry;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.letter;
import static no.samsyn.testkit.Samples.record;
import static no.samsyn.testkit.Samples.synced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.RunHistory;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore.Durability;
import org.junit.jupiter.api.Test;

/** What every store keeps, in memory or in a database. */
public abstract class SyncStoreContract extends AuditTrailContract {

  @Test
  void deadLettersComeBackWholeAndInOrder() {
    does(
        tx -> {
          tx.deadLetters().add(letter(5, activityId(1)));
          tx.deadLetters().add(letter(4, activityId(1)));
          tx.deadLetters().add(letter(6, activityId(2)));
          tx.deadLetters().add(letter(4, activityId(1)));
        });
    assertThat(number(tx -> tx.deadLetters().size())).isEqualTo(3);
    assertThat(sought(tx -> tx.deadLetters().find("mutation-5")))
        .contains(letter(5, activityId(1)));
    assertThat(listed(tx -> tx.deadLetters().of(activityId(1))))
        .containsExactly(letter(4, activityId(1)), letter(5, activityId(1)));
    assertThat(listed(tx -> tx.deadLetters().list(2, 1)))
        .containsExactly(letter(5, activityId(1)), letter(6, activityId(2)));
    does(tx -> tx.deadLetters().remove("mutation-5"));
    assertThat(sought(tx -> tx.deadLetters().find("mutation-5"))).isEmpty();
    assertThat(listed(tx -> tx.deadLetters().discarded(9, 0))).isEmpty();
  }

  @Test
  void aDiscardedLetterIsOutOfSightAndRecoverable() {
    does(
        tx -> {
          tx.deadLetters().add(letter(4, activityId(1)));
          tx.deadLetters().add(letter(5, activityId(1)));
          tx.deadLetters().discard("mutation-4", "sent twice", NOW);
        });
    assertThat(number(tx -> tx.deadLetters().size())).isEqualTo(1);
    assertThat(sought(tx -> tx.deadLetters().find("mutation-4"))).isEmpty();
    assertThat(listed(tx -> tx.deadLetters().of(activityId(1)))).hasSize(1);
    assertThat(listed(tx -> tx.deadLetters().list(9, 0))).hasSize(1);
    assertThat(listed(tx -> tx.deadLetters().discarded(9, 0)))
        .containsExactly(letter(4, activityId(1)));
  }

  @Test
  void everyKindOfReasonCanBeStored() {
    var seq = 1L;
    for (var kind : DeadLetter.Kind.values()) {
      var number = seq++;
      var plain = letter(number, activityId(number));
      var letter =
          new DeadLetter(
              plain.mine(),
              "",
              DeadLetter.Reason.of(kind, ""),
              plain.theirs(),
              0,
              0,
              plain.firstAttempt(),
              plain.diedAt());
      does(tx -> tx.deadLetters().add(letter));
      assertThat(sought(tx -> tx.deadLetters().find(letter.mutation()))).contains(letter);
    }
  }

  @Test
  void keysAndServerIdsAreJoinedForGood() {
    does(tx -> tx.idMap().join("k1", "s1"));
    does(tx -> tx.idMap().join("k1", "s1"));
    assertThat(sought(tx -> tx.idMap().serverIdOf("k1"))).contains("s1");
    assertThat(sought(tx -> tx.idMap().keyOf("s1"))).contains("k1");
    assertThat(sought(tx -> tx.idMap().keyOf("k1"))).isEmpty();
    assertThatThrownBy(() -> does(tx -> tx.idMap().join("k1", "s2")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> does(tx -> tx.idMap().join("k2", "s1")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sought(tx -> tx.idMap().serverIdOf("k1"))).contains("s1");
  }

  @Test
  void manyPairsAreJoinedAtOnceOrNoneOfThem() {
    var page = new ArrayList<ServerRecord>();
    for (var number = 0; number < 250; number++) {
      page.add(record(number));
    }
    does(tx -> tx.idMap().join(Samples.key(17), "s-" + Samples.key(17)));
    does(tx -> tx.idMap().joinAll(page));
    does(tx -> tx.idMap().joinAll(page));
    assertThat(sought(tx -> tx.idMap().keyOf("s-" + Samples.key(249)))).contains(Samples.key(249));
    var strangers = new ArrayList<>(List.of(record(300), record(301)));
    strangers.add(serverIdOf(302, "s-" + Samples.key(5)));
    assertThatThrownBy(() -> does(tx -> tx.idMap().joinAll(strangers)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sought(tx -> tx.idMap().serverIdOf(Samples.key(300)))).isEmpty();
    assertThatThrownBy(() -> does(tx -> tx.idMap().joinAll(List.of(serverIdOf(5, "other")))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                does(
                    tx ->
                        tx.idMap()
                            .joinAll(List.of(serverIdOf(400, "one"), serverIdOf(401, "one")))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ServerRecord serverIdOf(long number, String serverId) {
    var record = record(number);
    return new ServerRecord(
        record.id(), serverId, 1, record.presence(), record.fields(), record.last());
  }

  @Test
  void theJournalKeepsOrderAndForgetsTheOldestFirst() {
    does(
        tx -> {
          for (var seq : List.of(3L, 1L, 2L, 4L)) {
            tx.acknowledged().add(acknowledged(seq, activityId(seq)));
          }
          tx.acknowledged().add(acknowledged(2, activityId(2)));
        });
    assertThat(listed(tx -> tx.acknowledged().all()))
        .containsExactly(
            acknowledged(1, activityId(1)),
            acknowledged(2, activityId(2)),
            acknowledged(3, activityId(3)),
            acknowledged(4, activityId(4)));
    assertThat(sought(tx -> tx.acknowledged().find("mutation-3")))
        .contains(acknowledged(3, activityId(3)));
    does(tx -> tx.acknowledged().trim(NOW.plusSeconds(2), 100));
    assertThat(listed(tx -> tx.acknowledged().all())).hasSize(3);
    does(tx -> tx.acknowledged().trim(NOW, 2));
    assertThat(listed(tx -> tx.acknowledged().all())).hasSize(2);
    assertThat(sought(tx -> tx.acknowledged().find("mutation-4"))).isPresent();
    does(tx -> tx.acknowledged().trim(NOW, 0));
    assertThat(listed(tx -> tx.acknowledged().all())).isEmpty();
  }

  @Test
  void theAuditTrailIsCountedFromOneAndReadInOrder() {
    does(
        tx -> {
          tx.audit().record(event(1), FieldChanges.NONE);
          tx.audit().record(event(2), FieldChanges.NONE);
        });
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.audit().record(event(9), FieldChanges.NONE);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    does(tx -> tx.audit().record(event(3), FieldChanges.NONE));
    var events = run(tx -> tx.audit().list(0, 10));
    assertThat(events).extracting(AuditEvent::index).containsExactly(1L, 2L, 3L);
    assertThat(events)
        .extracting(AuditEvent::mutation)
        .containsExactly("mutation-1", "mutation-2", "mutation-3");
    var e = event(2);
    assertThat(listed(tx -> tx.audit().list(1, 1)))
        .containsExactly(
            new AuditEvent(
                2,
                e.at(),
                e.action(),
                e.actor(),
                e.onBehalfOf(),
                e.entity(),
                e.key(),
                e.mutation(),
                e.version(),
                e.outcome(),
                e.detail()));
  }

  @Test
  void factsAreSetChangedAndForgotten() {
    does(
        tx -> {
          tx.facts().set("cursor", "c1");
          tx.facts().set("cursor", "c2");
          tx.facts().set("epoch", "e1");
          tx.facts().set("epoch", "");
          tx.facts().set("never", "");
        });
    assertThat(sought(tx -> tx.facts().get("cursor"))).contains("c2");
    assertThat(sought(tx -> tx.facts().get("epoch"))).isEmpty();
  }

  @Test
  void theLatestRunsAreKept() {
    does(
        tx -> {
          for (var number = 0; number < RunHistory.KEPT_MAX + 5; number++) {
            tx.runs().add(report(number));
          }
        });
    assertThat(listed(tx -> tx.runs().latest(2)))
        .containsExactly(report(RunHistory.KEPT_MAX + 4), report(RunHistory.KEPT_MAX + 3));
    assertThat(listed(tx -> tx.runs().latest(5_000))).hasSize(RunHistory.KEPT_MAX);
  }

  private static SyncReport report(long number) {
    return new SyncReport(
        NOW.plusSeconds(number),
        Duration.ofMillis(1_234 + number),
        new SyncReport.Counts(number, 1, 2, 3, 4, 5),
        77,
        "the interval",
        SyncReport.Stop.FINISHED,
        "");
  }

  @Test
  void aFailedTransactionLeavesNothingBehind() {
    does(
        tx -> {
          tx.outbox().append(entry(1, activityId(1)));
          tx.mirror().put(synced(1));
          tx.facts().set("cursor", "before");
        });
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.mirror().put(synced(2));
                      tx.outbox().remove("mutation-1");
                      tx.outbox().append(entry(2, activityId(2)));
                      tx.deadLetters().add(letter(1, activityId(1)));
                      tx.idMap().join("k", "s");
                      tx.acknowledged().add(acknowledged(1, activityId(1)));
                      tx.audit().record(event(1), FieldChanges.NONE);
                      tx.facts().set("cursor", "after");
                      tx.runs().add(report(1));
                      tx.staging().add(List.of(record(5)));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    does(
        tx -> {
          assertThat(tx.mirror().find(activityId(2))).isEmpty();
          assertThat(tx.outbox().list(9, 0)).containsExactly(entry(1, activityId(1)));
          assertThat(tx.outbox().size()).isEqualTo(1);
          assertThat(tx.deadLetters().size()).isZero();
          assertThat(tx.idMap().serverIdOf("k")).isEmpty();
          assertThat(tx.acknowledged().all()).isEmpty();
          assertThat(tx.audit().list(0, 9)).isEmpty();
          assertThat(tx.facts().get("cursor")).contains("before");
          assertThat(tx.runs().latest(9)).isEmpty();
          assertThat(tx.staging().find(activityId(5))).isEmpty();
        });
  }

  @Test
  void transactionsDoNotNest() {
    assertThatThrownBy(
            () ->
                does(tx -> store.inTransaction(Durability.RELAXED, inner -> inner.outbox().size())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(number(tx -> tx.outbox().size())).isZero();
  }

  @Test
  void listenersHearWhichTypesACommitTouched() {
    var heard = new ArrayList<Set<String>>();
    store.onCommit(heard::add);
    does(
        tx -> {
          tx.mirror().put(synced(1));
          tx.outbox().append(entry(1, new RecordId(PeerSupport.CONTACT, "c")));
        });
    run(tx -> tx.mirror().find(activityId(1)));
    assertThat(heard).containsExactly(Set.of(PeerSupport.ACTIVITY, PeerSupport.CONTACT));
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.mirror().put(synced(2));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(heard).hasSize(1);
  }
}
