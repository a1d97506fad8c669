package no.samsyn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.model.ThreeWay.Finding;
import org.junit.jupiter.api.Test;

/**
 * The laws of comparing three versions (I26), over all bodies of two fields; fields do not
 * influence each other.
 */
class ThreeWayTest {
  private static final List<Value> VALUES =
      List.of(Value.absent(), Value.nothing(), Value.text("a"), Value.text("b"), Value.whole(1));

  private final List<Fields> bodies =
      VALUES.stream()
          .flatMap(x -> VALUES.stream().map(y -> Fields.NONE.with("x", x).with("y", y)))
          .toList();

  @Test
  void whoeverChangedNothingGetsTheOthersChange() {
    for (var base : bodies) {
      for (var other : bodies) {
        assertThat(merge(base, other, base)).isEqualTo(other);
        assertThat(merge(base, base, other)).isEqualTo(other);
        assertThat(merge(base, other, other)).isEqualTo(other);
      }
    }
  }

  @Test
  void aFieldIsContestedExactlyWhereBothChangedItDifferently() {
    for (var base : bodies) {
      for (var mine : bodies) {
        for (var theirs : bodies) {
          var comparison = ThreeWay.compare(base, mine, theirs);
          for (var name : List.of("x", "y")) {
            var expected =
                !mine.get(name).equals(base.get(name))
                    && !theirs.get(name).equals(base.get(name))
                    && !mine.get(name).equals(theirs.get(name));
            assertThat(comparison.contested().contains(name)).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void theOrderOfTheSidesDoesNotMatterWhereNothingIsContestedAndMergingTwiceChangesNothing() {
    for (var base : bodies) {
      for (var mine : bodies) {
        for (var theirs : bodies) {
          var comparison = ThreeWay.compare(base, mine, theirs);
          var merged = comparison.merge(mine, theirs);
          if (comparison.contested().isEmpty()) {
            assertThat(merge(base, theirs, mine)).isEqualTo(merged);
          }
          assertThat(merge(base, merged, theirs)).isEqualTo(merged);
          assertThat(comparison.findings().keySet()).doesNotContain("z");
        }
      }
    }
  }

  @Test
  void everyFindingHasItsCase() {
    var base =
        Fields.of("same", Value.whole(1))
            .with("mine", 1)
            .with("theirs", 1)
            .with("both", 1)
            .with("fight", 1);
    var mine = base.with("mine", 2).with("both", 2).with("fight", 2);
    var theirs = base.with("theirs", 3).with("both", 2).with("fight", 3);
    assertThat(ThreeWay.compare(base, mine, theirs).findings())
        .containsEntry("same", Finding.UNCHANGED)
        .containsEntry("mine", Finding.ONLY_MINE)
        .containsEntry("theirs", Finding.ONLY_THEIRS)
        .containsEntry("both", Finding.SAME)
        .containsEntry("fight", Finding.CONTESTED);
  }

  private static Fields merge(Fields base, Fields mine, Fields theirs) {
    return ThreeWay.compare(base, mine, theirs).merge(mine, theirs);
  }
}
