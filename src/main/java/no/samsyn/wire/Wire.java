package no.samsyn.wire;

import java.util.Locale;
import no.samsyn.json.BadJson;
import no.samsyn.model.ServerRecord.Presence;
import org.jspecify.annotations.Nullable;

/** What the wire records share when they map to the model. */
final class Wire {
  private Wire() {}

  static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new BadJson(name + " is missing");
    }
    return value;
  }

  static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  static String nameOf(Presence presence) {
    return presence.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Presence presence(@Nullable String name) {
    if (name == null) {
      return Presence.PRESENT;
    }
    for (var presence : Presence.values()) {
      if (nameOf(presence).equals(name)) {
        return presence;
      }
    }
    throw new BadJson("presence is a word that this version does not know");
  }
}
