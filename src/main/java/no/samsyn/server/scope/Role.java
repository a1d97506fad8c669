package no.samsyn.server.scope;

import java.util.Locale;
import java.util.Optional;

/** What a user is. The names are stored and travel; never rename. */
public enum Role {
  MENTOR,
  COORDINATOR,
  ADMINISTRATOR;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> ofWireName(String name) {
    for (var role : values()) {
      if (role.wireName().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
