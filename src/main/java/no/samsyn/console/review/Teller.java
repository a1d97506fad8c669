package no.samsyn.console.review;

import no.samsyn.sync.conflict.Side;

/**
 * Who wrote one side of a review, as people know that person.
 *
 * @param name of the author, as far as this device knows it; else what the author signs in as
 * @param forName of the mentor for whom it was written; empty where the author speaks for himself
 */
public record Teller(Role role, String name, String forName, Side side) {
  /** The codes stand in JSON; never rename. */
  public enum Role {
    MENTOR("mentor"),
    COORDINATOR("coordinator"),
    UNKNOWN("somebody");

    private final String code;

    Role(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Returns words such as "mentor Ola Nordmann" or "coordinator kari for Ola Nordmann". */
  public String label() {
    var words = name.isEmpty() ? role.code() : role.code() + " " + name;
    return forName.isEmpty() ? words : words + " for " + forName;
  }

  public boolean isMentor() {
    return role == Role.MENTOR;
  }

  @Override
  public String toString() {
    return "Teller[" + role + "]"; // the rest names people
  }
}
