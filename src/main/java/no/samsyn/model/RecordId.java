package no.samsyn.model;

/**
 * Names one record for good: its entity type and the key that it got where it was made. Holds no
 * personal data.
 */
public record RecordId(String entity, String key) {
  public RecordId {
    if (entity.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException(
          "a record needs an entity and a key: " + entity + "/" + key);
    }
  }

  @Override
  public String toString() {
    return entity + "/" + key;
  }
}
