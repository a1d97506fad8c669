package no.samsyn.server.scope;

/**
 * Where a record belongs: to a peer mentor (by server id) and to that mentor's unit. Both are empty
 * for what the whole organisation shares.
 */
public record Place(String owner, String unit) {
  public static final Place ORGANISATION = new Place("", "");

  public boolean isShared() {
    return owner.isEmpty() && unit.isEmpty();
  }
}
