package no.samsyn.server.push;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldType;
import no.samsyn.model.Mutation;
import no.samsyn.model.Schemas;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.Hashes;
import no.samsyn.server.store.PlainName;

/**
 * One mutation as it arrived. Immutable.
 *
 * @param mutation empty where the item is no mutation that we can read
 * @param fingerprint of its whole content: the same id must always bring the same
 */
record Item(String id, Optional<Mutation> mutation, String fingerprint) {
  static List<Item> of(List<MutationJson> mutations) {
    var items = new ArrayList<Item>();
    var ids = new HashSet<String>();
    for (var json : mutations) {
      if (json == null || json.id() == null || !PlainName.matches(json.id())) {
        throw Refusal.badRequest("A mutation has no id.");
      }
      if (!ids.add(json.id())) {
        throw Refusal.badRequest("Two mutations have the same id.");
      }
      items.add(of(json.id(), readable(json)));
    }
    return items;
  }

  private static Item of(String id, Optional<Mutation> mutation) {
    var canonical = mutation.map(m -> Json.write(MutationJson.of(m))).orElse("");
    return new Item(id, mutation, Hashes.sha256Hex(canonical));
  }

  private static Optional<Mutation> readable(MutationJson json) {
    try {
      var mutation = json.toModel();
      var links = mutation.links();
      var names =
          List.of(
              mutation.device(),
              mutation.target().record(),
              mutation.basis().follows(),
              mutation.evidence().onBehalfOf(),
              links.group(),
              links.resolves(),
              links.replaces());
      var isReadable = names.stream().allMatch(name -> name.isEmpty() || PlainName.matches(name));
      return isReadable ? Optional.of(mutation) : Optional.empty();
    } catch (BadJson e) {
      return Optional.empty();
    }
  }

  String group() {
    return mutation.map(m -> m.links().group()).orElse("");
  }

  /** Adds every record that this item names, by key or by server id. */
  void addNames(Schemas schemas, Set<String> names) {
    mutation.ifPresent(
        m -> {
          names.add(m.target().record());
          if (!m.evidence().onBehalfOf().isEmpty()) {
            names.add(m.evidence().onBehalfOf());
          }
          schemas
              .find(m.target().entity())
              .ifPresent(
                  schema -> {
                    addPlain(names, subjectOf(m));
                    for (var field : schema.fields()) {
                      var change = m.changes().byName().get(field.name());
                      if (field.type() == FieldType.REFERENCE && change != null) {
                        addPlain(names, change.after().asText());
                        addPlain(names, change.before().asText());
                      }
                    }
                  });
        });
  }

  /** Returns to whom this gives a review; nothing where it gives none to anybody. */
  Optional<String> assignedTo() {
    return mutation
        .filter(m -> m.target().entity().equals(PeerSupport.REVIEW))
        .map(m -> m.changes().byName().get("assigned_to"))
        .map(change -> change.after().asText())
        .filter(user -> !user.isEmpty());
  }

  /** Returns what a review is about: no reference to the schema, but the server has to know it. */
  private static String subjectOf(Mutation m) {
    var change = m.changes().byName().get("record");
    return m.target().entity().equals(PeerSupport.REVIEW) && change != null
        ? change.after().asText()
        : "";
  }

  private static void addPlain(Set<String> names, String name) {
    if (PlainName.matches(name)) {
      names.add(name);
    }
  }

  @Override
  public String toString() {
    return "Item[" + id + "]"; // the changes are personal
  }
}
