package no.samsyn.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.review.Amounts;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.LostDecision;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.console.review.Teller;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.TextDiff;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.ReviewCase;

/** One review for the person who decides: who wrote what, changed fields first. Pure. */
final class ReviewLines {
  private static final String MASK = "•••";
  private static final String NONE = "-";
  private static final long OFF_MILLIS_MIN = 120_000; // below, no clock is worth a word

  private final ReviewSheet sheet;
  private final boolean reveal;
  private final Instant now;
  private final ZoneId zone;

  ReviewLines(ReviewSheet sheet, boolean reveal, Instant now, ZoneId zone) {
    this.sheet = sheet;
    this.reveal = reveal;
    this.now = now;
    this.zone = zone;
  }

  /** Returns what a kind of review is in words. */
  static String kind(String kind) {
    return switch (kind) {
      case ReviewCase.TWO_VERSIONS -> "two versions";
      case ReviewCase.EDIT_AND_DELETE -> "edited and deleted";
      case ReviewCase.DUPLICATE -> "told twice";
      default -> Table.clean(kind);
    };
  }

  List<String> lines() {
    var lines = new ArrayList<>(head().wholeLines());
    lines.add("");
    lines.addAll(tellers().wholeLines());
    if (sheet.now().moved()) {
      lines.add("");
      lines.add("The record has changed since this review was opened; \"now\" is what it says.");
    }
    for (var state : FieldSheet.State.values()) {
      addFields(state, lines);
    }
    addDecision(lines);
    sheet.lost().forEach(lost -> addLost(lost, lines));
    lines.add("");
    lines.add(whatToDo());
    return lines;
  }

  private Table head() {
    var row = sheet.row();
    var subject = row.review().subject();
    var standing = row.review().standing();
    var whose = row.mentorName().isEmpty() ? "" : " of " + row.mentorName();
    var table = new Table(List.of("review", row.key()));
    table.add(List.of("record", subject.entity() + " " + subject.record() + whose));
    table.add(
        List.of(
            "version", sheet.now().isThere() ? Long.toString(sheet.now().version()) : "deleted"));
    table.add(List.of("what", kind(subject.kind()) + ", " + standing.status()));
    table.add(List.of("since", When.of(row.since(), now, zone)));
    add(table, "assigned to", standing.assignedTo());
    add(table, "put off until", standing.deferredUntil());
    add(table, "decided by", standing.decidedBy());
    add(table, "outcome", standing.outcome());
    add(table, "comment", row.comment().isEmpty() || reveal ? row.comment() : MASK);
    return table;
  }

  private static void add(Table table, String name, String text) {
    if (!text.isEmpty()) {
      table.add(List.of(name, text));
    }
  }

  private Table tellers() {
    var table = new Table(List.of("side", "written by", "when", "based on"));
    table.add(teller(Pick.MINE, "based on version "));
    table.add(teller(Pick.THEIRS, "is version "));
    return table;
  }

  private List<String> teller(Pick side, String version) {
    var teller = sheet.sides().of(side);
    var device = teller.side().by().device();
    return List.of(
        side == Pick.MINE ? "mine" : "theirs",
        sheet.sides().label(side) + (device.isEmpty() ? "" : " on device " + device),
        When.of(teller.side().by().at(), now, zone) + clock(teller),
        version + teller.side().version());
  }

  private static String clock(Teller teller) {
    var offset = teller.side().offsetMillis();
    if (offset == Mutation.Evidence.UNKNOWN_OFFSET || Math.abs(offset) < OFF_MILLIS_MIN) {
      return "";
    }
    return " by a clock that is "
        + Math.abs(offset) / 60_000
        + (offset > 0 ? " min behind" : " min ahead");
  }

  private void addFields(FieldSheet.State state, List<String> lines) {
    var fields = sheet.fields().stream().filter(field -> field.state() == state).toList();
    if (fields.isEmpty()) {
      return;
    }
    lines.add("");
    if (state == FieldSheet.State.UNCHANGED) {
      var names = fields.stream().map(FieldSheet::name).toList();
      lines.add(
          "The same in both: "
              + (fields.size() == 1 ? "1 field" : fields.size() + " fields")
              + " ("
              + String.join(", ", names)
              + ")");
      return;
    }
    lines.add(title(state) + ":");
    fields.forEach(field -> addField(field, lines));
  }

  private String title(FieldSheet.State state) {
    var sides = sheet.sides();
    return switch (state) {
      case CONTESTED ->
          sheet.row().review().subject().kind().equals(ReviewCase.EDIT_AND_DELETE)
              ? "What was edited of the record that the other deleted"
              : "Both wrote something else";
      case ONLY_MINE -> "Only " + sides.mineLabel() + " changed";
      case ONLY_THEIRS -> "Only " + sides.theirsLabel() + " changed";
      case SAME -> "Both wrote the same";
      case DIFFERENT -> "The two records differ in";
      case UNCHANGED -> "The same in both";
    };
  }

  private void addField(FieldSheet field, List<String> lines) {
    lines.add(Table.clean(field.name()));
    var versions = field.versions();
    var table = new Table(List.of("", "", "", ""));
    if (!sheet.row().review().subject().kind().equals(ReviewCase.DUPLICATE)) {
      table.add(List.of("", "", "before", text(field, versions.before())));
    }
    for (var side : List.of(Pick.MINE, Pick.THEIRS)) {
      table.add(List.of("", "", named(side), text(field, side)));
      var difference = difference(field, side);
      if (!difference.isEmpty()) {
        table.add(List.of("", "", "", difference));
      }
    }
    if (sheet.now().moved() && !versions.now().equals(versions.theirs())) {
      table.add(List.of("", "", "now", text(field, versions.now())));
    }
    lines.addAll(table.wholeLines().stream().filter(line -> !line.isBlank()).toList());
  }

  private String named(Pick side) {
    return sheet.sides().label(side) + (side == Pick.MINE ? " (mine)" : " (theirs)");
  }

  private String text(FieldSheet field, Pick side) {
    return side.of(sheet.row().review()).names().isEmpty()
        ? "deleted the record"
        : text(field, field.versions().of(side));
  }

  private String text(FieldSheet field, Value value) {
    if (!value.isPresent()) {
      return NONE;
    }
    if (field.sensitive() && !reveal) {
      return MASK;
    }
    var text = Amounts.of(field.name(), value, field.versions().before());
    return sheet.labels().getOrDefault(text, text);
  }

  /** Words taken out and put in, marked so that a screen reader speaks the marks. */
  private String difference(FieldSheet field, Pick side) {
    if (field.sensitive() && !reveal) {
      return "";
    }
    var words = new StringBuilder();
    for (var piece : field.difference(side)) {
      if (piece.kind() == TextDiff.Kind.KEPT) {
        words.append(piece.text());
      } else {
        var isAdded = piece.kind() == TextDiff.Kind.ADDED;
        words.append(isAdded ? "{+" : "[-").append(piece.text()).append(isAdded ? "+}" : "-]");
      }
    }
    return words.toString();
  }

  private void addDecision(List<String> lines) {
    var standing = sheet.row().review().standing();
    if (standing.outcome().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Decision that stands: " + standing.decidedBy() + ", " + standing.outcome());
    var trace = standing.trace();
    addChanges(trace.changes(), lines);
    addIf(lines, "  made the record ", trace.created());
    addIf(lines, "  deleted the record ", trace.deleted());
    addIf(lines, "  one of the batch ", trace.batch());
  }

  private static void addIf(List<String> lines, String words, String key) {
    if (!key.isEmpty()) {
      lines.add(words + key);
    }
  }

  private void addLost(LostDecision lost, List<String> lines) {
    lines.add("");
    lines.add("Your decision of this device did not count: " + Table.clean(lost.why()));
    addChanges(lost.changes(), lines);
    addIf(lines, "  would have closed the review as ", lost.outcome());
    lines.add("  It is kept until you discard it: samsyn outbox discard " + lost.mutation());
  }

  private void addChanges(FieldChanges changes, List<String> lines) {
    var table = new Table(List.of("", "", ""));
    changes
        .byName()
        .forEach(
            (name, change) ->
                table.add(
                    List.of(
                        "",
                        name,
                        masked(name, change.before()) + " -> " + masked(name, change.after()))));
    lines.addAll(table.wholeLines().stream().filter(line -> !line.isBlank()).toList());
  }

  private String masked(String name, Value value) {
    if (!value.isPresent()) {
      return NONE;
    }
    var isMasked =
        sheet.fields().stream()
            .filter(field -> field.name().equals(name))
            .map(FieldSheet::sensitive)
            .findFirst()
            .orElse(true);
    var text = Amounts.of(name, value, Value.absent());
    return isMasked && !reveal ? MASK : sheet.labels().getOrDefault(text, text);
  }

  private String whatToDo() {
    var key = sheet.row().key();
    var review = sheet.row().review();
    if (!review.isOpen()) {
      return review.standing().status().equals(ReviewCase.RESOLVED)
          ? "Take it back: samsyn review undo " + key
          : "Open it again: samsyn review reopen " + key;
    }
    var how =
        switch (review.subject().kind()) {
          case ReviewCase.EDIT_AND_DELETE -> " --keep-edit | --delete";
          case ReviewCase.DUPLICATE -> " --duplicate keep=mine|theirs | --both";
          default -> " --take FIELD=mine|theirs|base ... | --all mine|theirs | --both";
        };
    var seen = sheet.now().version() > 0 ? " --seen " + sheet.now().version() : "";
    return "Decide: samsyn review resolve " + key + how + seen;
  }
}
