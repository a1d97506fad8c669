package no.samsyn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of changes, over all bodies of two fields with three values, null and absence. */
class FieldChangesTest {
  private static final List<Value> VALUES =
      List.of(Value.absent(), Value.nothing(), Value.text("a"), Value.text("b"), Value.whole(1));

  private final List<Fields> bodies = allBodies();

  @Test
  void aChangeBetweenTwoBodiesLeadsFromTheOneToTheOther() {
    for (var before : bodies) {
      for (var after : bodies) {
        var change = FieldChanges.between(before, after);
        assertThat(change.applyTo(before)).isEqualTo(after);
        assertThat(change.isEmpty()).isEqualTo(before.equals(after));
      }
    }
  }

  @Test
  void twoChangesJoinedAreTheirSequence() {
    for (var a : bodies) {
      for (var b : bodies) {
        for (var c : bodies) {
          var joined = FieldChanges.between(a, b).then(FieldChanges.between(b, c));
          assertThat(joined).isEqualTo(FieldChanges.between(a, c));
        }
      }
    }
  }

  @Test
  void nothingPersonalShowsInText() {
    var change = FieldChanges.between(Fields.NONE, Fields.of("note", Value.text("hemmelig")));
    assertThat(change.toString() + change.byName() + Fields.of("note", Value.text("hemmelig")))
        .doesNotContain("hemmelig")
        .contains("note");
  }

  private static List<Fields> allBodies() {
    var all = new ArrayList<Fields>();
    for (var x : VALUES) {
      for (var y : VALUES) {
        all.add(Fields.NONE.with("x", x).with("y", y));
      }
    }
    return all;
  }
}
