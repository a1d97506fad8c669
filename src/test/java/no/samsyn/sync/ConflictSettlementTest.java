package no.samsyn.sync;

import static no.samsyn.testkit.TestDevice.NORA;
import static no.samsyn.testkit.TestDevice.OLA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Transport.FieldSince;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.conflict.DecisionTrace;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** A change meets another one on the server: what the device makes of it, by the rules. */
class ConflictSettlementTest {
  private static final RecordId CONTACT = new RecordId(PeerSupport.CONTACT, "contact-1");
  private static final RecordId VISIT = new RecordId(PeerSupport.ACTIVITY, "activity-1");
  private static final Authorship KARI_FOR_OLA = by("kari", OLA);
  private static final Authorship OLA_HIMSELF = by("ola", "");

  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void disjointChangesAreMergedAndSentAgainOnTheNewVersion() {
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "41000000"));
    device.edit(CONTACT, "phone", Value.text("42000000"));
    var old = sendAll();

    conflict(
        old,
        record(CONTACT, 4, contact("Åse Marie", "41000000"), KARI_FOR_OLA),
        since("display_name", "Åse", "Åse Marie", KARI_FOR_OLA));

    var again = onlyQueued();
    assertThat(again.basis()).isEqualTo(Mutation.Basis.version(4));
    assertThat(again.changes().names()).containsExactly("phone");
    assertThat(again.links().replaces()).isEqualTo(old);
    assertThat(again.id()).isNotEqualTo(old);
    assertThat(device.row(CONTACT).view()).isEqualTo(contact("Åse Marie", "42000000"));
    assertThat(outcomeInTrail()).isEqualTo("merged");
  }

  @Test
  void theArrivingChangeWinsAFieldThatBothWroteAndTheOtherIsInTheTrail() {
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
    device.edit(CONTACT, "phone", Value.text("2"));

    conflict(
        sendAll(),
        record(CONTACT, 5, contact("Åse", "3"), OLA_HIMSELF),
        since("phone", "1", "3", OLA_HIMSELF));

    assertThat(onlyQueued().changes().byName().get("phone").after()).isEqualTo(Value.text("2"));
    assertThat(onlyQueued().changes().byName().get("phone").before()).isEqualTo(Value.text("3"));
    assertThat(outcomeInTrail()).isEqualTo("overwritten");
    assertThat(actions()).contains(AuditAction.THEIRS);
  }

  @Test
  void noClockDecides() {
    for (var year : List.of("1999", "2026", "2090")) {
      var other = TestDevice.ofOla(7);
      other.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
      other.time.jumpTo(Instant.parse(year + "-01-01T00:00:00Z"));
      other.edit(CONTACT, "phone", Value.text("2"));
      var sent = planned(other);
      settle(
          other,
          new ItemResult.Conflict(
              sent,
              record(CONTACT, 5, contact("Åse", "3"), OLA_HIMSELF),
              List.of(since("phone", "1", "3", OLA_HIMSELF))));
      var again = other.queued().get(0).local();
      assertThat(again.changes().byName().get("phone").after()).isEqualTo(Value.text("2"));
      assertThat(again.basis().baseVersion()).isEqualTo(5);
    }
  }

  /** Found by the simulator (seed 1796073866305): the server counted anew after a backup. */
  @Test
  void aFieldThatChangedWithoutBeingToldWaitsForAPersonToo() {
    knownVisit(30, "kort");
    device.edit(VISIT, "note", Value.text("lang"));
    conflict(
        sendAll(),
        record(VISIT, 5, visit(60, "en annens"), OLA_HIMSELF),
        since("minutes", Value.whole(30), Value.whole(60), OLA_HIMSELF));
    assertThat(onlyReview().sides().contested()).contains("note");
  }

  @Test
  void whatTwoPeopleWroteAboutAnActivityByProxyWaitsForAPersonWhole() {
    knownVisit(30, "kort");
    device.edit(VISIT, "minutes", Value.whole(45));
    device.edit(VISIT, "place", Value.text("Alta"));
    var old = sendAll();
    device.edit(VISIT, "theme", Value.text("jobb")); // queued before anybody knew

    conflict(
        old,
        record(VISIT, 4, visit(60, "kort"), KARI_FOR_OLA),
        since("minutes", Value.whole(30), Value.whole(60), KARI_FOR_OLA));

    var review = onlyReview();
    assertThat(review.subject().kind()).isEqualTo(ReviewCase.TWO_VERSIONS);
    assertThat(review.subject().record()).isEqualTo("activity-1");
    assertThat(review.subject().peerMentor()).isEqualTo(OLA);
    assertThat(review.sides().base()).isEqualTo(visit(30, "kort"));
    assertThat(review.sides().mine())
        .isEqualTo(visit(45, "kort").with("place", "Alta").with("theme", "jobb"));
    assertThat(review.sides().theirs()).isEqualTo(visit(60, "kort"));
    assertThat(review.sides().contested()).containsExactly("minutes");
    assertThat(review.sides().mineBy().by().author()).isEqualTo("ola");
    assertThat(review.sides().mineBy().mutation()).isEqualTo(old);
    assertThat(review.sides().theirsBy().by()).isEqualTo(KARI_FOR_OLA);
    assertThat(onlyQueued().target().entity()).isEqualTo(ReviewCase.ENTITY);
    assertThat(onlyQueued().links().replaces()).isEqualTo(old);
    assertThat(device.row(VISIT).view()).as("nothing of it is merged").isEqualTo(visit(60, "kort"));
    assertThat(device.row(VISIT).state()).isEqualTo(RowState.IN_REVIEW);
    assertThat(device.run(SyncEngine::status).inReview()).isEqualTo(1);
    assertThat(device.letters()).isEmpty();
  }

  @Test
  void whereBothSpokeForThemselvesNobodyIsAsked() {
    knownVisit(30, "kort");
    device.edit(VISIT, "minutes", Value.whole(45));

    conflict(
        sendAll(),
        record(VISIT, 4, visit(60, "kort"), OLA_HIMSELF),
        since("minutes", Value.whole(30), Value.whole(60), OLA_HIMSELF));

    assertThat(onlyQueued().target().entity()).isEqualTo(PeerSupport.ACTIVITY);
    assertThat(outcomeInTrail()).isEqualTo("overwritten");
  }

  @Test
  void anEditAfterTheReviewIsAnOrdinaryChangeOnWhatStands() {
    whatTwoPeopleWroteAboutAnActivityByProxyWaitsForAPersonWhole();

    device.edit(VISIT, "note", Value.text("ny"));

    var later = device.queued().get(1).local();
    assertThat(later.basis()).isEqualTo(Mutation.Basis.version(4));
    assertThat(later.changes().names()).containsExactly("note");
  }

  @Test
  void allDevicesFollowTheRuleThatAnAdministratorSet() {
    var rule = PolicyRule.of(PolicyRule.SERVER_WINS);
    device.knows(
        PeerSupport.SETTING,
        "setting-1",
        1,
        Fields.of("name", Value.text(PolicyRule.SETTING_PREFIX + PeerSupport.CONTACT))
            .with("value", rule.toSetting()));
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
    device.edit(CONTACT, "phone", Value.text("2"));

    conflict(
        sendAll(),
        record(CONTACT, 5, contact("Åse", "3"), OLA_HIMSELF),
        since("phone", "1", "3", OLA_HIMSELF));

    assertThat(device.queued()).isEmpty();
    assertThat(device.row(CONTACT).view()).isEqualTo(contact("Åse", "3"));
    assertThat(outcomeInTrail()).isEqualTo("kept-theirs");
  }

  @Test
  void aRuleThatThisProgramDoesNotKnowAsksAPerson() {
    device.knows(
        PeerSupport.SETTING,
        "setting-1",
        1,
        Fields.of("name", Value.text(PolicyRule.SETTING_PREFIX + PeerSupport.CONTACT))
            .with("value", PolicyRule.of("ask-the-oracle").toSetting()));
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
    device.edit(CONTACT, "phone", Value.text("2"));

    conflict(
        sendAll(),
        record(CONTACT, 5, contact("Åse", "3"), OLA_HIMSELF),
        since("phone", "1", "3", OLA_HIMSELF));

    assertThat(onlyReview().sides().contested()).containsExactly("phone");
  }

  @Test
  void anEditOfWhatSomebodyDeletedIsForAPersonAndKeepsWhatWasWritten() {
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
    device.edit(CONTACT, "phone", Value.text("2"));
    var sent = sendAll();

    conflict(sent, tombstone(CONTACT, 4));

    var review = onlyReview();
    assertThat(review.subject().kind()).isEqualTo(ReviewCase.EDIT_AND_DELETE);
    assertThat(review.subject().peerMentor()).isEqualTo(OLA);
    assertThat(review.sides().mine()).isEqualTo(contact("Åse", "2"));
    assertThat(review.sides().theirs()).isEqualTo(Fields.NONE);
    assertThat(device.find(CONTACT)).isEmpty();
  }

  @Test
  void aDeleteOfWhatSomebodyEditedIsForAPerson() {
    device.knows(PeerSupport.CONTACT, "contact-1", 3, contact("Åse", "1"));
    device.edits.delete(CONTACT);
    var sent = sendAll();

    conflict(
        sent,
        record(CONTACT, 4, contact("Åse", "3"), OLA_HIMSELF),
        since("phone", "1", "3", OLA_HIMSELF));

    assertThat(onlyReview().sides().mine()).isEqualTo(Fields.NONE);
    assertThat(onlyReview().sides().theirs()).isEqualTo(contact("Åse", "3"));
    assertThat(device.row(CONTACT).removed()).isFalse();
    assertThat(device.row(CONTACT).state()).isEqualTo(RowState.IN_REVIEW);
  }

  @Test
  void aNewConflictOnTheSameFieldsTakesThePlaceOfTheOlderReview() {
    whatTwoPeopleWroteAboutAnActivityByProxyWaitsForAPersonWhole();
    var older = reviews().get(0).id();
    acknowledge(sendAll());
    device.edit(VISIT, "minutes", Value.whole(50));
    device.edit(VISIT, "place", Value.text("Alta"));
    device.edit(VISIT, "theme", Value.text("jobb"));

    conflict(
        sendAll(),
        record(VISIT, 5, visit(70, "kort"), KARI_FOR_OLA),
        since("minutes", Value.whole(60), Value.whole(70), KARI_FOR_OLA));

    assertThat(ReviewCase.of(device.row(older).view()).standing().status())
        .isEqualTo(ReviewCase.SUPERSEDED);
    assertThat(device.run(SyncEngine::status).inReview()).isEqualTo(1);
  }

  @Test
  void anOlderReviewThatHoldsMoreIsNotReplaced() {
    whatTwoPeopleWroteAboutAnActivityByProxyWaitsForAPersonWhole();
    var older = reviews().get(0).id();
    acknowledge(sendAll());
    device.edit(VISIT, "minutes", Value.whole(50)); // place and theme are in the older one only

    conflict(
        sendAll(),
        record(VISIT, 5, visit(70, "kort"), KARI_FOR_OLA),
        since("minutes", Value.whole(60), Value.whole(70), KARI_FOR_OLA));

    assertThat(ReviewCase.of(device.row(older).view()).isOpen()).isTrue();
    assertThat(device.run(SyncEngine::status).inReview()).isEqualTo(2);
  }

  @Test
  void anActivityThatWasToldTwiceBecomesOneReviewWhicheverDeviceSeesIt() {
    var own = device.addActivity(30);
    var sent = sendAll();
    settle(
        device,
        new ItemResult.Applied(
            sent,
            new ServerRecord(
                own,
                "s-own",
                1,
                Presence.PRESENT,
                device.row(own).view().with("by_proxy", Value.flag(false)),
                OLA_HIMSELF),
            false));
    var byProxy =
        new ServerRecord(
            new RecordId(PeerSupport.ACTIVITY, "proxy"),
            "s-proxy",
            1,
            Presence.PRESENT,
            TestDevice.activity(45).with("by_proxy", Value.flag(true)),
            KARI_FOR_OLA);
    pull(device, byProxy);
    pull(device, byProxy);

    var kari = TestDevice.ofOla(9);
    pull(kari, byProxy);
    pull(
        kari,
        new ServerRecord(own, "s-own", 1, Presence.PRESENT, device.row(own).view(), OLA_HIMSELF));

    assertThat(reviews()).hasSize(1);
    var review = onlyReview();
    assertThat(review.subject().kind()).isEqualTo(ReviewCase.DUPLICATE);
    assertThat(review.subject().record()).isEqualTo(own.key());
    assertThat(review.sides().mineBy().record()).isEqualTo("proxy");
    assertThat(review.sides().theirsBy().record()).isEqualTo(own.key());
    var karis = kari.run(tx -> tx.mirror().list(allReviews())).rows();
    assertThat(karis).extracting(MirrorRow::id).containsExactly(reviews().get(0).id());
    assertThat(karis.get(0).view()).isEqualTo(reviews().get(0).view());
  }

  @Test
  void aRecordThatADecisionMadeIsNotTakenForToldTwice() {
    device.knows(
        PeerSupport.ACTIVITY,
        "activity-1",
        3,
        TestDevice.activity(30).with("by_proxy", Value.flag(false)));
    var made =
        new ServerRecord(
            new RecordId(PeerSupport.ACTIVITY, "kept"),
            "s-kept",
            1,
            Presence.PRESENT,
            TestDevice.activity(45).with("by_proxy", Value.flag(true)),
            KARI_FOR_OLA);
    var trace = new DecisionTrace("", FieldChanges.NONE, "kept", "", Fields.NONE);
    var review =
        Fields.of("entity", Value.text(PeerSupport.ACTIVITY))
            .with("record", "activity-1")
            .with("kind", ReviewCase.TWO_VERSIONS)
            .with("status", ReviewCase.RESOLVED)
            .with("decision", trace.toValue());

    pull(device, made, record(new RecordId(ReviewCase.ENTITY, "r"), 2, review, KARI_FOR_OLA));

    assertThat(reviews()).extracting(row -> row.id().key()).containsExactly("r");
  }

  @Test
  void aConflictThatIsToldAgainWithoutWhoChangedWhatIsForAPerson() {
    knownVisit(30, "kort");
    device.edit(VISIT, "minutes", Value.whole(45));
    var sent = sendAll();

    conflict(sent, record(VISIT, 5, visit(60, "kort"), OLA_HIMSELF));

    assertThat(reviews()).hasSize(1);
  }

  @Test
  void activitiesThatDifferInDayTypeMentorOrMuchTimeAreNotTheSame() {
    var own = TestDevice.activity(30).with("by_proxy", Value.flag(false));
    var proxy = TestDevice.activity(45).with("by_proxy", Value.flag(true));
    var rule = PeerSupport.pairs();
    assertThat(rule.isToldTwice(own, proxy)).isTrue();
    assertThat(rule.isToldTwice(proxy, own)).isTrue();
    assertThat(rule.isToldTwice(own, proxy.with("minutes", 61))).isFalse();
    assertThat(rule.isToldTwice(own, proxy.with("date", "2026-11-21"))).isFalse();
    assertThat(rule.isToldTwice(own, proxy.with("type", "other"))).isFalse();
    assertThat(rule.isToldTwice(own, proxy.with("peer_mentor", NORA))).isFalse();
    assertThat(rule.isToldTwice(own, own)).isFalse();
  }

  @Test
  void theSecondDeviceThatOpensAReviewTakesItForThere() {
    anActivityThatWasToldTwiceBecomesOneReviewWhicheverDeviceSeesIt();
    var id = reviews().get(0).id();
    var sent = sendAll();

    conflict(sent, record(id, 1, device.row(id).view(), KARI_FOR_OLA));

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters()).isEmpty();
    assertThat(device.row(id).state()).isEqualTo(RowState.SYNCED);
  }

  private void knownVisit(long minutes, String note) {
    device.knows(PeerSupport.ACTIVITY, "activity-1", 3, visit(minutes, note));
  }

  private static Fields visit(long minutes, String note) {
    return TestDevice.activity(minutes).with("note", note).with("by_proxy", Value.flag(true));
  }

  private static Fields contact(String name, String phone) {
    return Fields.of("peer_mentor", Value.text(OLA))
        .with("display_name", name)
        .with("phone", phone);
  }

  private static Authorship by(String author, String onBehalfOf) {
    return new Authorship(author, onBehalfOf, "d-" + author, Instant.parse("2026-11-20T09:00:00Z"));
  }

  private static ServerRecord record(RecordId id, long version, Fields fields, Authorship by) {
    return new ServerRecord(id, "s-" + id.key(), version, Presence.PRESENT, fields, by);
  }

  private static ServerRecord tombstone(RecordId id, long version) {
    return new ServerRecord(
        id, "s-" + id.key(), version, Presence.DELETED, Fields.NONE, OLA_HIMSELF);
  }

  private static FieldSince since(String field, String before, String now, Authorship by) {
    return since(field, Value.text(before), Value.text(now), by);
  }

  private static FieldSince since(String field, Value before, Value now, Authorship by) {
    return new FieldSince(field, before, now, 4, by);
  }

  private String sendAll() {
    return planned(device);
  }

  private static String planned(TestDevice of) {
    var planner = new BatchPlanner(of.schemas, TestDevice.SEALER, "me", 1_000_000);
    var sealed = of.run(tx -> planner.plan(tx, of.time.now(), 500)).sealed();
    assertThat(sealed).hasSize(1);
    return sealed.get(0).id();
  }

  private void conflict(String sent, ServerRecord current, FieldSince... since) {
    settle(device, new ItemResult.Conflict(sent, current, List.of(since)));
  }

  private void acknowledge(String sent) {
    var entry = device.run(tx -> tx.outbox().find(sent)).orElseThrow();
    var body = device.row(entry.record()).view();
    settle(
        device, new ItemResult.Applied(sent, record(entry.record(), 1, body, OLA_HIMSELF), false));
  }

  private static void settle(TestDevice of, ItemResult result) {
    of.run(
        tx -> {
          var entry = tx.outbox().find(result.id()).orElseThrow();
          var batch =
              new Batch(
                  java.util.Map.of(entry.mutation(), entry),
                  List.of(new Transport.Sealed(entry.mutation(), entry.wireForm())),
                  false);
          return new PushSettlement(tx, of.ports(), of.time.now())
              .settle(batch, Answers.of(result));
        });
  }

  private static void pull(TestDevice of, ServerRecord... records) {
    of.run(
        tx -> {
          var cursor = new DeviceFacts(tx.facts()).cursor();
          new PullSettlement(tx, of.ports(), of.time.now())
              .settle(
                  new Transport.ChangesPage(
                      Answers.EPOCH,
                      Instant.EPOCH,
                      List.of(records),
                      cursor + "+",
                      false,
                      Landmark.NONE,
                      java.util.Optional.empty()),
                  cursor);
          return true;
        });
  }

  private Mutation onlyQueued() {
    assertThat(device.queued()).hasSize(1);
    return device.queued().get(0).local();
  }

  private ReviewCase onlyReview() {
    assertThat(reviews()).hasSize(1);
    return ReviewCase.of(reviews().get(0).view());
  }

  private List<MirrorRow> reviews() {
    return device.run(tx -> tx.mirror().list(allReviews())).rows();
  }

  private static RecordQuery allReviews() {
    return new RecordQuery(ReviewCase.ENTITY, List.of(), "", false, 100, 0);
  }

  private List<AuditAction> actions() {
    return device.run(tx -> tx.audit().list(0, 100)).stream().map(event -> event.action()).toList();
  }

  private String outcomeInTrail() {
    return device.run(tx -> tx.audit().list(0, 100)).stream()
        .filter(event -> event.action() == AuditAction.CONFLICTED)
        .map(event -> event.outcome())
        .reduce("", (first, second) -> second);
  }
}
