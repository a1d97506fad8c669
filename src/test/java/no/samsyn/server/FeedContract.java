package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.feed.AuditHandler;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Database;
import no.samsyn.wire.RecordJson;
import no.samsyn.wire.ServiceJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pulling must do, on whatever database. */
abstract class FeedContract {
  private Database database;
  private TestOrganisation org;

  abstract Database newDatabase();

  @BeforeEach
  void open() {
    database = newDatabase();
    org = new TestOrganisation(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RecordJson activityOf(TestDevice mentor) {
    return mentor
        .push(mentor.create("activity", mentor.key(), org.activity(mentor)))
        .allApplied()
        .only()
        .record();
  }

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
    assertThat(org.count("select count(*) from audit where action = 'epoch-changed'")).isEqualTo(1);
  }

  @Test
  void anOperatorCanSayThatTheDatabaseWasRestored() {
    var cursor = org.ola.cursor();
    org.core.epochs().restored(TestOrganisation.ORG, "operator");
    assertGone(() -> org.ola.pull(cursor), "epoch-changed");
  }

  /** What a restored backup looks like: the newest mutation never was. */
  private void forgetNewest() {
    database.write(
        tx -> {
          tx.update(
              "delete from record where last_mutation in"
                  + " (select mutation from feed where seq = (select max(seq) from feed))");
          tx.update(
              "delete from receipt where mutation in"
                  + " (select mutation from feed where seq = (select max(seq) from feed))");
          tx.update("delete from feed where seq = (select max(seq) from feed)");
          tx.update("delete from audit where n = (select max(n) from audit)");
          return tx.update("update organisation set seq = seq - 1, audit_count = audit_count - 1");
        });
  }

  @Test
  void nobodyIsToldAnythingOfAnotherUnit() {
    var northern = activityOf(org.ola);
    var southern = activityOf(org.siv);
    var cursor = org.north.cursor();
    var mine = org.north.snapshot().records().values();
    assertThat(mine).contains(northern).doesNotContain(southern);
    assertThat(mine.toString()).doesNotContain("siv").doesNotContain(org.siv.mentorKey());
    org.siv.push(org.siv.update(southern, "minutes", Value.whole(5))).allApplied();
    assertThat(org.north.pull(cursor).records()).isEmpty();
    var update = org.north.push(org.north.update(southern, "minutes", Value.whole(6))).only();
    assertThat(update.problem().code()).isEqualTo("out-of-scope");
    assertThat(update.record()).isNull();
    var taken =
        org.north.push(org.north.create("activity", southern.key(), org.activity(org.ola))).only();
    assertThat(taken.status()).isEqualTo("rejected");
    assertThat(taken.record()).isNull();
    var proxy = org.north.create("activity", org.north.key(), org.activity(org.siv));
    assertThat(org.north.push(proxy).only().problem().code()).isEqualTo("out-of-scope");
    var onBehalf = org.north.create("activity", org.north.key(), org.activity(org.ola));
    assertThat(
            org.north
                .push(TestDevice.onBehalfOf(onBehalf, org.siv.mentorKey()))
                .only()
                .problem()
                .code())
        .isEqualTo("out-of-scope");
    assertThat(org.north.snapshotPage("", 1000).lines().toString()).doesNotContain("\"siv\"");
  }

  @Test
  void aMentorSeesOwnRecordsAndWhatAllShareAndNothingElse() {
    activityOf(org.nora);
    var own = activityOf(org.ola);
    assertThat(org.ola.snapshot().records().keySet())
        .containsExactlyInAnyOrder(
            "peer_mentor/" + org.ola.mentorKey(),
            "activity_type/" + org.type,
            TestDevice.nameOf(own));
  }

  @Test
  void devicesAreListedForThoseWhoLookAfterTheirMentors() {
    org.ola.push("", 0, 17);
    org.siv.push("", 0, 3);
    assertThatThrownBy(() -> org.core.devices().devices(org.ola.caller()))
        .isInstanceOf(Refusal.class);
    var seen = org.core.devices().devices(org.north.caller()).devices();
    assertThat(seen).extracting(ServiceJson.Device::user).contains("ola").doesNotContain("siv");
    var device = seen.stream().filter(d -> "ola".equals(d.user())).findFirst().orElseThrow();
    assertThat(device.unsent()).isEqualTo(17);
    assertThat(device.peerMentor()).isEqualTo(org.ola.mentorKey());
    assertThat(org.core.devices().devices(org.admin.caller()).devices())
        .extracting(ServiceJson.Device::user)
        .contains("ola", "siv", "admin");
  }

  @Test
  void theAuditTrailIsForAdministrators() {
    for (var device : List.of(org.ola, org.north)) {
      assertThatThrownBy(
              () -> org.core.audit().audit(device.caller(), AuditHandler.Request.all(), line -> {}))
          .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(403));
    }
  }

  @Test
  void organisationsNeverMix() {
    org.core.addOrganisation("other");
    activityOf(org.ola);
    var stranger = org.device("admin", Caller.administrator("other", "admin"));
    assertThat(stranger.snapshot().records()).isEmpty();
    assertThatThrownBy(() -> stranger.pull(org.admin.cursor())).isInstanceOf(Refusal.class);
    var lines = new ArrayList<String>();
    org.core.audit().audit(stranger.caller(), AuditHandler.Request.all(), lines::add);
    assertThat(lines).isEmpty();
    var same = stranger.create("activity_type", org.type, TestOrganisation.typeFields());
    assertThat(stranger.push(same).allApplied().only().record().serverId())
        .isNotEqualTo(org.admin.snapshot().records().get("activity_type/" + org.type).serverId());
  }

  @Test
  void aMentorWhoChangesUnitTakesAllRecordsAlong() {
    var one = activityOf(org.ola);
    var two = activityOf(org.ola);
    var others = activityOf(org.nora);
    var gone = org.ola.push(org.ola.delete(activityOf(org.ola))).only().record();
    var north = org.north.snapshot();
    var south = org.south.snapshot();
    var own = org.ola.snapshot();
    var mentor = north.records().get("peer_mentor/" + org.ola.mentorKey());
    var answer =
        org.admin
            .push(org.admin.cursor(), 0, 0, org.admin.update(mentor, "unit", Value.text("south")))
            .allApplied()
            .answer();
    assertThat(answer.cursor()).as("more happened than the results tell").isNull();
    var told = org.north.pull(north.cursor()).records();
    assertThat(told).extracting(RecordJson::presence).containsOnly("out-of-scope").hasSize(4);
    assertThat(told.toString()).doesNotContain("admin").doesNotContain("ola");
    assertThat(org.north.follow(north).records())
        .isEqualTo(org.north.snapshot().records())
        .containsKey(TestDevice.nameOf(others))
        .doesNotContainKey(TestDevice.nameOf(one));
    assertThat(org.south.follow(south).records())
        .isEqualTo(org.south.snapshot().records())
        .containsKeys(TestDevice.nameOf(one), TestDevice.nameOf(two))
        .doesNotContainKey(TestDevice.nameOf(gone));
    assertThat(org.ola.follow(own).records()).isEqualTo(org.ola.snapshot().records());
    assertThat(org.north.push(org.north.update(one, "minutes", Value.whole(9))).only().status())
        .isEqualTo("rejected");
    org.south.push(org.south.update(one, "minutes", Value.whole(9))).allApplied();
  }

  @Test
  void aMentorWhoLeavesAndComesBackIsNotLostOnTheWay() {
    var one = activityOf(org.ola);
    var north = org.north.snapshot();
    var mentor = north.records().get("peer_mentor/" + org.ola.mentorKey());
    var away = org.admin.push(org.admin.update(mentor, "unit", Value.text("south"))).only();
    org.admin.push(org.admin.update(away.record(), "unit", Value.text("north"))).allApplied();
    assertThat(org.north.follow(north).records())
        .isEqualTo(org.north.snapshot().records())
        .containsKey(TestDevice.nameOf(one));
  }

  @Test
  void aRecordThatIsGivenToAnotherMentorLeavesTheFirst() {
    var one = activityOf(org.ola);
    var ola = org.ola.snapshot();
    var nora = org.nora.snapshot();
    var north = org.north.snapshot();
    var key = Value.text(org.nora.mentorKey());
    org.north.push(org.north.update(one, "peer_mentor", key)).allApplied();
    assertThat(org.ola.follow(ola).records()).isEqualTo(org.ola.snapshot().records());
    assertThat(org.nora.follow(nora).records())
        .isEqualTo(org.nora.snapshot().records())
        .containsKey(TestDevice.nameOf(one));
    assertThat(org.north.follow(north).records()).isEqualTo(org.north.snapshot().records());
  }

  @Test
  void whatIsAddedAndMovedInOneBatchEndsInTheRightUnit() {
    var mentor = org.north.snapshot().records().get("peer_mentor/" + org.ola.mentorKey());
    var one = activityOf(org.ola);
    var north = org.north.snapshot();
    org.admin
        .push(
            org.admin.update(one, "minutes", Value.whole(5)),
            org.admin.update(mentor, "unit", Value.text("south")),
            org.admin.create("activity", org.admin.key(), org.activity(org.ola)))
        .allApplied();
    assertThat(org.dump("select unit from record where entity = 'activity'")).containsOnly("south");
    assertThat(org.north.follow(north).records()).isEqualTo(org.north.snapshot().records());
  }

  @Test
  void whatAMentorMayNotDecideIsRefused() {
    var mentor = org.ola.snapshot().records().get("peer_mentor/" + org.ola.mentorKey());
    var move = org.ola.push(org.ola.update(mentor, "unit", Value.text("south"))).only();
    assertThat(move.problem().code()).isEqualTo("forbidden");
    org.ola.push(org.ola.update(mentor, "phone", Value.text("41234567"))).allApplied();
    var type = org.ola.snapshot().records().get("activity_type/" + org.type);
    var rename = org.ola.push(org.ola.update(type, "name_nb", Value.text("Tull"))).only();
    assertThat(rename.problem().code()).isEqualTo("forbidden");
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

  private static int rank(RecordJson record) {
    return PeerSupport.schemas().rank(record.entity());
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

  @Test
  void aCoordinatorOfTwoUnitsSeesBoth() {
    var both =
        org.device(
            "two", Caller.coordinator(TestOrganisation.ORG, "two", Set.of("north", "south")));
    var one = activityOf(org.ola);
    var two = activityOf(org.siv);
    assertThat(both.snapshot().records().values()).contains(one, two);
    var mentor = both.snapshot().records().get("peer_mentor/" + org.ola.mentorKey());
    var held = both.snapshot();
    both.push(both.update(mentor, "unit", Value.text("south"))).allApplied();
    assertThat(both.follow(held).records()).isEqualTo(both.snapshot().records());
  }
}
