package no.samsyn.model;

/**
 * A record as the server holds it at one version. References in {@code fields} are keys. A
 * tombstone has no fields.
 *
 * @param version raised by one with each accepted change; orders the states of a record
 */
public record ServerRecord(
    RecordId id, String serverId, long version, Presence presence, Fields fields, Authorship last) {
  /** Whether the record stands, and if not, why. The names stand on the wire; never rename. */
  public enum Presence {
    PRESENT,
    DELETED,
    OUT_OF_SCOPE,
    ERASED
  }

  public ServerRecord {
    if (version < 1) {
      throw new IllegalArgumentException(
          "a server record has a version from 1: " + id + " has " + version);
    }
    if (presence != Presence.PRESENT && !fields.values().isEmpty()) {
      throw new IllegalArgumentException("a tombstone has no fields: " + id);
    }
  }

  public boolean isPresent() {
    return presence == Presence.PRESENT;
  }
}
