package no.samsyn.server.push;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.samsyn.server.scope.Place;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.RecordRow;

/**
 * The records as they are after the items judged so far. Lives for one pass over a batch, on its
 * thread.
 */
final class World {
  private final Map<String, RecordRow> rowsById;
  private final Map<String, String> idByName = new HashMap<>();
  private final OpenReviews reviews;
  private final Assignees assignees;

  World(Loaded loaded, ReviewRule rule) {
    this.rowsById = new HashMap<>(loaded.rowsById());
    this.reviews = new OpenReviews(rule, rowsById.values());
    this.assignees = loaded.assignees();
    rowsById.values().forEach(this::learnName);
  }

  /** Finds a record of {@code entity} by its key or its server id. */
  Optional<RecordRow> find(String entity, String name) {
    var id = Installation.isServerId(name) ? name : idByName.get(nameOf(entity, name));
    return Optional.ofNullable(id == null ? null : rowsById.get(id))
        .filter(row -> row.names().entity().equals(entity));
  }

  void put(RecordRow row) {
    rowsById.put(row.id(), row);
    learnName(row);
    reviews.learn(row);
  }

  OpenReviews reviews() {
    return reviews;
  }

  Assignees assignees() {
    return assignees;
  }

  /** Takes every record of a peer mentor along to another unit. */
  void move(String owner, String unit) {
    rowsById.replaceAll(
        (id, row) ->
            row.place().owner().equals(owner) ? row.withPlace(new Place(owner, unit)) : row);
  }

  private void learnName(RecordRow row) {
    idByName.put(nameOf(row.names().entity(), row.names().key()), row.id());
  }

  private static String nameOf(String entity, String key) {
    return entity + "|" + key;
  }
}
