package no.samsyn.desktop;

import java.util.Optional;

/**
 * A place for small secrets outside the data folder, which opens with the person's own sign-in to
 * this computer. Thread-safe; what was put is there after a crash.
 */
public interface KeyRing {
  /** Returns whether there is one that can be asked. */
  boolean isThere();

  /** Returns the secret; empty where there is none of that name, or nobody may see it now. */
  Optional<String> get(String name);

  /** Keeps {@code secret} and returns whether it is there now. */
  boolean put(String name, String secret);

  /** Returns a ring where there is none: servers, scripts, practice. */
  static KeyRing none() {
    return new KeyRing() {
      @Override
      public boolean isThere() {
        return false;
      }

      @Override
      public Optional<String> get(String name) {
        return Optional.empty();
      }

      @Override
      public boolean put(String name, String secret) {
        return false;
      }
    };
  }
}
