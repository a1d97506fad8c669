package no.samsyn.console.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Policies;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Rulebook;

/**
 * Which rule holds for each entity type, setting another one, and trying one on what happened. A
 * rule is an ordinary {@code setting} record: it goes through the outbox and holds everywhere once
 * the server has it. Thread-safe as far as the store is.
 */
public final class PolicyDesk {
  private static final String ADMINISTRATOR = "administrator";
  private static final String VALUE = "value";

  private final SyncStore store;
  private final Schemas schemas;
  private final LocalEdits edits;
  private final Rulebook rulebook;
  private final PastConflicts conflicts;

  public PolicyDesk(
      SyncStore store,
      Schemas schemas,
      LocalEdits edits,
      Rulebook rulebook,
      PastConflicts conflicts) {
    this.conflicts = conflicts;
    this.store = store;
    this.schemas = schemas;
    this.edits = edits;
    this.rulebook = rulebook;
  }

  public List<PolicyRow> list() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var unused = SignInDesk.signedIn(tx);
          var policies = new Policies(tx.mirror(), rulebook);
          return schemas.all().stream().map(EntitySchema::name).map(e -> row(policies, e)).toList();
        });
  }

  private static PolicyRow row(Policies policies, String entity) {
    var setting = policies.setting(entity);
    var isSet = setting.map(row -> PolicyRule.isSet(row.serverFields().get(VALUE))).orElse(false);
    var isWaiting =
        setting.map(row -> !row.serverFields().get(VALUE).equals(row.view().get(VALUE)));
    return new PolicyRow(
        entity,
        policies.ruleFor(entity),
        isSet,
        isSet ? setting.map(row -> row.last().author()).orElse("") : "",
        isSet ? setting.map(row -> row.last().at()).orElse(Instant.EPOCH) : Instant.EPOCH,
        isWaiting.orElse(false) ? policies.ruleWanted(entity).steps() : List.of());
  }

  /** Sets the rule for {@code entity}; it holds once the server has it. */
  public PolicyRule set(String entity, List<String> steps) {
    var rule = RuleTexts.read(steps);
    put(entity, rule.toSetting());
    return rule;
  }

  /** Returns whether this program knows every policy of the organisation's own in the rule. */
  public boolean isKnown(PolicyRule rule) {
    return rule.steps().stream()
        .filter(step -> step.startsWith(PolicyRule.CUSTOM))
        .allMatch(
            step -> rulebook.customs().containsKey(step.substring(PolicyRule.CUSTOM.length())));
  }

  /** Gives the domain's own rule back to {@code entity}. */
  public PolicyRule reset(String entity) {
    var isSet =
        store.inTransaction(
            Durability.RELAXED,
            tx -> new Policies(tx.mirror(), rulebook).setting(entity).isPresent());
    if (isSet) {
      put(entity, PolicyRule.noSetting());
    } else {
      requireAdministrator(entity);
    }
    return rulebook.defaultFor(entity);
  }

  private void put(String entity, Value value) {
    requireAdministrator(entity);
    var name = PolicyRule.SETTING_PREFIX + entity;
    var id =
        store.inTransaction(
            Durability.RELAXED,
            tx ->
                new Policies(tx.mirror(), rulebook)
                    .setting(entity)
                    .map(MirrorRow::id)
                    .orElseGet(() -> new RecordId(PeerSupport.SETTING, keyOf(name))));
    var fields = Fields.of("name", Value.text(name)).with(VALUE, value);
    var outcome = edits.put(id, Edit.Wish.of(PeerSupport.SETTING, fields));
    if (!(outcome instanceof Edit.Outcome.Saved || outcome instanceof Edit.Outcome.Unchanged)) {
      throw Trouble.failed("not-saved", "The rule was not saved: " + outcome.getClass());
    }
  }

  /** Two administrators who set the same rule write the same record. */
  private static String keyOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void requireAdministrator(String entity) {
    var unused = FieldTexts.schema(schemas, entity);
    var account = store.inTransaction(Durability.RELAXED, SignInDesk::signedIn);
    if (!account.role().equals(ADMINISTRATOR)) {
      throw Trouble.failed("administrators-only", "Administrators set the rules.");
    }
  }

  /** Reads {@code {"activity":["merge-fields","review"]}}. */
  public Map<String, PolicyRule> read(String json) {
    var rules = new TreeMap<String, PolicyRule>();
    for (var each : parsed(json).values().entrySet()) {
      var schema = FieldTexts.schema(schemas, each.getKey());
      if (!(each.getValue() instanceof Value.Items items)) {
        throw badFile();
      }
      var steps = new ArrayList<String>();
      items.items().forEach(step -> steps.add(step.asText()));
      rules.put(schema.name(), RuleTexts.read(steps));
    }
    if (rules.isEmpty()) {
      throw badFile();
    }
    return rules;
  }

  private static Fields parsed(String json) {
    try {
      return Json.parseFields(json);
    } catch (BadJson e) {
      throw badFile();
    }
  }

  private static Trouble badFile() {
    return Trouble.wrongUse(
        "bad-policy-file",
        "The file must hold a JSON object of entity types with their steps, such as"
            + " {\"activity\":[\"merge-fields\",\"review\"]}");
  }

  /** Settles what was settled since then once more, by these rules; changes nothing. */
  public PolicyTrial.Result tryOut(Map<String, PolicyRule> rules, Instant since) {
    var trial = new PolicyTrial(schemas, rulebook, rules);
    conflicts.each(since, trial::add);
    return trial.result();
  }
}
