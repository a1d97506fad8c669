package no.samsyn.server.scope;

import java.util.Set;

/**
 * Who is asking, as the server knows it now. Made for each request from the stored account, never
 * from what a token says.
 *
 * @param peerMentor server id of the user's own peer mentor record; empty for people who are none
 */
public record Caller(String organisation, String user, Role role, Scope scope, String peerMentor) {

  public static Caller mentor(String organisation, String user, String peerMentor) {
    return new Caller(organisation, user, Role.MENTOR, Scope.ofMentor(peerMentor), peerMentor);
  }

  public static Caller coordinator(String organisation, String user, Set<String> units) {
    return new Caller(organisation, user, Role.COORDINATOR, Scope.ofUnits(units), "");
  }

  public static Caller administrator(String organisation, String user) {
    return new Caller(organisation, user, Role.ADMINISTRATOR, Scope.ofEverything(), "");
  }

  public boolean is(Role asked) {
    return role == asked;
  }
}
