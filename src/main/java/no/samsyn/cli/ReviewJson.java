package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.BulkPlan;
import no.samsyn.console.review.Decided;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.LostDecision;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.QueueRow;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.console.review.Spelling;
import no.samsyn.console.review.Teller;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.TextDiff;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.DecisionTrace;
import org.jspecify.annotations.Nullable;

/** Reviews for programs. The names are a contract; never rename. Pure. */
final class ReviewJson {
  private ReviewJson() {}

  static Document of(QueueRow row) {
    var subject = row.review().subject();
    var standing = row.review().standing();
    return new Document()
        .with("key", row.key())
        .with("entity", subject.entity())
        .with("record", subject.record())
        .with("kind", subject.kind())
        .with("status", standing.status())
        .withText("mentor", subject.peerMentor())
        .withText("mentorName", row.mentorName())
        .with("contested", List.copyOf(row.review().sides().contested()))
        .with("severity", Spelling.of(row.severity()))
        .with("age", row.ageDays())
        .withTime("since", row.since())
        .withText("assignedTo", standing.assignedTo())
        .withText("deferredUntil", standing.deferredUntil())
        .withText("outcome", standing.outcome())
        .withText("decidedBy", standing.decidedBy());
  }

  static Document of(ReviewSheet sheet) {
    var sides = sheet.sides();
    return of(sheet.row())
        .withText("comment", sheet.row().comment())
        .with("version", sheet.now().version())
        .with("recordIsThere", sheet.now().isThere())
        .with("moved", sheet.now().moved())
        .with(
            "sides",
            new Document()
                .with("mine", of(sides.mine(), sides.mineLabel()))
                .with("theirs", of(sides.theirs(), sides.theirsLabel())))
        .with("fields", sheet.fields().stream().map(ReviewJson::of).toList())
        .with("unchanged", sheet.fields().stream().filter(field -> !field.isChanged()).count())
        .with("labels", sheet.labels())
        .with("decision", decision(sheet.row().review().standing().trace()))
        .with("lostDecisions", sheet.lost().stream().map(ReviewJson::of).toList());
  }

  private static Document of(Teller teller, String label) {
    var by = teller.side().by();
    var json =
        new Document()
            .with("role", teller.role().code())
            .with("label", label)
            .withText("author", by.author())
            .withText("name", teller.name())
            .withText("onBehalfOf", by.onBehalfOf())
            .withText("forName", teller.forName())
            .withText("device", by.device())
            .withTime("time", by.at())
            .with("version", teller.side().version())
            .withText("mutation", teller.side().mutation())
            .withText("record", teller.side().record());
    return teller.side().offsetMillis() == Mutation.Evidence.UNKNOWN_OFFSET
        ? json
        : json.with("clockOffsetMs", teller.side().offsetMillis());
  }

  private static Map<String, @Nullable Object> of(FieldSheet field) {
    var differences = new Document();
    for (var side : List.of(Pick.MINE, Pick.THEIRS)) {
      var pieces = new ArrayList<Map<String, @Nullable Object>>();
      field.difference(side).forEach(piece -> pieces.add(of(piece)));
      differences.with(Spelling.of(side), pieces);
    }
    var versions = field.versions();
    var json =
        new Document()
            .with("name", field.name())
            .with("state", field.state().code())
            .with("sensitive", field.sensitive());
    putValue(json, "before", versions.before());
    putValue(json, "mine", versions.mine());
    putValue(json, "theirs", versions.theirs());
    putValue(json, "now", versions.now());
    return json.with("differences", differences).members();
  }

  private static Map<String, @Nullable Object> of(TextDiff.Piece piece) {
    return new Document()
        .with("kind", Spelling.of(piece.kind()))
        .with("text", piece.text())
        .members();
  }

  /** Null where there is none. */
  private static void putValue(Document json, String name, Value value) {
    if (value.isPresent()) {
      json.with(name, value);
    } else {
      json.withText(name, "");
    }
  }

  private static Document decision(DecisionTrace trace) {
    return new Document()
        .withText("batch", trace.batch())
        .with("changes", of(trace.changes()))
        .withText("created", trace.created())
        .withText("deleted", trace.deleted());
  }

  static Document of(FieldChanges changes) {
    var json = new Document();
    changes
        .byName()
        .forEach(
            (name, change) -> {
              var both = new Document();
              putValue(both, "before", change.before());
              putValue(both, "after", change.after());
              json.with(name, both);
            });
    return json;
  }

  private static Map<String, @Nullable Object> of(LostDecision lost) {
    return new Document()
        .with("mutation", lost.mutation())
        .with("op", lost.op().wireName())
        .withText("outcome", lost.outcome())
        .with("changes", of(lost.changes()))
        .with("why", lost.why())
        .withTime("at", lost.at())
        .members();
  }

  static Document of(Decided decided) {
    return new Document()
        .with("key", decided.review())
        .with("outcome", decided.how())
        .withText("created", decided.created())
        .with("leftAlone", decided.leftAlone());
  }

  static Document of(BulkPlan plan) {
    return new Document()
        .with("rule", Spelling.of(plan.rule()))
        .with("records", plan.items().size())
        .with("dropsText", plan.dropping())
        .with("dropsMentorText", plan.droppingMentors())
        .with("items", plan.items().stream().map(ReviewJson::of).toList());
  }

  private static Map<String, @Nullable Object> of(BulkPlan.Item item) {
    var subject = item.row().review().subject();
    return new Document()
        .with("key", item.row().key())
        .with("entity", subject.entity())
        .with("record", subject.record())
        .withText("mentor", subject.peerMentor())
        .withText("mentorName", item.row().mentorName())
        .with("takes", Spelling.of(item.takes()))
        .with("changes", of(item.changes()))
        .with("drops", item.drops())
        .with("dropsMentorText", item.dropsMentors())
        .members();
  }

  static List<Map<String, @Nullable Object>> left(List<BulkPlan.Left> left) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    left.forEach(
        each ->
            rows.add(new Document().with("key", each.review()).with("why", each.why()).members()));
    return rows;
  }

  static Document of(BulkDesk.Done done) {
    return new Document()
        .with("batch", done.batch())
        .with("undone", done.decided().size())
        .with("rows", done.decided().stream().map(each -> of(each).members()).toList())
        .with("left", left(done.left()));
  }
}
