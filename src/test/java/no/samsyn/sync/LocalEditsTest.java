package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class LocalEditsTest {
  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void aSaveIsRecordEntryAndAuditEventTogether() {
    var id = device.addActivity(30);

    assertThat(device.row(id).state()).isEqualTo(RowState.UNSENT);
    assertThat(device.queued()).hasSize(1);
    assertThat(events()).extracting(AuditEvent::action).containsExactly(AuditAction.SAVED);
    assertThat(events().get(0).detail()).doesNotContain("30");
  }

  @Test
  void aSaveThatFailsInTheMiddleLeavesNothing() {
    var failing = new FailingAfter(device.store, 3);
    var edits =
        new LocalEdits(failing, device.schemas, device.time, device.chance, ServerClock.UNKNOWN);

    assertThat(
            failing.failsAt(() -> edits.create(Edit.Wish.of("activity", TestDevice.activity(30)))))
        .isTrue();

    assertThat(device.queued()).isEmpty();
    assertThat(events()).isEmpty();
    assertThat(
            device
                .run(
                    tx ->
                        tx.mirror().list(new RecordQuery("activity", List.of(), "", false, 10, 0)))
                .total())
        .isZero();
  }

  @Test
  void editsOfWhatWasNeverSentJoinOneEntry() {
    var id = device.addActivity(30);
    device.edit(id, "minutes", Value.whole(45));
    device.edit(id, "place", Value.text("Tromsø"));

    assertThat(device.queued()).hasSize(1);
    var create = device.queued().get(0).local();
    assertThat(create.target().op()).isEqualTo(Op.CREATE);
    assertThat(create.changes().applyTo(Fields.NONE)).isEqualTo(device.row(id).view());
  }

  @Test
  void anEditOfWhatWasSentIsAnEntryOfItsOwnThatFollows() {
    var id = device.addActivity(30);
    freezeAll();
    device.edit(id, "minutes", Value.whole(45));
    device.edit(id, "place", Value.text("Bodø"));

    assertThat(device.queued()).hasSize(2);
    var second = device.queued().get(1);
    assertThat(second.local().basis().follows()).isEqualTo(device.queued().get(0).mutation());
    assertThat(second.hold()).isEqualTo(OutboxEntry.Hold.BEHIND_PREDECESSOR);
    assertThat(second.local().changes().names()).containsExactly("minutes", "place");
  }

  @Test
  void anEditThatTakesTheLastOneBackLeavesNothingToSend() {
    device.knows(
        "contact",
        "c1",
        3,
        Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", "Åse"));
    var id = new RecordId("contact", "c1");
    device.edit(id, "display_name", Value.text("Aase"));
    device.edit(id, "display_name", Value.text("Åse"));

    assertThat(device.queued()).isEmpty();
    assertThat(device.row(id).state()).isEqualTo(RowState.SYNCED);
  }

  @Test
  void aRecordThatNobodyElseSawGoesWithoutATraceOnTheWireButItsContentIsKept() {
    var id = device.addActivity(30);

    device.edits.delete(id);

    assertThat(device.queued()).isEmpty();
    assertThat(device.find(id)).isEmpty();
    assertThat(device.discarded().get(0).mine().changes().names()).contains("minutes");
  }

  @Test
  void aDeleteOfWhatTheServerHasHidesTheRowUntilItIsSettled() {
    device.knows(
        "contact",
        "c1",
        3,
        Fields.of("peer_mentor", Value.text(TestDevice.OLA)).with("display_name", "Åse"));
    var id = new RecordId("contact", "c1");

    device.edits.delete(id);

    assertThat(device.row(id).removed()).isTrue();
    assertThat(device.queued().get(0).local().basis().baseVersion()).isEqualTo(3);
    assertThat(device.edits.update(id, Edit.Wish.of("contact", Fields.of("note", Value.text("x")))))
        .isInstanceOf(Edit.Outcome.NotFound.class);
  }

  @Test
  void unknownFieldsOfTheServerSurviveAnEdit() {
    var strange = new Value.Items(List.of(Value.nothing(), Value.flag(true)));
    device.knows(
        "contact",
        "c1",
        3,
        Fields.of("peer_mentor", Value.text(TestDevice.OLA))
            .with("display_name", "Åse")
            .with("from_2031", strange));
    var id = new RecordId("contact", "c1");

    device.edit(id, "municipality", Value.text("Vågå"));

    assertThat(device.row(id).view().get("from_2031")).isEqualTo(strange);
    assertThat(device.queued().get(0).local().changes().names()).containsExactly("municipality");
  }

  @Test
  void badInputIsRefusedWithTheFieldAndNothingIsSaved() {
    assertThat(codes(TestDevice.activity(0))).containsExactly("minutes:out-of-range");
    assertThat(codes(TestDevice.activity(30).with("date", "2026-02-30")))
        .containsExactly("date:wrong-type");
    assertThat(codes(TestDevice.activity(30).with("minutes", "thirty")))
        .containsExactly("minutes:wrong-type");
    assertThat(codes(TestDevice.activity(30).with("date", Value.absent())))
        .containsExactly("date:required");
    assertThat(codes(TestDevice.activity(30).with("contact", "nobody")))
        .containsExactly("contact:missing-reference");
    assertThat(codes(TestDevice.activity(30).with("by_proxy", Value.flag(true))))
        .containsExactly("by_proxy:set-by-server");
    assertThat(codes(TestDevice.activity(30).with("note", "a\0b")))
        .containsExactly("note:bad-text");
    assertThat(codes(TestDevice.activity(30).with("note", "\uD83D")))
        .containsExactly("note:bad-text");
    assertThat(device.queued()).isEmpty();
  }

  @Test
  void aReportForAnotherMentorNamesHimAndOneOfOnesOwnDoesNot() {
    device.addActivity(30);
    TestDevice.saved(
        device.edits.create(
            Edit.Wish.of(
                "activity",
                TestDevice.activity(30).with(PeerSupport.PEER_MENTOR, TestDevice.NORA))));

    assertThat(device.queued())
        .extracting(entry -> entry.local().evidence().onBehalfOf())
        .containsExactly("", TestDevice.NORA);
  }

  @Test
  void nobodySavesBeforeSomebodyHasSignedIn() {
    var fresh = new TestDevice(1);
    assertThat(fresh.edits.create(Edit.Wish.of("activity", TestDevice.activity(30))))
        .isInstanceOf(Edit.Outcome.SignInNeeded.class);
  }

  private List<String> codes(Fields fields) {
    var outcome = device.edits.create(Edit.Wish.of("activity", fields));
    assertThat(outcome).isInstanceOf(Edit.Outcome.Refused.class);
    return ((Edit.Outcome.Refused) outcome).problems().stream().map(LocalEditsTest::code).toList();
  }

  private static String code(Problem problem) {
    return problem.field() + ":" + problem.code();
  }

  private List<AuditEvent> events() {
    return device.run(tx -> tx.audit().list(0, 100));
  }

  private void freezeAll() {
    device.run(
        tx -> {
          for (var entry : tx.outbox().list(100, 0)) {
            tx.outbox()
                .freeze(
                    entry.mutation(),
                    "{}",
                    new Outbox.Lease("me", device.time.now(), Instant.EPOCH));
          }
          return true;
        });
  }
}
