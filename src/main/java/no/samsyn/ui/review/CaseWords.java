package no.samsyn.ui.review;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.console.review.Draft;
import no.samsyn.console.review.LostDecision;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.console.review.Teller;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.sync.RowState;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Tone;

/** What is said of a case around its fields. Immutable. */
final class CaseWords {
  private final ReviewSheet sheet;
  private final CaseShape shape;
  private final Map<String, String> labels;
  private final I18n words;

  CaseWords(ReviewSheet sheet, Map<String, String> labels, I18n words) {
    this.sheet = sheet;
    this.shape = CaseShape.of(sheet);
    this.labels = Map.copyOf(labels);
    this.words = words;
  }

  /** A sentence with how serious it is. */
  record Banner(Tone tone, String text) {}

  String title() {
    var name = sheet.row().mentorName();
    var type = typeOf(sheet.row().review(), labels);
    return type.isEmpty() ? name : name + " · " + type;
  }

  /** Returns what the record's type is called; empty where it has none. */
  static String typeOf(ReviewCase review, Map<String, String> labels) {
    var key = text(review, "type");
    return key.isEmpty() ? "" : labels.getOrDefault(key, "");
  }

  static String text(ReviewCase review, String field) {
    for (var side : List.of(review.sides().theirs(), review.sides().mine(), base(review))) {
      if (!side.text(field).isEmpty()) {
        return side.text(field);
      }
    }
    return "";
  }

  private static Fields base(ReviewCase review) {
    return review.sides().base();
  }

  String subtitle() {
    var parts = new ArrayList<String>();
    var entity = sheet.row().review().subject().entity();
    parts.add(words.text("record." + entity) + day(words, sheet.row().review()));
    parts.add(age(words, sheet.row().ageDays()));
    var standing = sheet.row().review().standing();
    if (!standing.assignedTo().isEmpty()) {
      parts.add(words.text("review.assigned-to", standing.assignedTo()));
    }
    if (!standing.deferredUntil().isEmpty()) {
      parts.add(words.text("review.deferred-until", date(words, standing.deferredUntil())));
    }
    return String.join(" · ", parts);
  }

  static String day(I18n words, ReviewCase review) {
    var text = text(review, "date");
    return text.isEmpty() ? "" : " " + date(words, text);
  }

  static String date(I18n words, String text) {
    try {
      return words.date(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /** Returns the name of a field without what stands in brackets behind it. */
  static String withoutNote(String label) {
    return label.replaceAll("\\s*\\(.*\\)", "");
  }

  static String age(I18n words, long days) {
    return days == 0 ? words.text("review.age.today") : words.count("review.age", days);
  }

  static Tone kindTone(String kind) {
    return kind.equals(ReviewCase.EDIT_AND_DELETE) ? Tone.ALERT : Tone.REVIEW;
  }

  String kind() {
    return words.text("review.kind." + sheet.row().review().subject().kind());
  }

  Banner banner(Draft draft) {
    var review = sheet.row().review();
    if (!review.isOpen()) {
      return closed(review);
    } else if (sheet.now().moved() && shape.isByField()) {
      return new Banner(Tone.WAITING, words.text("review.banner.moved"));
    } else if (shape.isPair()) {
      return new Banner(Tone.REVIEW, words.text("review.banner.duplicate"));
    } else if (!shape.isByField()) {
      var deleter = shape.isDeleted(Pick.MINE) ? Pick.MINE : Pick.THEIRS;
      var editor = deleter == Pick.MINE ? Pick.THEIRS : Pick.MINE;
      return new Banner(
          Tone.ALERT,
          words.text("review.banner.deleted", who(shape.teller(deleter)), who(shape.teller(editor)))
              + " "
              + words.text("review.banner.deleted-choice"));
    }
    return new Banner(Tone.REVIEW, words.count("review.banner.contested", draft.asked()));
  }

  private Banner closed(ReviewCase review) {
    var standing = review.standing();
    var isWaiting = sheet.row().state() == RowState.UNSENT;
    var status = standing.status().equals(ReviewCase.RESOLVED) ? outcome(review) : status(review);
    return isWaiting
        ? new Banner(Tone.WAITING, status + " " + words.text("review.banner.waiting"))
        : new Banner(Tone.GOOD, status);
  }

  private String status(ReviewCase review) {
    return words.text("review.status." + review.standing().status());
  }

  private String outcome(ReviewCase review) {
    var standing = review.standing();
    var by =
        standing.decidedBy().isEmpty()
            ? words.text("review.someone")
            : person(standing.decidedBy());
    var key = "review.outcome." + standing.outcome();
    var what = words.has(key) ? words.text(key, sideWords()) : standing.outcome();
    return words.text("review.banner.decided", by, what);
  }

  /** The names of mine and theirs, for sentences that say whose side won. */
  private Object[] sideWords() {
    return new Object[] {who(shape.teller(Pick.MINE)), who(shape.teller(Pick.THEIRS))};
  }

  /** Returns the name of who wrote a side; the role where nobody knows the name. */
  String who(Teller teller) {
    return teller.name().isEmpty() ? words.text("role." + teller.role().code()) : teller.name();
  }

  /** Returns the name of somebody who signs in as {@code user}, where one of the sides tells it. */
  String person(String user) {
    return List.of(Pick.MINE, Pick.THEIRS).stream()
        .map(shape::teller)
        .filter(teller -> teller.side().by().author().equals(user) && !teller.name().isEmpty())
        .map(Teller::name)
        .findFirst()
        .orElse(user);
  }

  String columnTitle(Pick pick) {
    return pick == Pick.BASE ? words.text("review.before") : who(shape.teller(pick));
  }

  String columnRole(Pick pick) {
    if (pick == Pick.BASE) {
      return words.text("review.before-hint");
    }
    return words.text("role." + shape.role(pick));
  }

  /** What a whole answer does, in a sentence. */
  String wholeResult(Pick chosen) {
    if (shape.isPair()) {
      var other = chosen == Pick.MINE ? Pick.THEIRS : Pick.MINE;
      return words.text("review.result.one", whose(chosen), whose(other));
    }
    return shape.isDeleted(chosen)
        ? words.text("review.result.delete")
        : words.text("review.result.keep-edit", whose(chosen));
  }

  String whose(Pick pick) {
    return words.text("review.version-of", who(shape.teller(pick)));
  }

  /** Lines that hold a decision that did not count against what stands. */
  List<String> lost(ValueTexts texts) {
    var lines = new ArrayList<String>();
    for (var lost : sheet.lost()) {
      lines.addAll(lost(lost, texts));
    }
    return lines;
  }

  private List<String> lost(LostDecision lost, ValueTexts texts) {
    var lines = new ArrayList<String>();
    for (var field : sheet.fields()) {
      var change = lost.changes().byName().get(field.name());
      if (change != null && field.type() != FieldType.OBJECT) {
        lines.add(against(texts, field, texts.of(field, change.after())));
      }
    }
    return lines;
  }

  /** Lines that hold what one had chosen when somebody else decided. */
  List<String> overtaken(Draft draft, ValueTexts texts) {
    var lines = new ArrayList<String>();
    for (var field : sheet.fields()) {
      if (draft.asksPerson(field) && draft.isDecided(field)) {
        lines.add(against(texts, field, texts.of(field, draft.result(field))));
      }
    }
    return lines;
  }

  private String against(
      ValueTexts texts, no.samsyn.console.review.FieldSheet field, String yours) {
    if (field.sensitive()) {
      return words.text("review.lost.masked", texts.label(field.name()));
    }
    var stands = texts.of(field, field.versions().now());
    return words.text("review.lost.line", texts.label(field.name()), shown(stands), shown(yours));
  }

  private String shown(String text) {
    return text.isEmpty() ? words.text("review.nothing") : text;
  }
}
