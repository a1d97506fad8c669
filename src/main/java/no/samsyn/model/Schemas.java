package no.samsyn.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All entity types of an organisation, and the order in which their records must travel. Immutable.
 *
 * <p>The rank of a type is higher than the rank of every type that it refers to; types that refer
 * to each other in a circle share a rank.
 */
public final class Schemas {
  private final int version;
  private final Map<String, EntitySchema> byName = new LinkedHashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  public Schemas(int version, Collection<EntitySchema> schemas) {
    this.version = version;
    schemas.forEach(schema -> byName.put(schema.name(), schema));
    for (var schema : schemas) {
      for (var target : targets(schema.name())) {
        require(target);
      }
    }
    rankAll();
  }

  public int version() {
    return version;
  }

  public Collection<EntitySchema> all() {
    return List.copyOf(byName.values());
  }

  public Optional<EntitySchema> find(String entity) {
    return Optional.ofNullable(byName.get(entity));
  }

  public EntitySchema require(String entity) {
    var schema = byName.get(entity);
    if (schema == null) {
      throw new IllegalArgumentException("no such entity type: " + entity);
    }
    return schema;
  }

  /** Returns the place of {@code entity} in the order of travel; lower goes first. */
  public int rank(String entity) {
    return ranks.getOrDefault(require(entity).name(), 0);
  }

  /** Returns the entity types, those that others refer to first. */
  public List<String> inOrderOfTravel() {
    var names = new ArrayList<>(byName.keySet());
    names.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    return names;
  }

  private void rankAll() {
    var reachable = new HashMap<String, Set<String>>();
    byName.keySet().forEach(name -> reachable.put(name, reachableFrom(name)));
    for (var name : byName.keySet()) {
      // What a type reaches includes its circle; types of one circle reach the same set, so the
      // size of it ranks them alike.
      var reached = new HashSet<>(reachable.getOrDefault(name, Set.of()));
      reached.add(name);
      ranks.put(name, reached.size());
    }
  }

  private Set<String> reachableFrom(String start) {
    var seen = new HashSet<String>();
    var waiting = new ArrayList<>(targets(start));
    while (!waiting.isEmpty()) {
      var next = waiting.remove(waiting.size() - 1);
      if (seen.add(next)) {
        waiting.addAll(targets(next));
      }
    }
    return seen;
  }

  private Set<String> targets(String entity) {
    var targets = new HashSet<String>();
    for (var field : require(entity).fields()) {
      if (field.type() == FieldType.REFERENCE) {
        targets.add(field.refersTo());
      }
    }
    return targets;
  }
}
