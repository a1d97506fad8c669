package no.samsyn.console.policy;

import java.time.Instant;
import java.util.List;
import no.samsyn.model.PolicyRule;

/**
 * The rule for one entity type.
 *
 * @param isSet whether an administrator set it; else it is the domain's
 * @param by who set it; empty where nobody did, or where it was not sent yet
 * @param waiting the steps that this device will set with the next sync; none where nothing waits
 */
public record PolicyRow(
    String entity, PolicyRule rule, boolean isSet, String by, Instant at, List<String> waiting) {
  public PolicyRow {
    waiting = List.copyOf(waiting);
  }
}
