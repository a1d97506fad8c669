package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import no.samsyn.console.review.Draft;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.model.TextDiff;
import no.samsyn.model.TextDiff.Kind;
import no.samsyn.model.TextDiff.Piece;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.records.CellTexts;

/** Makes the lines of a case: what is masked stays masked, and still says that it changed. Pure. */
final class FieldRows {
  /** A text of which less is left than this share was written anew, and is shown as new. */
  private static final double KEPT_SHARE_MIN = 0.25;

  private final ReviewSheet sheet;
  private final CaseShape shape;
  private final Draft draft;
  private final ValueTexts texts;
  private final I18n words;

  FieldRows(ReviewSheet sheet, CaseShape shape, Draft draft, ValueTexts texts, I18n words) {
    this.sheet = sheet;
    this.shape = shape;
    this.draft = draft;
    this.texts = texts;
    this.words = words;
  }

  List<FieldRow> rows(Set<String> revealed) {
    return sheet.fields().stream()
        .filter(draft::isDecidable) // who wrote it stands beside the fields
        .map(field -> row(field, revealed.contains(field.name())))
        .toList();
  }

  private FieldRow row(FieldSheet field, boolean isRevealed) {
    var masked = field.sensitive() && !isRevealed && hasValue(field);
    var cells = new ArrayList<FieldRow.Cell>();
    for (var pick : shape.columns()) {
      cells.add(masked ? masked(field, pick) : cell(field, pick));
    }
    var choosable = shape.isByField() && draft.isDecidable(field);
    return new FieldRow(
        field,
        texts.label(field.name()),
        state(field),
        masked ? "" : now(field),
        cells,
        shape.isByField() && draft.asksPerson(field),
        choosable,
        masked);
  }

  private static boolean hasValue(FieldSheet field) {
    var versions = field.versions();
    return versions.before().isPresent()
        || versions.mine().isPresent()
        || versions.theirs().isPresent();
  }

  private String now(FieldSheet field) {
    return sheet.row().review().isOpen() && shape.isByField() && Draft.hasMoved(field)
        ? words.text("review.now", shown(texts.of(field, field.versions().now())))
        : "";
  }

  private String shown(String text) {
    return text.isEmpty() ? words.text("review.nothing") : text;
  }

  private String state(FieldSheet field) {
    var mine = words.text("review.by." + shape.role(Pick.MINE));
    var theirs = words.text("review.by." + shape.role(Pick.THEIRS));
    return switch (field.state()) {
      case CONTESTED ->
          words.text(
              !shape.isByField()
                  ? "review.field.edited"
                  : sheet.row().review().isOpen() ? "review.field.contested" : "review.field.both");
      case ONLY_MINE -> words.text("review.field.only", mine);
      case ONLY_THEIRS -> words.text("review.field.only", theirs);
      case SAME -> words.text("review.field.same");
      case DIFFERENT -> words.text("review.field.different");
      case UNCHANGED -> words.text("review.field.unchanged");
    };
  }

  /** Always as many dots; whether it changed may be known. */
  private FieldRow.Cell masked(FieldSheet field, Pick pick) {
    var value = field.versions().of(pick);
    if (shape.isDeleted(pick)) {
      return deleted(pick);
    } else if (!value.isPresent()) {
      return nothing(pick, isNews(field, pick));
    }
    var isNews = isNews(field, pick);
    return new FieldRow.Cell(
        pick,
        List.of(new Piece(isNews ? Kind.ADDED : Kind.KEPT, CellTexts.MASK)),
        isNews ? words.text("review.changed") : "",
        false);
  }

  private FieldRow.Cell deleted(Pick pick) {
    return new FieldRow.Cell(
        pick, List.of(new Piece(Kind.KEPT, words.text("review.deleted"))), "", true);
  }

  private FieldRow.Cell nothing(Pick pick, boolean isNews) {
    var kind = isNews ? Kind.ADDED : Kind.KEPT;
    return new FieldRow.Cell(
        pick, List.of(new Piece(kind, words.text("review.nothing"))), "", true);
  }

  private FieldRow.Cell cell(FieldSheet field, Pick pick) {
    var value = field.versions().of(pick);
    var text = texts.of(field, value);
    if (shape.isDeleted(pick)) {
      return deleted(pick);
    } else if (text.isEmpty()) {
      return nothing(pick, isNews(field, pick));
    } else if (!isNews(field, pick)) {
      return new FieldRow.Cell(pick, List.of(new Piece(Kind.KEPT, text)), "", false);
    }
    return new FieldRow.Cell(
        pick, pieces(field, pick, text), texts.step(field, before(field, pick), value), false);
  }

  /** What a version is held against: what was before, or of a pair the other one. */
  private Value before(FieldSheet field, Pick pick) {
    return shape.isPair()
        ? field.versions().of(pick == Pick.MINE ? Pick.THEIRS : Pick.MINE)
        : field.versions().before();
  }

  private boolean isNews(FieldSheet field, Pick pick) {
    return pick != Pick.BASE && !field.versions().of(pick).equals(before(field, pick));
  }

  private List<Piece> pieces(FieldSheet field, Pick pick, String text) {
    var before = texts.of(field, before(field, pick));
    if (field.type() != no.samsyn.model.FieldType.TEXT || before.isEmpty()) {
      return List.of(new Piece(Kind.ADDED, text));
    }
    var pieces = TextDiff.between(before, text);
    var kept =
        pieces.stream()
            .filter(piece -> piece.kind() == Kind.KEPT)
            .collect(Collectors.summingInt(piece -> piece.text().strip().length()));
    if (kept < KEPT_SHARE_MIN * text.length()) {
      return List.of(new Piece(Kind.ADDED, text));
    }
    return shape.isPair()
        ? pieces.stream().filter(piece -> piece.kind() != Kind.REMOVED).toList()
        : pieces;
  }
}
