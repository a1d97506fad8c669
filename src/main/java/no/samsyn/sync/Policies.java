package no.samsyn.sync;

import java.util.List;
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
    var name = new RecordQuery.Filter(NAME, PolicyRule.SETTING_PREFIX + entity);
    var set = mirror.list(new RecordQuery(SETTING, List.of(name), "", false, 1, 0)).rows();
    // Not what an administrator here is about to set: all devices follow the server's.
    return set.isEmpty() || set.get(0).serverFields().get(VALUE) instanceof Value.Absent
        ? rulebook.defaultFor(entity)
        : PolicyRule.ofSetting(set.get(0).serverFields().get(VALUE));
  }
}
