package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
import no.samsyn.testkit.TestDevice;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private final TestDevice device = TestDevice.ofOla(1);
  private final Records records =
      new Records(device.store, device.schemas, device.edits, TestDevice.RULEBOOK.pairs());

  private String addContact(String name) {
    return records
        .add("contact", List.of("peer_mentor=" + TestDevice.OLA, "display_name=" + name))
        .key();
  }

  @Test
  void whatIsTypedBecomesTypedValues() {
    var key =
        records
            .add(
                "activity",
                List.of(
                    "peer_mentor=" + TestDevice.OLA,
                    "type=" + TestDevice.VISIT,
                    "date=2026-11-20",
                    "minutes=60",
                    "note=a=b"))
            .key();
    var view = records.show("activity", key).view();
    assertThat(view.get("minutes")).isEqualTo(Value.whole(60));
    assertThat(view.get("note")).isEqualTo(Value.text("a=b"));
  }

  @Test
  void aPlainFieldWithNothingBehindTheEqualsSignIsTakenAway() {
    var key = addContact("Åse");
    assertThat(records.edit("contact", key, List.of("municipality=Bodø"))).isTrue();
    assertThat(records.edit("contact", key, List.of("municipality="))).isTrue();
    assertThat(records.edit("contact", key, List.of("municipality="))).isFalse();
    assertThat(records.show("contact", key).view().get("municipality").isPresent()).isFalse();
  }

  @Test
  void anActivityThatLooksLikeOneThatIsHereIsNotSavedUnlessSomebodyInsists() {
    var first = ((Records.Addition.Saved) records.addIfNew("activity", visit(60))).id();

    var second = records.addIfNew("activity", visit(45));

    assertThat(second)
        .isInstanceOfSatisfying(
            Records.Addition.LooksLike.class,
            alike -> assertThat(alike.rows()).extracting(row -> row.id()).containsExactly(first));
    assertThat(device.queued()).hasSize(1);
    assertThat(records.addIfNew("activity", visit(120))).isInstanceOf(Records.Addition.Saved.class);
    assertThat(records.add("activity", visit(45)).key()).isNotEmpty();
    assertThat(device.queued()).hasSize(3);
  }

  private static List<String> visit(long minutes) {
    return List.of(
        "peer_mentor=" + TestDevice.OLA,
        "type=" + TestDevice.VISIT,
        "date=2026-11-20",
        "minutes=" + minutes);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndNothingIsSaved() {
    var typed = List.of("minutes=many", "date=20.11.2026", "type=" + TestDevice.VISIT);
    assertThatThrownBy(() -> records.add("activity", typed))
        .asInstanceOf(InstanceOfAssertFactories.type(Trouble.class))
        .satisfies(
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(Trouble.Kind.FAILED);
              assertThat(trouble.problems())
                  .extracting(Problem::field)
                  .containsExactlyInAnyOrder("minutes", "date", "peer_mentor");
              assertThat(trouble.sentence()).doesNotContain("many");
            });
    assertThat(device.queued()).isEmpty();
  }

  @Test
  void aReferenceToNothingIsRefusedByName() {
    var typed = List.of("peer_mentor=nobody", "display_name=Åse");
    assertThatThrownBy(() -> records.add("contact", typed))
        .hasMessageContaining("peer_mentor names no peer_mentor on this device: nobody");
  }

  @Test
  void namesThatDoNotExistAreAnsweredWithNearOnes() {
    assertThatThrownBy(() -> records.list(wish("activty")))
        .hasMessageContaining("Did you mean activity?");
    assertThatThrownBy(() -> records.add("contact", List.of("dispaly_name=Åse")))
        .hasMessageContaining("Did you mean display_name?");
    assertThatThrownBy(() -> records.list(wish("zebra"))).hasMessageNotContaining("Did you mean");
  }

  @Test
  void aFieldWithoutAnIndexCanBeFilteredToo() {
    var key = addContact("Åse");
    var other = addContact("Eva");
    records.edit("contact", key, List.of("phone=12345678"));
    assertThat(find("phone=12345678")).containsExactly(key);
    assertThat(find("phone=")).containsExactly(other);
    assertThat(find("phone=1")).isEmpty();
  }

  private List<String> find(String filter) {
    var found = records.list(new Records.ListWish("contact", List.of(filter), "", 10, 0));
    assertThat(found.total()).isEqualTo(found.rows().size());
    return found.rows().stream().map(row -> row.id().key()).toList();
  }

  private static Records.ListWish wish(String entity) {
    return new Records.ListWish(entity, List.of(), "", 10, 0);
  }
}
