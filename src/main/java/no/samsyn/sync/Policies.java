package no.samsyn.sync;

import java.util.List;
import java.util.Optional;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.Rulebook;

/**
 * The rule for each entity type as this device knows it: what an administrator has set and the
 * server has acknowledged, else the domain's default. Used within one transaction.
 */
public final class Policies {
  private static final String SETTING = "setting";
  private static final String NAME = "name";
  private static final String VALUE = "value";

  private final Mirror mirror;
  private final Rulebook rulebook;

  public Policies(Mirror mirror, Rulebook rulebook) {
    this.mirror = mirror;
    this.rulebook = rulebook;
  }

  public PolicyRule ruleFor(String entity) {
    // Not what an administrator here is about to set: all devices follow the server's.
    return ruleIn(entity, setting(entity).map(row -> row.serverFields().get(VALUE)));
  }

  /** Returns the rule as this device would have it once all is sent. */
  public PolicyRule ruleWanted(String entity) {
    return ruleIn(entity, setting(entity).map(row -> row.view().get(VALUE)));
  }

  private PolicyRule ruleIn(String entity, Optional<Value> value) {
    return value
        .filter(PolicyRule::isSet)
        .map(PolicyRule::ofSetting)
        .orElseGet(() -> rulebook.defaultFor(entity));
  }

  /** Returns the record in which the rule for {@code entity} is set; nothing where none is. */
  public Optional<MirrorRow> setting(String entity) {
    var name = new RecordQuery.Filter(NAME, PolicyRule.SETTING_PREFIX + entity);
    return mirror.rows(new RecordQuery(SETTING, List.of(name), "", false, 1, 0)).stream()
        .findFirst();
  }
}
