package no.samsyn.sync;

/**
 * A place in the server's past that this device was shown. Kept apart from the cursor, which may be
 * thrown away: with it the server learns that it came back from a backup.
 *
 * @param at rises with everything that the server takes in
 * @param word the server's own word for the place
 */
public record Landmark(long at, String word) {
  /** Says that nothing was shown yet. */
  public static final Landmark NONE = new Landmark(0, "");

  boolean isBeyond(Landmark other) {
    return !word.isEmpty() && (other.word.isEmpty() || at > other.at);
  }
}
