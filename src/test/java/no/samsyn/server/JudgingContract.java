package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.wire.PushJson;
import org.junit.jupiter.api.Test;

/** Which verdict a mutation gets: conflicts, chains, groups, budget, on whatever database. */
abstract class JudgingContract extends ServerContract {
  @Test
  void aStaleBaseGetsTheCurrentRecordAndWhatChangedSince() {
    var record = created(org.ola, org.ola).record();
    var second = org.north.push(org.north.update(record, "minutes", Value.whole(90))).only();
    org.north.push(org.north.update(second.record(), "place", Value.absent())).allApplied();
    var result = org.ola.push(org.ola.update(record, "theme", Value.text("NAV"))).only();
    assertThat(result.status()).isEqualTo("conflict");
    assertThat(result.record().version()).isEqualTo(3);
    assertThat(result.since())
        .extracting(PushJson.Since::field)
        .containsExactly("minutes", "place");
    var minutes = result.since().get(0);
    assertThat(minutes.value()).isEqualTo(Value.whole(90));
    assertThat(minutes.version()).isEqualTo(2);
    assertThat(minutes.by().author()).isEqualTo("nina");
    assertThat(result.since().get(1).value()).isIn(null, Value.absent());
    assertThat(org.count("select count(*) from feed where record = '" + record.serverId() + "'"))
        .isEqualTo(3);
  }

  @Test
  void aConflictBringsBackTheRecordThatItsAuthorSaw() {
    var seen = created(org.ola, org.ola).record();
    var withNull = org.ola.push(org.ola.update(seen, "theme", Value.nothing())).only().record();
    var second = org.north.push(org.north.update(withNull, "minutes", Value.whole(90))).only();
    var third =
        org.north.push(org.north.update(second.record(), "minutes", Value.whole(95))).only();
    var fourth = org.north.push(org.north.update(third.record(), "place", Value.absent())).only();
    var fifth = org.north.push(org.north.update(fourth.record(), "note", Value.text("x"))).only();
    org.north.push(org.north.update(fifth.record(), "theme", Value.text("NAV"))).allApplied();
    var stale = org.ola.update(withNull, "members", Value.whole(2));
    var first = org.ola.push(stale).only();
    var rebuilt = first.record().fields();
    for (var since : first.since()) {
      rebuilt =
          rebuilt.with(since.field(), since.before() == null ? Value.absent() : since.before());
    }
    assertThat(rebuilt).isEqualTo(withNull.fields());
    assertThat(rebuilt.get("theme"))
        .as("null is not the same as absent")
        .isEqualTo(Value.nothing());
    assertThat(first.since().get(0).before()).as("the oldest of two").isEqualTo(Value.whole(60));
    assertThat(org.ola.push(stale).only().since()).as("repeated").isEqualTo(first.since());
  }

  @Test
  void referencesInWhatChangedSinceAreKeysOnBothSides() {
    var one = contactOf(org.ola);
    var two = contactOf(org.ola);
    var fields = org.activity(org.ola).with("contact", one);
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    org.north.push(org.north.update(record, "contact", Value.text(two))).allApplied();
    var result = org.ola.push(org.ola.update(record, "theme", Value.text("NAV"))).only();
    assertThat(result.since().get(0).before()).isEqualTo(Value.text(one));
    assertThat(result.since().get(0).value()).isEqualTo(Value.text(two));
  }

  @Test
  void aBaseAheadOfTheServerIsAConflictToo() {
    var record = created(org.ola, org.ola).record();
    var update = org.ola.update(record, "minutes", Value.whole(90));
    var ahead =
        new Mutation(
            update.id(),
            update.device(),
            update.seq(),
            update.target(),
            Mutation.Basis.version(9),
            update.changes(),
            update.evidence(),
            update.links());
    assertThat(org.ola.push(ahead).only().status()).isEqualTo("conflict");
  }

  @Test
  void aTombstoneStaysAndIsShownToWhoeverComesLate() {
    var record = created(org.ola, org.ola).record();
    var deleted = org.ola.push(org.ola.delete(record)).only().record();
    assertThat(deleted.presence()).isEqualTo("deleted");
    assertThat(deleted.fields()).isNull();
    var late = org.north.push(org.north.update(record, "minutes", Value.whole(5))).only();
    assertThat(late.status()).isEqualTo("conflict");
    assertThat(late.record().presence()).isEqualTo("deleted");
    var again =
        org.ola.push(org.ola.create("activity", record.key(), org.activity(org.ola))).only();
    assertThat(again.status()).isEqualTo("conflict");
    assertThat(again.record().presence()).isEqualTo("deleted");
    assertThat(org.dump("select body from record where id = '" + record.serverId() + "'"))
        .containsExactly("");
  }

  @Test
  void aChainOfChangesOfOneRecordGoesInOneBatch() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var second = org.ola.follow(create, "minutes", Value.whole(70));
    var third = org.ola.follow(second, "minutes", Value.whole(80));
    var results = org.ola.push(create, second, third).allApplied().results();
    assertThat(results).extracting(r -> r.record().version()).containsExactly(1L, 2L, 3L);
    var fourth = org.ola.follow(third, "minutes", Value.whole(90));
    assertThat(org.ola.push(fourth).only().record().version()).isEqualTo(4);
  }

  @Test
  void whatFollowsAChangeButWasWrittenOverUnseenWordsIsAConflict() {
    var fields = org.activity(org.ola).with("note", "somebody's word");
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    var fits = org.ola.update(record, "minutes", Value.whole(70));
    var unseen = org.ola.follow(fits, "note", Value.text("mine"));
    var results = org.ola.push(fits, unseen).results();
    assertThat(results).extracting(PushJson.Result::status).containsExactly("applied", "conflict");
    assertThat(results.get(1).record().fields().text("note")).isEqualTo("somebody's word");
  }

  @Test
  void whatFollowsARefusedOrUnknownChangeIsBlockedByIt() {
    var bad = org.ola.create("activity", org.ola.key(), org.activity(org.ola).with("minutes", 0));
    var next = org.ola.follow(bad, "minutes", Value.whole(70));
    var results = org.ola.push(bad, next).results();
    assertThat(results).extracting(PushJson.Result::status).containsExactly("rejected", "blocked");
    assertThat(results.get(1).blockedBy()).isEqualTo(bad.id());
    assertThat(org.ola.push(next).only().blockedBy()).isEqualTo(bad.id());
    var record = created(org.ola, org.ola).record();
    var never = org.ola.update(record, "minutes", Value.whole(1));
    assertThat(org.ola.push(org.ola.follow(never, "minutes", Value.whole(2))).only().status())
        .isEqualTo("blocked");
    assertThat(org.count("select count(*) from receipt where mutation = '" + next.id() + "'"))
        .isZero();
  }

  @Test
  void whatFollowsAChangeIsBlockedOnceSomebodyElseMovedTheRecord() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var record = org.ola.push(create).only().record();
    org.north.push(org.north.update(record, "place", Value.text("Narvik"))).allApplied();
    var next = org.ola.push(org.ola.follow(create, "minutes", Value.whole(70))).only();
    assertThat(next.status()).isEqualTo("blocked");
    assertThat(next.blockedBy()).isEqualTo(create.id());
  }

  @Test
  void aGroupIsDoneWholeOrNotAtAll() {
    var one = created(org.ola, org.ola).record();
    var two = created(org.ola, org.ola).record();
    org.north.push(org.north.update(two, "minutes", Value.whole(5))).allApplied();
    var first = TestDevice.inGroup(org.ola.update(one, "minutes", Value.whole(70)), "g1");
    var stale = TestDevice.inGroup(org.ola.update(two, "minutes", Value.whole(70)), "g1");
    var alone = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var results = org.ola.push(first, stale, alone).results();
    assertThat(results)
        .extracting(PushJson.Result::status)
        .containsExactly("blocked", "conflict", "applied");
    assertThat(results.get(0).blockedBy()).isEqualTo(stale.id());
    assertThat(org.ola.push(first).only().status()).isEqualTo("applied");
  }

  @Test
  void aGroupThatFitsIsAppliedWithRecordsThatReferToEachOther() {
    var contact = org.ola.key();
    var create =
        TestDevice.inGroup(org.ola.create("contact", contact, contactFields(org.ola)), "g2");
    var activity =
        TestDevice.inGroup(
            org.ola.create(
                "activity", org.ola.key(), org.activity(org.ola).with("contact", contact)),
            "g2");
    org.ola.push(create, activity).allApplied();
  }

  @Test
  void aGroupOfMoreThanFiftyIsRefused() {
    var members =
        IntStream.range(0, 51)
            .mapToObj(i -> org.ola.create("activity", org.ola.key(), org.activity(org.ola)))
            .map(create -> TestDevice.inGroup(create, "g3"))
            .toArray(Mutation[]::new);
    assertThat(org.ola.push(members).results())
        .allSatisfy(r -> assertThat(r.problem().code()).isEqualTo("group-too-large"));
  }

  @Test
  void whenTimeRunsOutTheRestIsDeferredAndTakenLater() {
    var creates =
        IntStream.range(0, 20)
            .mapToObj(i -> org.ola.create("activity", org.ola.key(), org.activity(org.ola)))
            .toArray(Mutation[]::new);
    org.time.stepOnEachLook(Duration.ofSeconds(1));
    var pushed = org.ola.push(creates);
    org.time.stepOnEachLook(Duration.ZERO);
    assertThat(pushed.answer().budgetExhausted()).isTrue();
    assertThat(pushed.statuses()).startsWith("applied").endsWith("deferred");
    assertThat(org.ola.push(creates).allApplied().answer().budgetExhausted()).isFalse();
  }

  @Test
  void aPushThatKeepsMeetingOthersIsTakenItemByItem() {
    var looks = new AtomicInteger();
    var one = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var next = org.ola.follow(one, "minutes", Value.whole(70));
    var two =
        TestDevice.inGroup(org.ola.create("contact", org.ola.key(), contactFields(org.ola)), "g");
    var three =
        TestDevice.inGroup(org.ola.create("activity", org.ola.key(), org.activity(org.ola)), "g");
    // Somebody moves a record after each of the first four looks: three tries and the first item.
    org.time.onEachLook(
        () -> {
          if (looks.incrementAndGet() <= 4) {
            database().write(tx -> tx.update("update organisation set moves = moves + 1"));
          }
        });
    var pushed = org.ola.push(one, next, two, three);
    org.time.onEachLook(() -> {});
    assertThat(pushed.statuses()).containsExactly("deferred", "deferred", "applied", "applied");
    org.ola.push(one, next, two, three).allApplied();
    assertThat(org.count("select count(*) from feed"))
        .isEqualTo(org.count("select seq from organisation"));
  }
}
