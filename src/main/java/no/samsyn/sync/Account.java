package no.samsyn.sync;

import java.util.List;

/**
 * Whose store this is.
 *
 * @param peerMentor the key of the user's own peer mentor record, empty for people who are none
 */
public record Account(
    String user, String name, String role, String peerMentor, List<String> units) {
  public Account {
    units = List.copyOf(units);
  }
}
