package no.samsyn.server.scope;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records that a user sees: everything, those of some units, or those of one peer mentor, and
 * in each case what the organisation shares. Immutable.
 *
 * @param owner server id of the peer mentor; a word that no record has where the scope is another
 */
public record Scope(boolean everything, List<String> units, String owner) {
  private static final String NOBODY = "-"; // server ids begin with s-
  private static final int HASH_CHARACTERS = 16;

  public Scope {
    units = List.copyOf(new TreeSet<>(units));
  }

  public static Scope ofEverything() {
    return new Scope(true, List.of(), NOBODY);
  }

  public static Scope ofUnits(Set<String> units) {
    return new Scope(false, List.copyOf(units), NOBODY);
  }

  public static Scope ofMentor(String serverId) {
    return new Scope(false, List.of(), serverId.isEmpty() ? NOBODY : serverId);
  }

  public boolean covers(Place place) {
    return everything
        || place.isShared()
        || place.owner().equals(owner)
        || units.contains(place.unit());
  }

  public boolean isOneMentor() {
    return !owner.equals(NOBODY);
  }

  /** Returns a short fingerprint; a cursor of another scope has another one. */
  public String hash() {
    var text = new StringBuilder(everything ? "everything" : owner);
    units.forEach(unit -> text.append('|').append(unit.length()).append(':').append(unit));
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest)
          .substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
