package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.trail.AuditHandler;
import no.samsyn.wire.RecordJson;
import no.samsyn.wire.ServiceJson;
import org.junit.jupiter.api.Test;

/** Who is told and may change what, on whatever database. */
abstract class ScopeContract extends ServerContract {
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
              () ->
                  org.core
                      .audit()
                      .audit(
                          device.caller(),
                          AuditHandler.Request.all(),
                          OutputStream.nullOutputStream()))
          .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(403));
    }
  }

  @Test
  void organisationsNeverMix() throws IOException {
    org.core.addOrganisation("other");
    activityOf(org.ola);
    var stranger = org.device("admin", Caller.administrator("other", "admin"));
    assertThat(stranger.snapshot().records()).isEmpty();
    assertThatThrownBy(() -> stranger.pull(org.admin.cursor())).isInstanceOf(Refusal.class);
    var lines = new ByteArrayOutputStream();
    org.core.audit().audit(stranger.caller(), AuditHandler.Request.all(), lines);
    assertThat(lines.size()).isZero();
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
