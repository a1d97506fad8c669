package no.samsyn.sync;

import java.io.IOException;
import java.util.List;

/** Who may decide reviews, as the server knows. Blocking; asked by a person's screen. */
public interface DeciderList {
  /** Returns everybody in the organisation who may decide some review. */
  Reply<List<Decider>> all() throws IOException;

  /**
   * One of them.
   *
   * @param user as that person signs in
   * @param units whose reviews a coordinator sees; an administrator sees all
   */
  record Decider(String user, String name, String role, List<String> units) {
    private static final String COORDINATOR = "coordinator";

    public Decider {
      units = List.copyOf(units);
    }

    /** Returns whether this person sees what belongs to {@code unit}; an empty one is shared. */
    public boolean sees(String unit) {
      return !role.equals(COORDINATOR) || unit.isEmpty() || units.contains(unit);
    }

    /** Returns the name, and what tells two of one name apart. */
    @Override
    public String toString() {
      return name.isEmpty() || name.equals(user) ? user : name + " (" + user + ")";
    }
  }
}
