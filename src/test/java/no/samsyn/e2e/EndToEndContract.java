package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.server.core.ServerCore;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncSettings;
import org.junit.jupiter.api.Test;

/**
 * Whole trips of a change to the server and on. Each implementation of the store takes them all.
 */
abstract class EndToEndContract extends TwoDesks {
  @Test
  void whatWasSavedOfflineStandsOnceOnTheServerAndOnTheOtherDesk() throws Exception {
    server.stop();
    var feedBefore = server.count("select count(*) from feed");
    var contact = ola.addContact(ola.ownMentor(), "Åse");
    ola.reopen();
    var activity = ola.addActivity(ola.ownMentor(), 30);
    ola.device().edit(activity, "contact", Value.text(contact.key()));
    ola.reopen();
    assertThat(ola.sync().stop()).isEqualTo(SyncReport.Stop.OFFLINE);
    ola.device().edit(contact, "display_name", Value.text("Åse Marie"));
    ola.device().edit(activity, "minutes", Value.whole(45));
    ola.reopen();
    server.startAgain();

    var report = ola.sync();
    kari.sync();

    assertThat(report.counts().left()).isZero();
    var seen = kari.row(activity);
    assertThat(seen.view().get("minutes")).isEqualTo(Value.whole(45));
    assertThat(seen.view().text("contact")).isEqualTo(contact.key());
    assertThat(kari.row(contact).view().text("display_name")).isEqualTo("Åse Marie");
    assertThat(ola.row(activity).state()).isEqualTo(RowState.SYNCED);
    sameOnBothDesks();
    server.stop();
    assertThat(server.count("select count(*) from feed") - feedBefore)
        .isEqualTo(report.counts().accepted());
    assertThat(
            server.count("select count(*) from record where record_key = '" + activity.key() + "'"))
        .isEqualTo(1);
    server.startAgain();
  }

  @Test
  void aLostAnswerDoublesNothing() throws Exception {
    for (var i = 0; i < 30; i++) {
      ola.addActivity(ola.ownMentor(), 10 + i);
    }
    ola.use(
        SyncSettings.DEFAULT
            .withLimits(new SyncSettings.Limits(7, 900_000, 10))
            .withRetriesPerRun(100));
    ola.disturb(transport -> new Disturbed(transport, call -> call % 2 == 1));
    var before = kari.rows("activity").size();

    var report = ola.sync();

    assertThat(report.stop()).isEqualTo(SyncReport.Stop.FINISHED);
    assertThat(report.counts().accepted()).isEqualTo(30);
    kari.sync();
    assertThat(kari.rows("activity")).hasSize(before + 30);
    sameOnBothDesks();
  }

  @Test
  void anAccessTokenThatExpiresInTheMiddleOfADrainIsRenewedAndNothingIsDoubled() {
    for (var i = 0; i < 20; i++) {
      ola.addActivity(ola.ownMentor(), 10 + i);
    }
    ola.use(SyncSettings.DEFAULT.withLimits(new SyncSettings.Limits(3, 900_000, 1_000)));
    ola.disturb(
        transport ->
            new Disturbed(
                transport,
                call -> {
                  time.advance(Duration.ofMinutes(6));
                  return false;
                }));

    var report = ola.sync();

    assertThat(report.stop()).isEqualTo(SyncReport.Stop.FINISHED);
    assertThat(report.counts().accepted()).isEqualTo(20);
  }

  @Test
  void aServerThatComesBackFromABackupGetsEverythingAcknowledgedAgain() throws Exception {
    var backup = directory.resolve("backup.mv.db");
    server.stop();
    server.copyDatabaseTo(backup);
    server.startAgain();
    var contact = ola.addContact(ola.ownMentor(), "Åse");
    var activity = ola.addActivity(ola.ownMentor(), 30);
    ola.sync();
    ola.device().edit(activity, "contact", Value.text(contact.key()));
    ola.sync();
    ola.device().edit(activity, "minutes", Value.whole(45));
    assertThat(ola.sync().counts().accepted()).isEqualTo(1);
    kari.sync();

    server.stop();
    server.putBack(backup);
    server.startAgain();
    var later = ola.addActivity(ola.ownMentor(), 60);
    for (var i = 0; i < 3; i++) {
      assertThat(ola.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
      kari.sync();
    }

    assertThat(ola.device().letters()).isEmpty();
    assertThat(ola.device().queued()).isEmpty();
    assertThat(kari.row(activity).view().get("minutes")).isEqualTo(Value.whole(45));
    assertThat(kari.row(activity).view().text("contact")).isEqualTo(contact.key());
    assertThat(kari.row(later).view().get("minutes")).isEqualTo(Value.whole(60));
    sameOnBothDesks();
  }

  /** Once a dead letter: who comes back first after a restore knows more than the server does. */
  @Test
  void anEditOfARecordThatItsMakerHasNotBroughtBackYetWaitsForIt() throws Exception {
    var backup = directory.resolve("backup.mv.db");
    server.stop();
    server.copyDatabaseTo(backup);
    server.startAgain();
    var contact = ola.addContact(ola.ownMentor(), "Åse");
    var activity = ola.addActivity(ola.ownMentor(), 30);
    ola.sync();
    kari.sync();
    kari.device().edit(activity, "contact", Value.text(contact.key()));
    kari.device().edit(contact, "phone", Value.text("900"));
    kari.sync();
    kari.device().edit(activity, "place", Value.text("not sent before the restore"));

    server.stop();
    server.putBack(backup);
    server.startAgain();
    assertThat(kari.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);

    assertThat(kari.device().letters()).isEmpty();
    assertThat(kari.device().queued()).hasSize(2);
    assertThat(kari.row(activity).isOnServer()).isFalse();
    assertThat(kari.row(activity).view().get("minutes")).isEqualTo(Value.whole(30));
    assertThat(kari.row(activity).view().text("place")).isEqualTo("not sent before the restore");

    for (var i = 0; i < 2; i++) {
      assertThat(ola.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
      assertThat(kari.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
    }
    ola.sync();

    assertThat(kari.device().letters()).isEmpty();
    assertThat(kari.device().queued()).isEmpty();
    assertThat(ola.row(activity).view().text("contact")).isEqualTo(contact.key());
    assertThat(ola.row(activity).view().text("place")).isEqualTo("not sent before the restore");
    assertThat(ola.row(contact).view().text("phone")).isEqualTo("900");
    sameOnBothDesks();
  }

  @Test
  void anExpiredCursorIsASnapshotThatKeepsOwnChanges() {
    var gone = ola.addActivity(ola.ownMentor(), 30);
    ola.sync();
    kari.sync();
    ola.device().edits.delete(gone);
    ola.sync();
    server.core().tombstones().collect(ServerCore.ORGANISATION, time.now().plusSeconds(1));
    var queued = ola.addActivity(ola.ownMentor(), 31);
    var proxy = kari.addActivity(ola.ownMentor(), 32);

    assertThat(kari.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
    assertThat(ola.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
    kari.sync();

    assertThat(kari.device().find(gone)).isEmpty();
    assertThat(kari.row(queued).isOnServer()).isTrue();
    assertThat(ola.row(proxy).view().get("by_proxy")).isEqualTo(Value.flag(true));
    sameOnBothDesks();
  }

  @Test
  void aMentorWhoMovesToAnotherUnitLeavesTheOldCoordinatorsDeskAndNothingUnsentVanishes()
      throws Exception {
    var mentor = ola.ownMentor();
    var activity = ola.addActivity(mentor, 30);
    ola.sync();
    kari.sync();
    try (var admin = desk("c").signIn("admin")) {
      admin.sync();
      var units =
          admin.rows("peer_mentor").stream()
              .map(row -> row.view().text("unit"))
              .distinct()
              .sorted()
              .toList();
      var other =
          units.stream()
              .filter(unit -> !unit.equals(kari.row(mentorId(mentor)).view().text("unit")))
              .findFirst();
      admin.device().edit(mentorId(mentor), "unit", Value.text(other.orElseThrow()));
      assertThat(admin.sync().counts().accepted()).isEqualTo(1);
    }
    kari.device().edit(activity, "minutes", Value.whole(99));

    kari.sync();
    kari.sync();

    assertThat(kari.device().find(activity)).isEmpty();
    assertThat(kari.rows("activity"))
        .noneMatch(row -> row.view().text("peer_mentor").equals(mentor));
    assertThat(kari.device().queued()).isEmpty();
    assertThat(kari.device().letters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.mine().changes().applyTo(Fields.NONE).get("minutes"))
                    .isEqualTo(Value.whole(99)));
    assertThat(ola.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
    assertThat(ola.row(activity).view().get("minutes")).isEqualTo(Value.whole(30));
  }

  @Test
  void aSnapshotCutAtItsThirdPageGoesOnWithTheThirdPage() {
    var calls = new AtomicInteger();
    try (var late = desk("late").signIn("kari")) {
      late.use(
          SyncSettings.DEFAULT
              .withLimits(new SyncSettings.Limits(500, 900_000, 100))
              .withRetriesPerRun(0));
      late.disturb(
          transport ->
              new Disturbed(
                  transport,
                  call -> {
                    calls.incrementAndGet();
                    return call == 3;
                  }));
      assertThat(late.sync().stop()).isEqualTo(SyncReport.Stop.OFFLINE);
      assertThat(late.rows("activity")).isEmpty();
      late.reopen();
      late.disturb(transport -> transport);

      var report = late.sync();

      assertThat(report.stop()).isEqualTo(SyncReport.Stop.FINISHED);
      assertThat(bodies(late)).isEqualTo(bodies(kari));
      var all = bodies(kari).size();
      assertThat(report.counts().pulled()).isEqualTo(all - 200);
    }
  }

  @Test
  void oneRefusedRecordOfAHundredHoldsUpNoneOfTheOthersAndGoesAfterItIsMended() {
    RecordId poisoned = null;
    for (var i = 0; i < 100; i++) {
      if (i == 37) {
        poisoned = queueUnchecked(ola, ola.activity(ola.ownMentor(), 0));
      } else {
        ola.addActivity(ola.ownMentor(), 10 + i);
      }
    }

    var report = ola.sync();

    assertThat(report.counts().accepted()).isEqualTo(99);
    assertThat(report.counts().rejected()).isEqualTo(1);
    var letter = ola.device().letters().get(0);
    assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.REJECTED);
    assertThat(letter.reason().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.field()).isEqualTo("minutes"));
    assertThat(ola.device().care.retry(letter.mutation()))
        .isInstanceOf(OutboxCare.Outcome.StillWrong.class);

    ola.device().edit(poisoned, "minutes", Value.whole(25));
    assertThat(ola.sync().counts().sent()).isZero();
    assertThat(ola.device().care.retry(letter.mutation()))
        .isInstanceOf(OutboxCare.Outcome.Queued.class);
    assertThat(ola.sync().counts().accepted()).isEqualTo(1);
    kari.sync();
    assertThat(kari.row(poisoned).view().get("minutes")).isEqualTo(Value.whole(25));
  }

  @Test
  void aClockThatIsYearsOffChangesNothing() {
    time.jumpTo(Instant.parse("2016-02-29T23:59:59Z"));
    var early = ola.addActivity(ola.ownMentor(), 30);
    time.jumpTo(Instant.parse("2026-11-20T08:00:05Z"));
    ola.sync();
    time.jumpTo(Instant.parse("2036-11-20T08:00:00Z"));
    ola.device().edit(early, "minutes", Value.whole(31));
    time.jumpTo(Instant.parse("2026-11-20T08:00:10Z"));
    ola.sync();
    kari.sync();
    assertThat(kari.row(early).view().get("minutes")).isEqualTo(Value.whole(31));
    assertThat(ola.device().letters()).isEmpty();
  }

  @Test
  void aSyncWithNothingToDoIsOneSmallRequest() {
    var calls = new AtomicInteger();
    ola.disturb(
        transport ->
            new Disturbed(
                transport,
                call -> {
                  calls.incrementAndGet();
                  return false;
                }));
    var report = ola.sync();
    assertThat(calls.get()).isEqualTo(1);
    assertThat(report.bytes()).isLessThan(700);
  }

  /** Queues what no screen would let through, as an older program might. */
  private RecordId queueUnchecked(Desk desk, Fields fields) {
    var good = desk.addActivity(desk.ownMentor(), 5);
    desk.device()
        .run(
            tx -> {
              var entry = tx.outbox().of(good).get(0);
              var local = entry.local();
              tx.outbox()
                  .rewrite(
                      entry.with(withChanges(local, FieldChanges.between(Fields.NONE, fields))));
              var row = tx.mirror().find(good).orElseThrow();
              tx.mirror()
                  .put(
                      new MirrorRow(
                          good, "", 0, fields, Fields.NONE, row.state(), false, row.last()));
              return entry.hold() == OutboxEntry.Hold.NONE && local.target().op() == Op.CREATE;
            });
    return good;
  }

  private static Mutation withChanges(Mutation m, FieldChanges changes) {
    return new Mutation(
        m.id(), m.device(), m.seq(), m.target(), m.basis(), changes, m.evidence(), m.links());
  }

  private static RecordId mentorId(String key) {
    return new RecordId("peer_mentor", key);
  }
}
