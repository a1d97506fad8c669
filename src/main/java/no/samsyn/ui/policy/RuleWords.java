package no.samsyn.ui.policy;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.policy.PolicyRow;
import no.samsyn.model.PolicyRule;
import no.samsyn.sync.RowState;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.records.Choice;

/** Rules as sentences of the screen's language. Immutable. */
final class RuleWords {
  /** The rules that one can choose; others are set by the command line, and shown all the same. */
  static final List<List<String>> OFFERED =
      List.of(
          List.of(PolicyRule.MERGE_FIELDS, PolicyRule.REVIEW_BY_PROXY, PolicyRule.LAST_WRITE_WINS),
          List.of(PolicyRule.MERGE_FIELDS, PolicyRule.REVIEW),
          List.of(PolicyRule.MERGE_FIELDS, PolicyRule.LAST_WRITE_WINS),
          List.of(PolicyRule.REVIEW),
          List.of(PolicyRule.LAST_WRITE_WINS),
          List.of(PolicyRule.SERVER_WINS));

  private final I18n words;

  RuleWords(I18n words) {
    this.words = words;
  }

  /** A rule that comes to its end without an answer asks a person, and the sentence says so. */
  String sentence(List<String> steps) {
    var said = new ArrayList<String>();
    steps.forEach(step -> said.add(step(step)));
    var last = steps.get(steps.size() - 1);
    if (last.equals(PolicyRule.MERGE_FIELDS) || last.equals(PolicyRule.REVIEW_BY_PROXY)) {
      said.add(step(PolicyRule.REVIEW));
    }
    var text = String.join("; " + words.text("policy.otherwise") + " ", said) + ".";
    return text.substring(0, 1).toUpperCase(words.language().locale()) + text.substring(1);
  }

  private String step(String step) {
    var key = "policy.step." + step;
    return words.has(key) ? words.text(key) : words.text("policy.step.own", step);
  }

  List<Choice> offered() {
    return OFFERED.stream()
        .map(steps -> new Choice(String.join(",", steps), sentence(steps)))
        .toList();
  }

  RuleRow row(PolicyRow row) {
    return new RuleRow(
        row.entity(),
        words.text("record." + row.entity()),
        sentence(row.rule().steps()),
        origin(row),
        String.join(",", row.rule().steps()));
  }

  private String origin(PolicyRow row) {
    if (!row.waiting().isEmpty()) {
      return words.text("row." + RowState.UNSENT.code()) + ": " + sentence(row.waiting());
    }
    return row.isSet()
        ? words.text("policy.set-by", row.by(), words.when(row.at()))
        : words.text("policy.usual");
  }

  String done(String code) {
    var key = "policy.done." + code;
    return words.has(key) ? words.text(key) : code;
  }
}
