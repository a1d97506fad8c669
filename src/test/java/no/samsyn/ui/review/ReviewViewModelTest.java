package no.samsyn.ui.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.console.review.Pick;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.TextDiff;
import no.samsyn.model.ThreeWay;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeciderList;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RowState;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Tone;
import no.samsyn.ui.records.CellTexts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewViewModelTest {
  private final TestDesk desk = new TestDesk();
  private ReviewViewModel model;

  @BeforeEach
  void kariHasThreeCases() {
    desk.device.signIn(new Account("kari", "Kari K", "coordinator", "", List.of("unit-1")));
    desk.device.time.jumpTo(Instant.parse("2026-11-20T12:00:00Z"));
    var base = visit(30, "Vi snakket om TV");
    knows(
        "1",
        base,
        base.with("minutes", Value.whole(45)).with("note", "Vi snakket om radio"),
        base.with("minutes", Value.whole(60)).with("theme", "jobb").with("note", "Vi var ute"),
        "2026-11-16");
    knows(
        "2",
        base,
        base.with("minutes", Value.whole(45)),
        base.with("minutes", Value.whole(60)),
        "2026-11-17");
    pair();
    model = new ReviewViewModel(desk.session());
    model.show("");
  }

  private static Fields visit(long minutes, String note) {
    return TestDevice.activity(minutes).with("note", note).with("by_proxy", Value.flag(true));
  }

  private static Side karis(String day) {
    return Side.of(
        new Authorship("kari", TestDevice.OLA, "desk", Instant.parse(day + "T09:00:00Z")), 4);
  }

  private static Side olas(String day) {
    return Side.of(new Authorship("ola", "", "phone", Instant.parse(day + "T08:00:00Z")), 3);
  }

  private void knows(String number, Fields base, Fields mine, Fields theirs, String day) {
    desk.device.knows(PeerSupport.ACTIVITY, "activity-" + number, 4, theirs);
    var contested = ThreeWay.compare(base, mine, theirs).contested();
    opened(
        number,
        ReviewCase.TWO_VERSIONS,
        new ReviewCase.Sides(base, mine, theirs, contested, olas(day), karis(day)));
  }

  private void pair() {
    desk.device.knows(PeerSupport.ACTIVITY, "activity-3", 1, visit(60, "Olas"));
    desk.device.knows(PeerSupport.ACTIVITY, "other-3", 1, visit(75, "Karis"));
    opened(
        "3",
        ReviewCase.DUPLICATE,
        new ReviewCase.Sides(
            Fields.NONE,
            visit(60, "Olas"),
            visit(75, "Karis"),
            Set.of(),
            olas("2026-11-18").ofRecord("activity-3"),
            karis("2026-11-18").ofRecord("other-3")));
  }

  private void opened(String number, String kind, ReviewCase.Sides sides) {
    var subject =
        new ReviewCase.Subject(PeerSupport.ACTIVITY, "activity-" + number, kind, TestDevice.OLA);
    desk.device.knows(
        ReviewCase.ENTITY, "review-" + number, 1, ReviewCase.opened(subject, sides).toFields());
  }

  private CaseViewModel shown() {
    return model.shownCase();
  }

  private FieldRow row(String field) {
    return shown().shownProperty().get().rows().stream()
        .filter(each -> each.name().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private MirrorRow record(String key) {
    return desk.device.row(new RecordId(PeerSupport.ACTIVITY, key));
  }

  private void go(String key) {
    model.queue().selectedProperty().set(key);
  }

  @Test
  void theOldestCaseIsShownWithNothingChosenWhereAPersonMustChoose() {
    assertThat(model.queue().selectedProperty().get()).isEqualTo("review-1");
    assertThat(shown().left()).containsExactly("minutes", "note");
    assertThat(shown().isReady()).isFalse();
    assertThat(shown().picked(row("theme"))).isEqualTo(Optional.of(Pick.THEIRS));
    model.decide();
    assertThat(desk.warned).containsExactly("2 felt er ikke valgt ennå.");
    assertThat(desk.soon).isZero();
  }

  @Test
  void theCoordinatorStandsBeforeTheMentorAndBothHaveTheirNames() {
    var words = shown().shownProperty().get().words();
    var columns = shown().shownProperty().get().shape().columns();
    assertThat(columns).containsExactly(Pick.BASE, Pick.THEIRS, Pick.MINE);
    assertThat(columns.stream().map(words::columnTitle)).containsExactly("Før", "Kari K", "Ola");
    assertThat(columns.stream().skip(1).map(words::columnRole))
        .containsExactly("Koordinator", "Likeperson");
  }

  @Test
  void numbersSayHowFarTheyAreFromBefore() {
    assertThat(row("minutes").cells().stream().map(FieldRow.Cell::spoken))
        .containsExactly("30 min", "60 min, 30 min mer", "45 min, 15 min mer");
  }

  @Test
  void whatIsMaskedSaysThatItChangedAndIsShownOnlyAfterItIsWrittenDown() {
    assertThat(row("note").masked()).isTrue();
    assertThat(row("note").cells().get(1).spoken()).isEqualTo(CellTexts.MASK + ", endret");
    assertThat(shown().preview().toString()).doesNotContain("TV");
    shown().reveal("note");
    assertThat(desk.revealed()).containsExactly("activity/activity-1");
    var pieces = row("note").cells().get(2).pieces();
    assertThat(pieces)
        .containsExactly(
            new TextDiff.Piece(TextDiff.Kind.KEPT, "Vi snakket om "),
            new TextDiff.Piece(TextDiff.Kind.REMOVED, "TV"),
            new TextDiff.Piece(TextDiff.Kind.ADDED, "radio"));
    go("review-2");
    go("review-1");
    assertThat(row("note").masked()).as("for this look only").isTrue();
  }

  @Test
  void aDecisionMakesWhatWasShownAndTheNextCaseComes() {
    shown().take("minutes", Pick.MINE);
    shown().write("note", "Vi snakket om alt");
    assertThat(shown().decided()).isEqualTo(2);
    assertThat(shown().preview())
        .extracting(CaseViewModel.Preview::label, CaseViewModel.Preview::isDecided)
        .contains(org.assertj.core.groups.Tuple.tuple("Minutter", true));
    model.decide();
    assertThat(record("activity-1").view().get("minutes")).isEqualTo(Value.whole(45));
    assertThat(record("activity-1").view().text("note")).isEqualTo("Vi snakket om alt");
    assertThat(record("activity-1").view().text("theme")).isEqualTo("jobb");
    assertThat(model.queue().selectedProperty().get()).isEqualTo("review-2");
    assertThat(model.queue().keys()).containsExactly("review-2", "review-3");
    assertThat(desk.soon).isEqualTo(1);
  }

  @Test
  void aDecisionIsShownAsWaitingAndCanBeTakenBack() {
    shown().takeAll(Pick.THEIRS);
    model.decide();
    go("review-1");
    var now = shown().shownProperty().get();
    assertThat(now.isOpen()).isFalse();
    assertThat(now.words().banner(now.draft()).text())
        .contains("Kari K avgjorde saken", "til serveren har den");
    assertThat(row("minutes").became()).as("what it became").contains(Pick.THEIRS);
    model.undo();
    assertThat(shown().shownProperty().get().isOpen()).isTrue();
  }

  @Test
  void ofAPairOneIsChosenAsAWhole() {
    go("review-3");
    assertThat(shown().shownProperty().get().shape().columns())
        .containsExactly(Pick.THEIRS, Pick.MINE);
    assertThat(shown().isReady()).isFalse();
    shown().takeWhole(Pick.MINE);
    assertThat(shown().shownProperty().get().words().wholeResult(Pick.MINE))
        .isEqualTo("Her blir versjonen til Ola stående, og versjonen til Kari K slettes.");
    model.decide();
    assertThat(record("other-3").removed()).isTrue();
    assertThat(record("activity-3").removed()).isFalse();
  }

  @Test
  void whatSomebodyElseDecidedMeanwhileIsShownBesideWhatOneHadChosen() {
    shown().take("minutes", Pick.MINE);
    var review = desk.device.row(new RecordId(ReviewCase.ENTITY, "review-1"));
    desk.device.knows(
        ReviewCase.ENTITY,
        "review-1",
        2,
        review
            .view()
            .with(ReviewCase.STATUS, ReviewCase.RESOLVED)
            .with(ReviewCase.OUTCOME, "theirs")
            .with(ReviewCase.DECIDED_BY, "per"));
    model.refresh(Set.of("review"));
    var now = shown().shownProperty().get();
    assertThat(now.words().banner(now.draft()).text()).startsWith("per avgjorde saken");
    assertThat(shown().overtaken())
        .containsExactly("Minutter: nå står «60 min», du valgte «45 min»");
    model.decide();
    assertThat(record("activity-1").view().get("minutes")).isEqualTo(Value.whole(60));
  }

  @Test
  void whatWasChosenStaysWhenTheRecordMovesUnderIt() {
    shown().take("minutes", Pick.MINE);
    desk.device.knows(
        PeerSupport.ACTIVITY, "activity-1", 5, record("activity-1").view().with("place", "Alta"));
    model.refresh(Set.of("activity"));
    assertThat(shown().picked(row("minutes"))).isEqualTo(Optional.of(Pick.MINE));
    assertThat(shown().left()).containsExactly("note");
    assertThat(
            shown()
                .shownProperty()
                .get()
                .words()
                .banner(shown().shownProperty().get().draft())
                .text())
        .startsWith("Posten er endret");
  }

  /** Ola's phone adds to his version while Kari looks at it. */
  private void olaWritesMore(long minutes) {
    var row = desk.device.row(new RecordId(ReviewCase.ENTITY, "review-1"));
    var mine = ReviewCase.of(row.view()).sides().mine().with("minutes", Value.whole(minutes));
    desk.device.knows(
        ReviewCase.ENTITY,
        "review-1",
        row.version() + 1,
        row.view().with("mine", new Value.Structure(mine.values())));
  }

  @Test
  void whatNobodyHasSeenYetIsNotDecided() {
    shown().takeAll(Pick.MINE);
    olaWritesMore(50); // the screen does not show it yet
    model.decide();
    assertThat(record("activity-1").view().get("minutes")).isEqualTo(Value.whole(60));
    assertThat(record("activity-1").state()).isEqualTo(RowState.SYNCED);
    assertThat(desk.warned).singleElement().asString().contains("endret");
    assertThat(row("minutes").sheet().versions().mine()).isEqualTo(Value.whole(50));
    shown().takeAll(Pick.MINE);
    model.decide();
    assertThat(record("activity-1").view().get("minutes")).isEqualTo(Value.whole(50));
  }

  @Test
  void whoeverChoseAVersionThatIsAnotherNowIsAskedAgain() {
    shown().takeAll(Pick.MINE);
    olaWritesMore(50);
    model.refresh(Set.of("review"));
    assertThat(shown().left()).as("the note is what it was").containsExactly("minutes");
    shown().take("minutes", Pick.THEIRS);
    olaWritesMore(55);
    model.refresh(Set.of("review"));
    assertThat(shown().left()).as("Kari's is what it was").isEmpty();
  }

  @Test
  void aFilterIsKeptUnderItsNameAndForTheNextStart() {
    var wanted = QueueFilter.USUAL.withKind(ReviewCase.DUPLICATE);
    model.queue().filterProperty().set(wanted);
    assertThat(model.queue().keys()).containsExactly("review-3");
    desk.reasons.add("Like | poster=");
    model.keepFilter();
    assertThat(model.saved().all()).containsEntry("Like   poster", wanted);
    var next = new ReviewViewModel(desk.session());
    next.show("");
    assertThat(next.queue().keys()).containsExactly("review-3");
    assertThat(QueueFilter.of("nonsense")).isEqualTo(QueueFilter.USUAL);
  }

  @Test
  void putOffAssignedAndCommentedCasesStayOpen() {
    model.defer(model.today().plusDays(3));
    desk.people.add(new DeciderList.Decider("per", "Per P", "coordinator", List.of("unit-1")));
    desk.reasons.add("Per P (per)");
    model.assigning().toSomebody();
    desk.reasons.add("Ring Ola");
    model.comment();
    var row = shown().shownProperty().get().sheet().row();
    assertThat(row.review().isOpen()).isTrue();
    assertThat(row.review().standing().assignedTo()).isEqualTo("per");
    assertThat(row.comment()).isEqualTo("Ring Ola");
    assertThat(shown().shownProperty().get().words().subtitle())
        .contains("gitt til per", "utsatt til 23.11.2026");
    assertThat(model.queue().countsProperty().get().deferred()).isEqualTo(1);
  }

  @Test
  void aRuleIsShownBeforeItIsCarriedOutAndTakenBackAsAWhole() {
    model.beginBulk();
    var bulk = model.bulk();
    assertThat(bulk.getSummary()).isEqualTo("3 saker i køen.");
    assertThat(bulk.readyProperty().get()).isFalse();
    bulk.ruleProperty().set(bulk.rules().get(3)); // always what was there
    assertThat(bulk.getSummary())
        .isEqualTo(
            "Regelen avgjør 2 saker. 1 mister en tekst som likepersonen skrev. 1 må du se på selv.");
    assertThat(bulk.rows().get(0).tone()).isEqualTo(Tone.ALERT);
    assertThat(bulk.rows().get(0).drops()).contains("Notat");
    assertThat(bulk.rows().toString()).as("what is masked").doesNotContain("radio");
    assertThat(record("activity-1").state()).as("only looked at").isEqualTo(RowState.SYNCED);
    bulk.carryOut();
    assertThat(bulk.getSummary()).startsWith("2 saker er avgjort.");
    assertThat(bulk.progressProperty().get()).isEqualTo(1.0);
    assertThat(model.queue().keys()).containsExactly("review-3");
    bulk.undo();
    assertThat(model.queue().keys()).containsExactly("review-1", "review-2", "review-3");
    assertThat(bulk.undoableProperty().get()).isFalse();
  }

  @Test
  void whatOneRuleShowedIsNotCarriedOutUnderTheNameOfTheNext() {
    var tasks = new TestDesk.Held();
    model = new ReviewViewModel(desk.session(Language.BOKMAAL, tasks));
    model.show("");
    tasks.answer();
    model.beginBulk();
    var bulk = model.bulk();
    bulk.ruleProperty().set(bulk.rules().get(3));
    tasks.answer();
    assertThat(bulk.readyProperty().get()).isTrue();
    bulk.ruleProperty().set(bulk.rules().get(4));
    assertThat(bulk.readyProperty().get()).isFalse();
    bulk.carryOut();
    assertThat(bulk.runningProperty().get()).isFalse();
    tasks.answer();
    assertThat(bulk.readyProperty().get()).isTrue();
  }

  @Test
  void whatIsStillOnTheScreenWhileTheNextIsReadTakesNoAnswer() {
    shown().takeAll(Pick.THEIRS);
    var before = shown().shownProperty().get();
    shown().load("");
    assertThat(shown().isAsked(before)).isFalse();
    assertThat(shown().isReady()).isFalse();
  }
}
