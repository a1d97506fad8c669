package no.samsyn.sync.conflict;

import java.util.Map;
import no.samsyn.model.PairRule;
import no.samsyn.model.PolicyRule;

/**
 * What the domain brings to the engine for conflicts: the rules that hold until an administrator
 * sets others, the organisation's own policies by name, and the rule for things told twice.
 * Immutable.
 */
public record Rulebook(
    Map<String, PolicyRule> defaults, Map<String, ConflictPolicy.Custom> customs, PairRule pairs) {
  private static final PolicyRule ASK = PolicyRule.of(PolicyRule.REVIEW);

  public Rulebook {
    defaults = Map.copyOf(defaults);
    customs = Map.copyOf(customs);
  }

  public PolicyRule defaultFor(String entity) {
    return defaults.getOrDefault(entity, ASK);
  }

  /**
   * Decides {@code conflict} by {@code rule}. An edit that meets a delete is for a person, except
   * where what stands wins anyway.
   */
  public Resolution decide(PolicyRule rule, Conflict conflict) {
    if (conflict.kind() == Conflict.Kind.EDIT_AND_EDIT) {
      return policy(rule, 0).resolve(conflict);
    }
    return rule.isServerWins()
        ? new Resolution.KeepTheirs()
        : new Resolution.AskPerson(conflict.changedFields());
  }

  private ConflictPolicy policy(PolicyRule rule, int from) {
    if (from == rule.steps().size()) {
      return new ConflictPolicy.Review();
    }
    var step = rule.steps().get(from);
    if (step.startsWith(PolicyRule.CUSTOM)) {
      var custom = customs.get(step.substring(PolicyRule.CUSTOM.length()));
      return custom == null ? new ConflictPolicy.Review() : custom;
    }
    return switch (step) {
      case PolicyRule.MERGE_FIELDS -> new ConflictPolicy.MergeFields(policy(rule, from + 1));
      case PolicyRule.REVIEW_BY_PROXY ->
          new ConflictPolicy.WhereByProxy(new ConflictPolicy.Review(), policy(rule, from + 1));
      case PolicyRule.LAST_WRITE_WINS -> new ConflictPolicy.LastWriteWins();
      case PolicyRule.SERVER_WINS -> new ConflictPolicy.ServerWins();
      default -> new ConflictPolicy.Review(); // a step of a newer program, or review itself
    };
  }
}
