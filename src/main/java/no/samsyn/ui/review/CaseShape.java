package no.samsyn.ui.review;

import java.util.List;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.console.review.Teller;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * How a case is laid out: its columns, and whether it is decided field by field or as a whole. The
 * coordinator stands before the mentor, whoever came second.
 */
record CaseShape(ReviewCase review, ReviewSheet.Sides sides) {

  static CaseShape of(ReviewSheet sheet) {
    return new CaseShape(sheet.row().review(), sheet.sides());
  }

  /** Two records that look like one. */
  boolean isPair() {
    return review.subject().kind().equals(ReviewCase.DUPLICATE);
  }

  boolean isByField() {
    return review.subject().kind().equals(ReviewCase.TWO_VERSIONS);
  }

  List<Pick> columns() {
    var mineFirst = !sides.mine().isMentor() && sides.theirs().isMentor();
    var first = mineFirst ? Pick.MINE : Pick.THEIRS;
    var second = mineFirst ? Pick.THEIRS : Pick.MINE;
    return isPair() ? List.of(first, second) : List.of(Pick.BASE, first, second);
  }

  /** Returns whether that side took the record away. */
  boolean isDeleted(Pick pick) {
    return review.subject().kind().equals(ReviewCase.EDIT_AND_DELETE)
        && pick != Pick.BASE
        && pick.of(review).names().isEmpty();
  }

  Teller teller(Pick pick) {
    return sides.of(pick);
  }

  /** Returns the role of whoever wrote that side, as a code. */
  String role(Pick pick) {
    return sides.of(pick).role().code();
  }

  /** Returns the side at a place; what was before has the place of a base only. */
  Pick at(int place) {
    return columns().get(place);
  }
}
