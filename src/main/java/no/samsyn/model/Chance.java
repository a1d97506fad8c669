package no.samsyn.model;

/**
 * Where randomness comes from. The engine and the server's handlers get this by constructor.
 * Thread-safe.
 */
public interface Chance {
  long nextLong();

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  default double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }
}
