package no.samsyn.model;

import static no.samsyn.model.TextDiff.Kind.ADDED;
import static no.samsyn.model.TextDiff.Kind.KEPT;
import static no.samsyn.model.TextDiff.Kind.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.model.TextDiff.Kind;
import no.samsyn.model.TextDiff.Piece;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;

class TextDiffTest {
  @Test
  void oneChangedWordIsOnePieceOnEachSide() {
    assertThat(
            TextDiff.between(
                "Samtale om høreapparat, gikk fint.", "Samtale om tinnitus, gikk fint."))
        .containsExactly(
            new Piece(KEPT, "Samtale om "),
            new Piece(REMOVED, "høreapparat"),
            new Piece(ADDED, "tinnitus"),
            new Piece(KEPT, ", gikk fint."));
  }

  @Test
  void thePiecesGiveBothTextsBackWhateverTheyAre() {
    var chance = new SeededChance(1);
    var words = List.of("å", "være ", "eller", " ", ",", "ikke\n", "😀", "e\u0301", "være", "");
    for (var round = 0; round < 3_000; round++) {
      var before = sentence(words, chance);
      var after = sentence(words, chance);
      var pieces = TextDiff.between(before, after);
      assertThat(join(pieces, ADDED)).isEqualTo(before);
      assertThat(join(pieces, REMOVED)).isEqualTo(after);
    }
  }

  @Test
  void equalTextsAreOneKeptPieceAndEmptyOnesNone() {
    assertThat(TextDiff.between("a b", "a b")).containsExactly(new Piece(KEPT, "a b"));
    assertThat(TextDiff.between("", "")).isEmpty();
  }

  @Test
  void longTextsAreBounded() {
    var before = "a b ".repeat(10_000);
    var after = "c d ".repeat(10_000);
    assertThat(TextDiff.between(before, after)).hasSizeLessThan(40_001);
  }

  private static String sentence(List<String> words, SeededChance chance) {
    var text = new StringBuilder();
    var length = (int) (chance.nextDouble() * 12);
    for (var i = 0; i < length; i++) {
      text.append(words.get((int) (chance.nextDouble() * words.size())));
    }
    return text.toString();
  }

  private static String join(List<Piece> pieces, Kind without) {
    var text = new StringBuilder();
    pieces.stream()
        .filter(piece -> piece.kind() != without)
        .forEach(piece -> text.append(piece.text()));
    return text.toString();
  }
}
