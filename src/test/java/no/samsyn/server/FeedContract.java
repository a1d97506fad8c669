package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Refusal;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.Test;

/** What a device is told, and when it must start over, on whatever database. */
abstract class FeedContract extends ServerContract {
  private static void assertGone(Runnable call, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(410);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }

  @Test
  void aDeviceThatFollowsTheFeedHoldsWhatASnapshotHolds() {
    var held = org.north.snapshot();
    var one = activityOf(org.ola);
    var two = activityOf(org.nora);
    activityOf(org.siv);
    org.north.push(org.north.update(one, "minutes", Value.whole(5))).allApplied();
    var contact = org.activity(org.ola).with("display_name", "Bjørg");
    org.ola.push(org.ola.create("contact", org.ola.key(), contact)).allApplied();
    org.north.push(org.north.delete(two)).allApplied();
    held = org.north.follow(held);
    assertThat(held.records()).isEqualTo(org.north.snapshot().records());
    assertThat(org.north.pull(held.cursor()).records()).isEmpty();
  }

  @Test
  void aRecordThatChangedOftenIsToldOnceAtItsLatestState() {
    var cursor = org.ola.cursor();
    var record = activityOf(org.ola);
    for (var minutes = 1; minutes <= 5; minutes++) {
      record =
          org.ola.push(org.ola.update(record, "minutes", Value.whole(minutes))).only().record();
    }
    assertThat(org.ola.pull(cursor).records()).containsExactly(record);
  }

  @Test
  void ownChangesNeedNotComeBackWhereNothingElseHappened() {
    var cursor = org.ola.cursor();
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var advanced = org.ola.push(cursor, 0, 0, create).answer().cursor();
    assertThat(advanced).isNotNull();
    assertThat(org.ola.pull(advanced).records()).isEmpty();
    activityOf(org.nora);
    var second = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    assertThat(org.ola.push(advanced, 0, 0, second).answer().cursor()).isNull();
    assertThat(org.ola.pull(advanced).records()).hasSize(1);
  }

  @Test
  void aCursorThatIsNoneOfOursStartsOver() {
    assertGone(() -> org.ola.pull(""), "cursor-expired");
    assertGone(() -> org.ola.pull("bm9uc2Vuc2U.bm9uc2Vuc2U"), "cursor-expired");
    assertGone(() -> org.ola.snapshotPage("bm9uc2Vuc2U.bm9uc2Vuc2U", 10), "cursor-expired");
    assertGone(() -> org.nora.pull(org.ola.cursor()), "scope-changed");
    var cursor = org.ola.cursor();
    var flipped = (cursor.charAt(0) == 'a' ? 'b' : 'a') + cursor.substring(1);
    assertGone(() -> org.ola.pull(flipped), "cursor-expired");
  }

  @Test
  void aDatabaseFromABackupChangesItsEpochOnceAndTheRestIsOfferedAgain() {
    var kept = activityOf(org.ola);
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var lost = org.ola.push(create).only();
    var cursor = org.ola.cursor();
    var north = org.north.cursor();
    forgetNewest();
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
    var epoch = org.dump("select epoch from organisation");
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
    assertGone(() -> org.north.pull(north), "epoch-changed");
    assertThat(org.dump("select epoch from organisation")).isEqualTo(epoch);
    var again = org.ola.push(create).only();
    assertThat(again.replayed()).isNull();
    assertThat(again.record().serverId()).isEqualTo(lost.record().serverId());
    assertThat(org.ola.snapshot().records()).containsKey(TestDevice.nameOf(kept));
  }

  @Test
  void anotherPastIsNoticedEvenWhereTheCounterHasGrownAgain() {
    activityOf(org.ola);
    var cursor = org.ola.cursor();
    forgetNewest();
    activityOf(org.nora);
    activityOf(org.nora);
    var push = org.ola.push(cursor, 0, 0);
    assertThat(push.answer().cursor()).isNull();
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
    assertThat(org.count("select count(*) from audit_entry where action = 'epoch-changed'"))
        .isEqualTo(1);
  }

  /** The simulator's loops lost data so: nobody had a cursor when the backup was put back. */
  @Test
  void aDeviceThatLostItsCursorStillProvesThatTheDatabaseCameFromABackup() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    org.ola.presents(org.ola.push(create).answer().landmark());
    forgetNewest();
    var before = org.dump("select epoch from organisation");

    var page = org.ola.snapshotPage("", 1_000);

    assertThat(page.end().epoch()).isNotIn(before);
    assertThat(org.dump("select epoch from organisation")).containsExactly(page.end().epoch());
    org.ola.snapshotPage("", 1_000);
    assertThat(org.dump("select epoch from organisation"))
        .as("a landmark of an epoch that is over says nothing")
        .containsExactly(page.end().epoch());
  }

  @Test
  void aLandmarkProvesItHoweverFarTheServerHasComeSince() {
    var cursor = org.ola.cursor();
    var own = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    org.ola.presents(org.ola.push(own).answer().landmark());
    forgetNewest();
    activityOf(org.nora);
    activityOf(org.nora);
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
    var epoch = org.dump("select epoch from organisation");

    assertThat(org.ola.push("", 0, 0).answer().epoch()).isEqualTo(epoch.get(0));
    assertThat(org.count("select count(*) from audit_entry where action = 'epoch-changed'"))
        .isEqualTo(1);
  }

  @Test
  void aLandmarkThatFitsOrIsMadeUpChangesNothing() {
    var epoch = org.dump("select epoch from organisation");
    var first = org.ola.pull(org.ola.cursor()).landmark();
    activityOf(org.ola);
    var later = org.ola.snapshotPage("", 1_000).end().landmark();
    assertThat(later.at()).isGreaterThan(first.at());
    for (var shown : List.of(first, later, new FeedJson.Landmark(99, later.word() + "x"))) {
      org.ola.presents(shown);
      org.ola.pull(org.ola.cursor());
      org.ola.push();
    }
    assertThat(org.dump("select epoch from organisation")).isEqualTo(epoch);
  }

  /**
   * Found by the simulator (seed 4890): the second backup was of the first life, so its epoch was
   * one that echoes still knew, and a push of then was written once more.
   */
  @Test
  void aLandmarkOfALifeThatTheDatabaseLostEndsTheEpochOnce() {
    var first = org.dump("select epoch from organisation").get(0);
    org.core.epochs().restored(TestOrganisation.ORG, "operator");
    org.ola.presents(org.ola.snapshotPage("", 1_000).end().landmark());
    putBackToEpoch(first);

    var second = org.ola.push().answer().epoch();

    assertThat(second).isNotEqualTo(first);
    assertThat(org.ola.push().answer().epoch()).as("it is told of again").isEqualTo(second);
    assertThat(org.dump("select epoch from organisation")).containsExactly(second);
  }

  private void putBackToEpoch(String epoch) {
    database()
        .write(
            tx -> {
              tx.update("delete from past_epoch");
              return tx.update("update organisation set epoch = ?", epoch);
            });
  }

  /** Seed 154: an echo wrote what had ended as a review in the life before. */
  @Test
  void aPushOfAnEpochThatIsOverChangesNothingAndHearsOfTheNewOne() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    org.ola.knows(org.dump("select epoch from organisation").get(0));
    org.core.epochs().restored(TestOrganisation.ORG, "operator");
    var feed = org.count("select count(*) from feed");

    var late = org.ola.push(create);

    assertThat(late.statuses()).containsExactly("deferred");
    assertThat(org.count("select count(*) from feed")).isEqualTo(feed);
    assertThat(org.count("select count(*) from receipt where mutation = '" + create.id() + "'"))
        .isZero();
    org.ola.knows(late.answer().epoch());
    org.ola.push(create).allApplied();
  }

  @Test
  void anOperatorCanSayThatTheDatabaseWasRestored() {
    var cursor = org.ola.cursor();
    org.core.epochs().restored(TestOrganisation.ORG, "operator");
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
  }

  @Test
  void aCursorFromBeforeForgottenDeletionsStartsOver() {
    var old = org.ola.cursor();
    var record = activityOf(org.ola);
    org.ola.push(org.ola.delete(record)).allApplied();
    var half = org.north.snapshotPage("", 2).end().next();
    var later = org.ola.cursor();
    org.time.pass(Duration.ofDays(401));
    activityOf(org.ola);
    org.core.tombstones().collect(TestOrganisation.ORG, org.time.now().minus(Duration.ofDays(400)));
    assertGone(() -> org.ola.pull(old), "cursor-expired");
    assertThat(org.ola.pull(later).records()).hasSize(1);
    assertThat(org.north.snapshotPage(half, 2).lines()).isNotEmpty();
    var back = org.ola.push(org.ola.create("activity", record.key(), org.activity(org.ola))).only();
    assertThat(back.status()).as("a tombstone never comes back").isEqualTo("conflict");
  }

  @Test
  void aSnapshotWhoseStartTheFloorPassedStartsOver() {
    var record = activityOf(org.ola);
    var half = org.north.snapshotPage("", 2).end().next();
    org.ola.push(org.ola.delete(record)).allApplied();
    org.time.pass(Duration.ofDays(401));
    org.core.tombstones().collect(TestOrganisation.ORG, org.time.now().minus(Duration.ofDays(400)));
    assertGone(() -> org.north.snapshotPage(half, 2), "cursor-expired");
  }

  @Test
  void aSnapshotThatIsCutGoesOnAndWithTheFeedIsExact() {
    for (var i = 0; i < 7; i++) {
      activityOf(org.ola);
    }
    var first = org.ola.snapshotPage("", 4);
    assertThat(first.lines()).hasSize(4);
    var victim = Json.read(first.lines().get(3), RecordJson.class);
    org.ola.push(org.ola.delete(victim)).allApplied();
    activityOf(org.ola);
    var second = org.ola.snapshotPage(first.end().next(), 1000);
    assertThat(second.end().next()).isNull();
    var told = new ArrayList<RecordJson>();
    for (var lines : List.of(first.lines(), second.lines())) {
      lines.forEach(line -> told.add(Json.read(line, RecordJson.class)));
    }
    var records = new LinkedHashMap<String, RecordJson>();
    told.forEach(record -> records.put(TestDevice.nameOf(record), record));
    var held = org.ola.follow(new TestDevice.Snapshot(records, second.end().cursor()));
    assertThat(held.records()).isEqualTo(org.ola.snapshot().records());
    assertThat(told).isSortedAccordingTo((a, b) -> Integer.compare(rank(a), rank(b)));
  }

  @Test
  void snapshotLinesAreWrittenLikeRecords() {
    var fields =
        org.activity(org.ola)
            .with("note", "\"peer_mentor\":\"s-0123456789abcdef0123456789abcdef\" \\ {}[],")
            .with("peer_mentor_copy", Value.nothing())
            .with(
                "deep",
                new Value.Structure(
                    Map.of("type", Value.text("s-0123456789abcdef0123456789abcdef"))));
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    assertThat(org.ola.snapshot().records()).containsEntry(TestDevice.nameOf(record), record);
  }

  /** What a restored backup looks like: the newest mutation never was. */
  private void forgetNewest() {
    database()
        .write(
            tx -> {
              tx.update(
                  "delete from record where last_mutation in"
                      + " (select mutation from feed where seq = (select max(seq) from feed))");
              tx.update(
                  "delete from receipt where mutation in"
                      + " (select mutation from feed where seq = (select max(seq) from feed))");
              tx.update("delete from feed where seq = (select max(seq) from feed)");
              tx.update("delete from audit_open where n = (select max(n) from audit_entry)");
              tx.update("delete from audit_entry where n = (select max(n) from audit_entry)");
              return tx.update(
                  "update organisation set seq = seq - 1, audit_count = audit_count - 1,"
                      + " audit_hash = (select hash from audit_entry"
                      + " where n = (select max(n) from audit_entry))");
            });
  }

  private static int rank(RecordJson record) {
    return PeerSupport.schemas().rank(record.entity());
  }
}
