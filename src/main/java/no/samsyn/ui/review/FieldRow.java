package no.samsyn.ui.review;

import java.util.List;
import java.util.Optional;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.Pick;
import no.samsyn.model.TextDiff.Piece;

/**
 * One field of a case in words.
 *
 * @param state what happened to it: changed by both, by one, not at all
 * @param now what stands in the record where that is neither of the versions; else empty
 * @param cells the versions, in the order of the columns
 * @param asks whether nobody but a person can say what it becomes
 * @param choosable whether there is a choice at all
 */
record FieldRow(
    FieldSheet sheet,
    String label,
    String state,
    String now,
    List<Cell> cells,
    boolean asks,
    boolean choosable,
    boolean masked) {

  /**
   * One version's value.
   *
   * @param pieces the value, what is new in it marked as added
   * @param step how far it is from what was before, in words; else empty
   */
  record Cell(Pick pick, List<Piece> pieces, String step, boolean isEmpty) {
    Cell {
      pieces = List.copyOf(pieces);
    }

    /** Returns what a screen reader says: what is gone is not read out. */
    String spoken() {
      var text = new StringBuilder();
      for (var piece : pieces) {
        if (piece.kind() != no.samsyn.model.TextDiff.Kind.REMOVED) {
          text.append(piece.text());
        }
      }
      return step.isEmpty() ? text.toString() : text + ", " + step;
    }

    @Override
    public String toString() {
      return "Cell[" + pick + "]"; // values are personal
    }
  }

  FieldRow {
    cells = List.copyOf(cells);
  }

  String name() {
    return sheet.name();
  }

  /** Returns the version that stands in the record now, of a field that somebody changed. */
  Optional<Pick> became() {
    var versions = sheet.versions();
    return choosable && sheet.isChanged()
        ? cells.stream()
            .map(Cell::pick)
            .filter(pick -> versions.of(pick).equals(versions.now()))
            .findFirst()
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "FieldRow[" + sheet.name() + "]"; // values are personal
  }
}
