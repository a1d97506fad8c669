package no.samsyn.console.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.console.Near;
import no.samsyn.console.Trouble;
import no.samsyn.model.PolicyRule;

/** Rules as a person types them and hears them. Pure. */
public final class RuleTexts {
  private static final List<String> STEPS =
      List.of(
          PolicyRule.MERGE_FIELDS,
          PolicyRule.REVIEW_BY_PROXY,
          PolicyRule.REVIEW,
          PolicyRule.LAST_WRITE_WINS,
          PolicyRule.SERVER_WINS);

  /** Steps that always decide, so that nothing behind them is ever asked. */
  private static final Set<String> LAST =
      Set.of(PolicyRule.REVIEW, PolicyRule.LAST_WRITE_WINS, PolicyRule.SERVER_WINS);

  private static final String CUSTOM_NAME = "[a-z][a-z0-9-]{0,40}";

  private RuleTexts() {}

  /** Reads steps, or throws a {@link Trouble} that says which of them cannot stand. */
  public static PolicyRule read(List<String> steps) {
    if (steps.isEmpty()) {
      throw wrong("A rule has at least one step: " + String.join(", ", STEPS) + ", custom:NAME.");
    }
    for (var i = 0; i < steps.size(); i++) {
      requireKnown(steps.get(i));
      if (steps.indexOf(steps.get(i)) < i) {
        throw wrong(steps.get(i) + " stands in the rule twice.");
      }
      if (isLast(steps.get(i)) && i < steps.size() - 1) {
        throw wrong(
            steps.get(i) + " always decides, so " + steps.get(i + 1) + " would never be asked.");
      }
    }
    return new PolicyRule(steps);
  }

  private static boolean isLast(String step) {
    return LAST.contains(step) || step.startsWith(PolicyRule.CUSTOM);
  }

  private static void requireKnown(String step) {
    var isCustom =
        step.startsWith(PolicyRule.CUSTOM)
            && step.substring(PolicyRule.CUSTOM.length()).matches(CUSTOM_NAME);
    if (!isCustom && !STEPS.contains(step)) {
      throw wrong(
          "There is no step called "
              + step
              + "."
              + Near.question(step, STEPS)
              + " There are: "
              + String.join(", ", STEPS)
              + ", custom:NAME.");
    }
  }

  private static Trouble wrong(String sentence) {
    return Trouble.wrongUse("bad-rule", sentence);
  }

  /** Returns the rule as a sentence. */
  public static String words(PolicyRule rule) {
    var words = new ArrayList<String>();
    for (var step : rule.steps()) {
      words.add(words(step));
      if (isLast(step)) {
        return sentence(words);
      }
    }
    words.add(words(PolicyRule.REVIEW));
    return sentence(words);
  }

  private static String sentence(List<String> words) {
    var text = String.join("; otherwise ", words);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String words(String step) {
    return switch (step) {
      case PolicyRule.MERGE_FIELDS ->
          "where each field was changed by one side only, both changes count";
      case PolicyRule.REVIEW_BY_PROXY ->
          "where a side was reported on somebody's behalf, a person decides";
      case PolicyRule.REVIEW -> "a person decides";
      case PolicyRule.LAST_WRITE_WINS -> "the change that reaches the server last wins";
      case PolicyRule.SERVER_WINS -> "what stands on the server stays";
      default ->
          step.startsWith(PolicyRule.CUSTOM)
              ? "the organisation's own rule "
                  + step.substring(PolicyRule.CUSTOM.length())
                  + " decides"
              : "a person decides, because this program does not know " + step;
    };
  }
}
