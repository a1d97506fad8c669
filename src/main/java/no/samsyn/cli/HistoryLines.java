package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditAction;
import no.samsyn.console.Moment;
import no.samsyn.console.TimeLine;
import no.samsyn.model.FieldChange;
import no.samsyn.model.Value;
import org.jspecify.annotations.Nullable;

/** A record's time line as lines and as JSON. */
final class HistoryLines {
  private final TimeLine.Told told;
  private final Surroundings around;
  private final RecordLines fields;

  HistoryLines(TimeLine.Told told, Surroundings around, RecordLines fields) {
    this.told = told;
    this.around = around;
    this.fields = fields;
  }

  List<Map<String, @Nullable Object>> json() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var moment : told.moments()) {
      rows.add(
          new Document()
              .with("at", moment.by().at().toString())
              .with("what", moment.what())
              .with("by", moment.by().author())
              .withText("onBehalfOf", moment.by().onBehalfOf())
              .withText("device", moment.by().device())
              .withText("mutation", moment.mutation())
              .with("version", moment.version())
              .withText("outcome", moment.outcome())
              .with("fields", List.copyOf(moment.changes().names()))
              .with("fromServer", moment.fromServer())
              .members());
    }
    return rows;
  }

  /** Returns {@code lines} with the time line under them. */
  List<String> after(List<String> lines) {
    var all = new ArrayList<>(lines);
    all.add("");
    var table = new Table(List.of("when", "who", "what", "fields"));
    for (var moment : told.moments()) {
      table.add(
          List.of(
              When.of(moment.by().at(), around.time().now(), around.zone()),
              who(moment),
              what(moment),
              changes(moment)));
    }
    all.addAll(table.wholeLines());
    if (!told.withServer()) {
      all.add("The server did not answer, so what others did may be missing.");
    }
    return all;
  }

  private String who(Moment moment) {
    var author = moment.by().author().isEmpty() ? "-" : moment.by().author();
    return moment.by().isByProxy()
        ? author + " for " + fields.nameOf(moment.by().onBehalfOf())
        : author;
  }

  private static String what(Moment moment) {
    var words = new StringBuilder(moment.what());
    if (!moment.outcome().isEmpty()) {
      words.append(' ').append(moment.outcome());
    }
    if (moment.version() > 0) {
      words.append(", version ").append(moment.version());
    }
    if (moment.what().equals(AuditAction.CONFLICTED.code())) {
      words.append(" (change ").append(moment.mutation()).append(')');
    }
    return words.toString();
  }

  private String changes(Moment moment) {
    var texts = new ArrayList<String>();
    moment.changes().byName().forEach((name, change) -> texts.add(name + " " + text(name, change)));
    return String.join("; ", texts);
  }

  private String text(String name, FieldChange change) {
    return said(name, change.before()) + " -> " + said(name, change.after());
  }

  private String said(String name, Value value) {
    return value.isPresent() ? fields.text(name, value) : "nothing";
  }
}
