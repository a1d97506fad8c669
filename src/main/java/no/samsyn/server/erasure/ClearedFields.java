package no.samsyn.server.erasure;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;

/**
 * Takes out of a body what names something erased: references, names of accounts, and both inside
 * of the sides of a review. Free text is not searched: nobody can tell whom it names. Pure.
 *
 * @param ids server ids of erased records, as references hold them
 * @param keys keys of the same records, as the sides of reviews hold them
 * @param accounts names of erased users
 */
record ClearedFields(Set<String> ids, Set<String> keys, Set<String> accounts) {
  private static final Set<String> NAMING_AN_ACCOUNT =
      Set.of("reported_by", "decided_by", "assigned_to", "author", "account");

  Fields of(EntitySchema schema, Fields body) {
    var result = body;
    for (var name : body.names()) {
      var value = body.get(name);
      var isReference = schema.field(name).map(f -> f.type() == FieldType.REFERENCE).orElse(false);
      if ((isReference && ids.contains(value.asText())) || namesAccount(name, value)) {
        result = result.with(name, Value.absent());
      } else if (schema.name().equals(PeerSupport.REVIEW)) {
        result = result.with(name, inside(value));
      }
    }
    return result;
  }

  /** Returns the changes that a journal keeps, without names of erased users. */
  Value ofChanges(Value changes) {
    return withoutAccounts(changes, false);
  }

  private Value withoutAccounts(Value value, boolean isNaming) {
    if (!(value instanceof Value.Structure structure)) {
      return value;
    }
    var kept = new TreeMap<String, Value>();
    structure
        .members()
        .forEach(
            (name, member) -> {
              var names = isNaming || NAMING_AN_ACCOUNT.contains(name);
              if (!names || !accounts.contains(member.asText())) {
                kept.put(name, withoutAccounts(member, names));
              }
            });
    return new Value.Structure(kept);
  }

  private boolean namesAccount(String name, Value value) {
    return NAMING_AN_ACCOUNT.contains(name) && accounts.contains(value.asText());
  }

  private Value inside(Value value) {
    if (value instanceof Value.Structure structure) {
      var kept = new TreeMap<String, Value>();
      structure
          .members()
          .forEach(
              (name, member) -> {
                if (!keys.contains(member.asText()) && !namesAccount(name, member)) {
                  kept.put(name, inside(member));
                }
              });
      return new Value.Structure(kept);
    }
    if (value instanceof Value.Items list) {
      var kept = new ArrayList<Value>();
      for (var item : list.items()) {
        if (!keys.contains(item.asText())) {
          kept.add(inside(item));
        }
      }
      return new Value.Items(kept);
    }
    return value;
  }
}
