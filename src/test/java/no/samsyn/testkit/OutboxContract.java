package no.samsyn.testkit;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.acknowledged;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.entry;
import static no.samsyn.testkit.Samples.grouped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;
import org.junit.jupiter.api.Test;

/** What every outbox keeps. */
public abstract class OutboxContract extends MirrorContract {
  private static final Outbox.Lease LEASE = new Outbox.Lease("run-1", NOW, NOW.plusSeconds(120));

  private void queue(OutboxEntry... entries) {
    does(tx -> List.of(entries).forEach(tx.outbox()::append));
  }

  protected List<String> ready(Instant now) {
    return run(tx -> tx.outbox().ready(now, 1_000)).stream().map(OutboxEntry::mutation).toList();
  }

  private OutboxEntry find(String mutation) {
    return run(tx -> tx.outbox().find(mutation)).orElseThrow();
  }

  private Hold holdOf(String mutation) {
    return find(mutation).hold();
  }

  @Test
  void anEntryComesBackAsItWasAppended() {
    var entry = entry(3, activityId(1));
    var held = entry(4, activityId(2), Hold.WAITS_FOR_RECORD, "a-key");
    var behind = entry(5, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-3");
    var sent =
        new OutboxEntry(
            Samples.mutation(6, activityId(4)),
            NOW,
            "the wire form",
            Hold.NONE,
            "",
            new Outbox.Delivery(3, NOW.plusSeconds(9), "timeout"));
    queue(entry, held, behind, sent);
    assertThat(listed(tx -> tx.outbox().list(10, 0))).containsExactly(entry, held, behind, sent);
    assertThat(listed(tx -> tx.outbox().list(2, 1))).containsExactly(held, behind);
    assertThat(find("mutation-4")).isEqualTo(held);
    assertThat(sought(tx -> tx.outbox().find("unknown"))).isEmpty();
    assertThat(listed(tx -> tx.outbox().of(activityId(1)))).containsExactly(entry, behind);
  }

  @Test
  void readyEntriesComeByRankAndThenByAge() {
    var mentor = new RecordId(PeerSupport.PEER_MENTOR_TYPE, "m1");
    var contact = new RecordId(PeerSupport.CONTACT, "c1");
    queue(
        entry(1, new RecordId(PeerSupport.EXPENSE, "e1")),
        entry(2, activityId(1)),
        entry(3, contact),
        entry(4, activityId(2)),
        entry(5, mentor));
    assertThat(ready(NOW))
        .containsExactly("mutation-5", "mutation-3", "mutation-2", "mutation-4", "mutation-1");
    assertThat(listed(tx -> tx.outbox().ready(NOW, 2))).hasSize(2);
  }

  @Test
  void onlyTheFirstEntryOfARecordIsReadyAndTheNextFollowsIt() {
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-1"),
        entry(3, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-2"),
        entry(4, activityId(2)));
    assertThat(ready(NOW)).containsExactly("mutation-1", "mutation-4");
    does(tx -> tx.outbox().remove("mutation-1"));
    assertThat(ready(NOW)).containsExactly("mutation-2", "mutation-4");
    assertThat(holdOf("mutation-3")).isEqualTo(Hold.BEHIND_PREDECESSOR);
    assertThat(find("mutation-2").waitsFor()).isEmpty();
  }

  @Test
  void removingALaterEntryFreesNobody() {
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-1"),
        entry(3, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-2"));
    does(tx -> tx.outbox().remove("mutation-2"));
    assertThat(ready(NOW)).containsExactly("mutation-1");
    assertThat(holdOf("mutation-3")).isEqualTo(Hold.BEHIND_PREDECESSOR);
  }

  @Test
  void removingTheFirstDoesNotFreeWhatWaitsForSomethingElse() {
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(1), Hold.NEEDS_PERSON, "mutation-0"),
        entry(3, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-2"));
    does(tx -> tx.outbox().remove("mutation-1"));
    assertThat(ready(NOW)).isEmpty();
    assertThat(holdOf("mutation-2")).isEqualTo(Hold.NEEDS_PERSON);
  }

  @Test
  void aRecordThatWasEmptiedTakesNewEntriesInTheSameTransaction() {
    queue(entry(1, activityId(1)));
    does(
        tx -> {
          tx.outbox().remove("mutation-1");
          assertThat(tx.outbox().of(activityId(1))).isEmpty();
          tx.outbox().append(entry(2, activityId(1)));
          assertThat(tx.outbox().of(activityId(1))).containsExactly(entry(2, activityId(1)));
          tx.outbox().append(entry(3, activityId(1)));
          tx.outbox().remove("mutation-2");
        });
    assertThat(ready(NOW)).containsExactly("mutation-3");
    assertThat(listed(tx -> tx.outbox().of(activityId(1)))).hasSize(1);
  }

  @Test
  void whatBeginsToWaitLaterIsReleasedAllTheSame() {
    queue(entry(1, activityId(1)), entry(2, activityId(2)));
    does(tx -> tx.outbox().release("key-1")); // nothing waits yet, and that is known then
    does(tx -> tx.outbox().hold("mutation-1", Hold.WAITS_FOR_RECORD, "key-1"));
    queue(entry(3, activityId(3), Hold.NEEDS_PERSON, "key-1"));
    assertThat(ready(NOW)).containsExactly("mutation-2");
    does(tx -> tx.outbox().release("key-1"));
    assertThat(ready(NOW)).containsExactly("mutation-1", "mutation-2", "mutation-3");
    queue(entry(4, activityId(4), Hold.WAITS_FOR_RECORD, "key-2"));
    does(tx -> tx.outbox().release("key-2"));
    assertThat(ready(NOW)).contains("mutation-4");
  }

  @Test
  void removingTwiceIsNoError() {
    queue(entry(1, activityId(1)));
    does(tx -> tx.outbox().remove("mutation-1"));
    does(tx -> tx.outbox().remove("mutation-1"));
    assertThat(number(tx -> tx.outbox().size())).isZero();
  }

  @Test
  void anUnsentEntryCanBeRewrittenAndASentOneNot() {
    queue(entry(1, activityId(1), Hold.WAITS_FOR_RECORD, "k"), entry(2, activityId(2)));
    var other =
        new OutboxEntry(
            withPlaceOf(1, 40),
            Instant.EPOCH,
            "",
            Hold.WAITS_FOR_RECORD,
            "k",
            Outbox.Delivery.FRESH);
    does(tx -> tx.outbox().rewrite(other));
    assertThat(find("mutation-1")).isEqualTo(other);
    does(tx -> tx.outbox().freeze("mutation-2", "wire", LEASE));
    assertThatThrownBy(() -> does(tx -> tx.outbox().rewrite(entry(2, activityId(2)))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> does(tx -> tx.outbox().rewrite(entry(9, activityId(2)))))
        .isInstanceOf(IllegalStateException.class);
  }

  /** The mutation of one number with the changes of another. */
  private static no.samsyn.model.Mutation withPlaceOf(long seq, long other) {
    var m = Samples.mutation(seq, activityId(seq));
    return new no.samsyn.model.Mutation(
        m.id(),
        m.device(),
        m.seq(),
        m.target(),
        m.basis(),
        Samples.mutation(other, activityId(1)).changes(),
        m.evidence(),
        m.links());
  }

  @Test
  void theFirstWireFormStaysForEver() {
    queue(entry(1, activityId(1)));
    assertThat(text(tx -> tx.outbox().freeze("mutation-1", "first", LEASE))).isEqualTo("first");
    var later = new Outbox.Lease("run-2", NOW.plusSeconds(500), NOW.plusSeconds(900));
    assertThat(text(tx -> tx.outbox().freeze("mutation-1", "second", later))).isEqualTo("first");
    var frozen = find("mutation-1");
    assertThat(frozen.wireForm()).isEqualTo("first");
    assertThat(frozen.sentAt()).isEqualTo(NOW);
    assertThat(frozen.delivery()).isEqualTo(Outbox.Delivery.FRESH);
    assertThatThrownBy(() -> does(tx -> tx.outbox().freeze("unknown", "w", LEASE)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLeasedEntryIsNotReadyUntilTheLeaseEndsOrIsGivenUp() {
    queue(entry(1, activityId(1)), entry(2, activityId(2)), entry(3, activityId(3)));
    does(tx -> tx.outbox().freeze("mutation-1", "w1", LEASE));
    does(tx -> tx.outbox().freeze("mutation-2", "w2", LEASE));
    assertThat(ready(NOW.plusSeconds(119))).containsExactly("mutation-3");
    does(tx -> tx.outbox().postpone("mutation-2", Outbox.Delivery.FRESH));
    assertThat(ready(NOW.plusSeconds(119))).containsExactly("mutation-2", "mutation-3");
    assertThat(ready(LEASE.until())).containsExactly("mutation-1", "mutation-2", "mutation-3");
  }

  @Test
  void everyLeaseIsGivenUpAtOnceAlsoOfThoseBehind() {
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-1"),
        entry(3, activityId(2), Hold.WAITS_FOR_RECORD, "k"),
        entry(4, activityId(4)));
    does(
        tx -> {
          tx.outbox().freeze("mutation-1", "w1", LEASE);
          tx.outbox().freeze("mutation-2", "w2", LEASE);
          tx.outbox().freeze("mutation-3", "w3", LEASE);
          tx.outbox().postpone("mutation-4", new Outbox.Delivery(1, NOW.plusSeconds(50), "busy"));
          tx.outbox().releaseLeases();
        });
    assertThat(ready(NOW)).containsExactly("mutation-1");
    does(
        tx -> {
          tx.outbox().remove("mutation-1");
          tx.outbox().release("k");
        });
    assertThat(ready(NOW)).containsExactly("mutation-2", "mutation-3");
    assertThat(ready(NOW.plusSeconds(50))).contains("mutation-4");
  }

  @Test
  void aPostponedEntryIsReadyWhenItIsDue() {
    queue(entry(1, activityId(1)), entry(2, activityId(2)));
    var outcome = new Outbox.Delivery(4, NOW.plusSeconds(30), "the server is busy");
    does(tx -> tx.outbox().postpone("mutation-1", outcome));
    assertThat(ready(NOW)).containsExactly("mutation-2");
    assertThat(ready(NOW.plusSeconds(29))).containsExactly("mutation-2");
    assertThat(find("mutation-1").delivery()).isEqualTo(outcome);
    assertThat(ready(NOW.plusSeconds(30))).containsExactly("mutation-1", "mutation-2");
    assertThat(find("mutation-1").delivery()).isEqualTo(outcome);
    assertThatThrownBy(() -> does(tx -> tx.outbox().postpone("unknown", outcome)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theNextDueTimeIsThatOfTheFirstPostponedEntry() {
    assertThat(sought(tx -> tx.outbox().nextDue())).isEmpty();
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(2)),
        entry(3, activityId(3), Hold.NEEDS_PERSON, "x"));
    does(
        tx -> {
          tx.outbox().postpone("mutation-1", new Outbox.Delivery(1, NOW.plusSeconds(60), ""));
          tx.outbox().postpone("mutation-2", new Outbox.Delivery(1, NOW.plusSeconds(40), ""));
          tx.outbox().postpone("mutation-3", new Outbox.Delivery(1, NOW.plusSeconds(20), ""));
        });
    assertThat(sought(tx -> tx.outbox().nextDue())).contains(NOW.plusSeconds(40));
  }

  @Test
  void whatMayGoNowIsNotDueLater() {
    queue(entry(1, activityId(1)), entry(2, activityId(2)));
    assertThat(nextDue()).as("nothing was postponed").isEmpty();
    does(tx -> tx.outbox().postpone("mutation-2", new Outbox.Delivery(1, NOW.plusSeconds(40), "")));
    assertThat(nextDue()).contains(NOW.plusSeconds(40));
    ready(NOW.plusSeconds(39));
    assertThat(nextDue()).contains(NOW.plusSeconds(40));
    ready(NOW.plusSeconds(40));
    assertThat(nextDue()).as("whoever asked what is ready was told of it").isEmpty();
  }

  @Test
  void whatIsBeingSentIsDueWhenItsLeaseEnds() {
    queue(entry(1, activityId(1)));
    does(
        tx ->
            tx.outbox()
                .freeze("mutation-1", "{}", new Outbox.Lease("me", NOW, NOW.plusSeconds(120))));
    assertThat(nextDue()).contains(NOW.plusSeconds(120));
    does(tx -> tx.outbox().releaseLeases());
    assertThat(nextDue()).isEmpty();
    does(
        tx ->
            tx.outbox()
                .freeze("mutation-1", "{}", new Outbox.Lease("me", NOW, NOW.plusSeconds(120))));
    does(tx -> tx.outbox().hold("mutation-1", Hold.WAITS_FOR_RECORD, "a"));
    assertThat(nextDue()).as("held").isEmpty();
    does(tx -> tx.outbox().release("a"));
    assertThat(nextDue()).as("an answer has come, and it may go").isEmpty();
  }

  private Optional<Instant> nextDue() {
    return sought(tx -> tx.outbox().nextDue());
  }

  @Test
  void heldEntriesGoWhenTheirWordIsNamed() {
    queue(entry(1, activityId(1)), entry(2, activityId(2)), entry(3, activityId(3)));
    does(
        tx -> {
          tx.outbox().hold("mutation-1", Hold.WAITS_FOR_RECORD, "a");
          tx.outbox().hold("mutation-2", Hold.NEEDS_PERSON, "a");
          tx.outbox().hold("mutation-3", Hold.WAITS_FOR_RECORD, "b");
        });
    assertThat(ready(NOW)).isEmpty();
    assertThat(find("mutation-2").waitsFor()).isEqualTo("a");
    does(tx -> tx.outbox().release("a"));
    assertThat(ready(NOW)).containsExactly("mutation-1", "mutation-2");
    assertThat(find("mutation-2").waitsFor()).isEmpty();
    assertThat(holdOf("mutation-3")).isEqualTo(Hold.WAITS_FOR_RECORD);
    assertThatThrownBy(() -> does(tx -> tx.outbox().hold("unknown", Hold.NEEDS_PERSON, "a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReleasedEntryStaysBehindAnEarlierOneOfItsRecord() {
    queue(
        entry(1, activityId(1)),
        entry(2, activityId(1), Hold.WAITS_FOR_RECORD, "a"),
        entry(3, activityId(1), Hold.NEEDS_PERSON, "a"));
    does(tx -> tx.outbox().release("a"));
    assertThat(ready(NOW)).containsExactly("mutation-1");
    assertThat(holdOf("mutation-2")).isEqualTo(Hold.BEHIND_PREDECESSOR);
    assertThat(holdOf("mutation-3")).isEqualTo(Hold.BEHIND_PREDECESSOR);
    does(tx -> tx.outbox().remove("mutation-1"));
    assertThat(ready(NOW)).containsExactly("mutation-2");
  }

  @Test
  void groupsAreFoundWhole() {
    queue(
        grouped(1, activityId(1), "g"),
        entry(2, activityId(2)),
        grouped(3, activityId(3), "g"),
        grouped(4, activityId(4), "h"));
    assertThat(listed(tx -> tx.outbox().inGroup("g")))
        .extracting(OutboxEntry::mutation)
        .containsExactly("mutation-1", "mutation-3");
    does(tx -> tx.outbox().remove("mutation-1"));
    assertThat(listed(tx -> tx.outbox().inGroup("g"))).hasSize(1);
    assertThat(listed(tx -> tx.outbox().inGroup("none"))).isEmpty();
  }

  @Test
  void reofferedEntriesAreFrozenAndGoBeforeWhatIsQueued() {
    queue(
        entry(11, activityId(1)),
        entry(12, activityId(1), Hold.BEHIND_PREDECESSOR, "mutation-11"),
        entry(13, activityId(2)),
        entry(14, activityId(3), Hold.NEEDS_PERSON, "x"));
    does(
        tx ->
            tx.outbox()
                .reoffer(
                    List.of(
                        acknowledged(3, activityId(1)),
                        acknowledged(5, activityId(1)),
                        acknowledged(4, activityId(3)))));
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(7);
    assertThat(ready(NOW)).containsExactly("mutation-3", "mutation-4", "mutation-13");
    var offered = find("mutation-3");
    assertThat(offered.wireForm()).isEqualTo("wire-3");
    assertThat(offered.sentAt()).isEqualTo(acknowledged(3, activityId(1)).at());
    assertThat(offered.local()).isEqualTo(Samples.mutation(3, activityId(1)));
    assertThat(holdOf("mutation-5")).isEqualTo(Hold.BEHIND_PREDECESSOR);
    assertThat(holdOf("mutation-11")).isEqualTo(Hold.BEHIND_PREDECESSOR);
    assertThat(holdOf("mutation-14")).isEqualTo(Hold.NEEDS_PERSON);
    does(
        tx -> {
          tx.outbox().remove("mutation-3");
          tx.outbox().remove("mutation-5");
        });
    assertThat(ready(NOW)).contains("mutation-11").doesNotContain("mutation-12");
  }

  @Test
  void theLengthAndTheLowestNumberAreKept() {
    assertThat(number(tx -> tx.outbox().size())).isZero();
    assertThat(number(tx -> tx.outbox().lowestSeq(42))).isEqualTo(42);
    queue(entry(5, activityId(1)), entry(4, activityId(2)), entry(9, activityId(3)));
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(3);
    assertThat(number(tx -> tx.outbox().lowestSeq(0))).isEqualTo(4);
    does(tx -> tx.outbox().remove("mutation-4"));
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(2);
    assertThat(number(tx -> tx.outbox().lowestSeq(0))).isEqualTo(5);
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.outbox().append(entry(20, activityId(1)));
                      assertThat(tx.outbox().size()).isEqualTo(3);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(number(tx -> tx.outbox().size())).isEqualTo(2);
  }
}
