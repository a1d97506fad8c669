package no.samsyn.ui.audit;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.AuditLog;
import no.samsyn.console.FieldTexts;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.records.CellTexts;
import no.samsyn.ui.records.Choice;

/** Entries of the audit log in words. Immutable. */
final class AuditTexts {
  /** In place of a number of entries that nobody counted. */
  static final long UNKNOWN = -1;

  /** How something can have ended, as codes: what happened to a record, then to a conflict. */
  private static final List<String> OUTCOMES =
      List.of(
          "create",
          "update",
          "delete",
          "rejected",
          "conflict",
          "out-of-scope",
          "review",
          "two_versions",
          "edit_and_delete",
          "duplicate",
          "merged",
          "mine",
          "theirs",
          "both",
          "overwritten",
          "kept-theirs",
          "same",
          "undone",
          "reopened",
          "withdrawn",
          "lost",
          "control",
          "full");

  private final I18n words;

  AuditTexts(I18n words) {
    this.words = words;
  }

  AuditRow row(AuditLog.Line line) {
    var what = line.what();
    return new AuditRow(
        line,
        words.when(line.at()),
        who(line.who()),
        action(what.action()),
        about(what),
        outcome(what.outcome()));
  }

  /** The server is not asked to count a million entries: what is here is counted, and said so. */
  String count(long total, int shown, boolean hasMore) {
    if (total == UNKNOWN && hasMore) {
      return words.text("audit.count.newest", words.number(shown));
    }
    return words.count("audit.count", total == UNKNOWN ? shown : total);
  }

  private String who(AuditLog.Who who) {
    var name = who.actor().isEmpty() ? words.text("audit.nobody") : who.actor();
    return who.onBehalfOf().isEmpty() ? name : words.text("audit.on-behalf", name);
  }

  /** A newer server may know more than this program: its code is shown then. */
  String action(String code) {
    var key = "audit.action." + code;
    return words.has(key) ? words.text(key) : code;
  }

  private String outcome(String code) {
    var key = "audit.outcome." + code;
    return words.has(key) ? words.text(key) : code;
  }

  private String about(AuditLog.What what) {
    if (what.entity().isEmpty()) {
      return "";
    }
    var kind = kind(what.entity());
    return what.version() > 0
        ? kind + ", " + words.text("review.version", words.number(what.version()))
        : kind;
  }

  String kind(String entity) {
    var key = "record." + entity;
    return words.has(key) ? words.text(key) : entity;
  }

  List<Choice> actions() {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice("", words.text("audit.any-action")));
    AuditLog.actions().forEach(code -> choices.add(new Choice(code, action(code))));
    return choices;
  }

  List<Choice> outcomes() {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice("", words.text("audit.any-outcome")));
    OUTCOMES.forEach(code -> choices.add(new Choice(code, outcome(code))));
    return choices;
  }

  List<Choice> kinds() {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice("", words.text("audit.any-kind")));
    PeerSupport.schemas().all().stream()
        .map(schema -> schema.name())
        .forEach(name -> choices.add(new Choice(name, kind(name))));
    return choices;
  }

  /** Says what an entry changed; what is sensitive stays masked until it is asked for. */
  String changes(AuditLog.What what, FieldChanges changes, boolean revealed) {
    var lines = new ArrayList<String>();
    for (var each : changes.byName().entrySet()) {
      lines.add(change(what.entity(), each.getKey(), each.getValue(), revealed));
    }
    return String.join("\n", lines);
  }

  private String change(String entity, String field, FieldChange change, boolean revealed) {
    var key = "field." + entity + "." + field;
    var label = words.has(key) ? words.text(key) : field;
    var isHidden = !revealed && isSensitive(entity, field);
    return words.text(
        "audit.change", label, value(change.before(), isHidden), value(change.after(), isHidden));
  }

  /** What this program does not know may be anything. */
  static boolean isSensitive(String entity, String field) {
    return PeerSupport.schemas()
        .find(entity)
        .flatMap(schema -> schema.field(field))
        .map(known -> known.isSensitive())
        .orElse(true);
  }

  private String value(Value value, boolean isHidden) {
    if (!value.isPresent()) {
      return words.text("review.nothing");
    }
    return isHidden ? CellTexts.MASK : FieldTexts.write(value);
  }
}
