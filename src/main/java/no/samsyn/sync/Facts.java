package no.samsyn.sync;

import java.util.Optional;

/**
 * Small named facts that survive: the device id, the cursor, the epoch, counters, the last status.
 */
public interface Facts {

  Optional<String> get(String name);

  /** Sets the fact; an empty value forgets it. */
  void set(String name, String value);
}
