package no.samsyn.mobile;

import org.jspecify.annotations.Nullable;

/**
 * The store with the engine around it, opened on first use, and again after a write that failed at
 * its end. Thread-safe; opening takes a moment, so nobody calls it on the main thread.
 */
final class PhoneEngine implements AutoCloseable {
  private final PhoneParts parts;
  private final ChangeFeed changes;

  private @Nullable OpenPhone opened; // guarded by this

  PhoneEngine(PhoneParts parts, ChangeFeed changes) {
    this.parts = parts;
    this.changes = changes;
  }

  synchronized OpenPhone open() {
    var known = opened;
    if (known != null && !known.isSuspect()) {
      return known;
    }
    close();
    var made = OpenPhone.open(parts, changes);
    opened = made;
    return made;
  }

  @Override
  public synchronized void close() {
    var known = opened;
    opened = null;
    if (known != null) {
      known.close();
    }
  }
}
