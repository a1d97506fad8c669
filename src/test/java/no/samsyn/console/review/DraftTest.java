package no.samsyn.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DraftTest {
  private final ReviewFixture at = new ReviewFixture();

  @BeforeEach
  void karisAndOlasWords() {
    var base = ReviewFixture.visit(30, "kort").with("place", "Tromsø");
    at.twoVersions(
        "1",
        base,
        base.with("minutes", Value.whole(45)).with("note", "Olas ord").with("place", "Alta"),
        base.with("minutes", Value.whole(60)).with("note", "Karis ord").with("theme", "jobb"));
  }

  private Draft draft() {
    return new Draft(PeerSupport.schemas().require(PeerSupport.ACTIVITY), at.desk.show("review-1"));
  }

  private FieldSheet field(String name) {
    return at.desk.show("review-1").fields().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingIsChosenWhereAPersonMustAndTheRestGoesToWhoeverChangedIt() {
    var draft = draft();
    assertThat(draft.left()).extracting(FieldSheet::name).containsExactly("minutes", "note");
    assertThat(draft.pick(field("minutes"))).isEmpty();
    assertThat(draft.pick(field("place"))).isEqualTo(Optional.of(Pick.MINE));
    assertThat(draft.pick(field("theme"))).isEqualTo(Optional.of(Pick.THEIRS));
    assertThat(draft.isReady()).isFalse();
    assertThat(draft.isTouched()).isFalse();
  }

  @Test
  void whatIsShownBeforehandIsWhatTheDecisionMakes() {
    var draft = draft();
    draft.take("minutes", Pick.MINE);
    draft.write("note", "noe = tredje");
    var shown = Fields.NONE;
    for (var field : at.desk.show("review-1").fields()) {
      shown = shown.with(field.name(), draft.result(field));
    }
    assertThat(draft.isReady()).isTrue();
    at.desk.resolve("review-1", draft.choice(), 4, "");
    assertThat(at.record("1")).isEqualTo(shown);
    assertThat(at.record("1").text("note")).isEqualTo("noe = tredje");
    assertThat(at.record("1").text("place")).isEqualTo("Alta");
  }

  @Test
  void whatIsTypedIsHeldAgainstTheSchema() {
    var draft = draft();
    draft.take("note", Pick.THEIRS);
    draft.write("minutes", "mange");
    assertThat(draft.problems()).extracting(each -> each.code()).containsExactly("wrong-type");
    draft.write("minutes", "2000");
    assertThat(draft.problems()).extracting(each -> each.code()).containsExactly("out-of-range");
    draft.write("minutes", "");
    assertThat(draft.problems()).extracting(each -> each.code()).containsExactly("required");
    assertThat(draft.isReady()).isFalse();
    draft.write("minutes", "50");
    assertThat(draft.isReady()).isTrue();
    draft.forget("minutes");
    assertThat(draft.left()).extracting(FieldSheet::name).containsExactly("minutes");
  }

  @Test
  void aFieldThatSomebodyChangedSinceIsForAPersonAgain() {
    at.kari.knows(
        PeerSupport.ACTIVITY, "activity-1", 5, at.record("1").with("place", "Hammerfest"));
    var draft = draft();
    assertThat(draft.left())
        .extracting(FieldSheet::name)
        .containsExactly("minutes", "note", "place");
    assertThat(draft.result(field("place"))).isEqualTo(Value.text("Hammerfest"));
  }

  @Test
  void oneSideIsTakenForAllThatIsAsked() {
    var draft = draft();
    draft.takeAll(Pick.MINE);
    assertThat(draft.left()).isEmpty();
    assertThat(draft.pick(field("theme"))).isEqualTo(Optional.of(Pick.THEIRS));
    assertThat(draft.asked()).isEqualTo(2);
  }
}
