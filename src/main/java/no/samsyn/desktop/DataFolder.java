package no.samsyn.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this operating system keeps a program's local data, and what of ours lies there. */
public final class DataFolder {
  private static final String NAME = "Samsyn";

  private DataFolder() {}

  /**
   * Returns the folder of the current user.
   *
   * @param system as {@code os.name} tells
   */
  public static Path usual(String system, Map<String, String> environment, String home) {
    var name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Path.of(environment.getOrDefault("LOCALAPPDATA", home + "\\AppData\\Local"), NAME);
    } else if (name.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", NAME);
    }
    var xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    return xdg.isEmpty() ? Path.of(home, ".local", "share", NAME) : Path.of(xdg, NAME);
  }

  /** Returns whether a store lies in {@code folder}. */
  public static boolean hasStore(Path folder) {
    return Files.exists(folder.resolve(H2Store.FILE));
  }

  /** Returns the size of the store in {@code folder}; 0 where there is none. */
  public static long storeBytes(Path folder) {
    try {
      return Files.size(folder.resolve(H2Store.FILE));
    } catch (IOException e) {
      return 0; // there is none, or nobody may look
    }
  }

  /** Returns whether this account may look into {@code folder}, or see that it is not there. */
  public static boolean isReadable(Path folder) {
    var store = folder.resolve(H2Store.FILE);
    // Who may not look gets "no" to both questions.
    return Files.exists(store) ? Files.isReadable(store) : Files.notExists(store);
  }
}
