package no.samsyn.app;

import java.util.Objects;

/**
 * Starts the program. For now it prints its version and ends.
 *
 * <p>Thread-safety: called once, by the JVM, on the main thread.
 */
public final class Launcher {
  private Launcher() {}

  /** Starts the program with the words of the command line. */
  public static void main(String[] args) {
    System.out.println("Samsyn " + version());
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Launcher.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
