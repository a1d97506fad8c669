package no.samsyn.app;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import no.samsyn.cli.Cli;
import no.samsyn.cli.Surroundings;
import no.samsyn.cli.Terminal;
import no.samsyn.desktop.DataFolder;
import no.samsyn.desktop.OfficeNetwork;
import no.samsyn.desktop.SystemKeyRing;

/**
 * Starts the program. What a command does not need is not loaded: {@code --version} is answered
 * before anything else.
 *
 * <p>Thread-safety: called once, by the JVM, on the main thread.
 */
public final class Launcher {
  private static final int WIDTH = 120; // of a window that does not tell

  private Launcher() {}

  /** Starts the program with the words of the command line, and ends the process. */
  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println("Samsyn " + version());
      return;
    }
    System.exit(run(NativeText.words(args)));
  }

  private static int run(String[] words) {
    var out = utf8(FileDescriptor.out, false);
    var err = utf8(FileDescriptor.err, true);
    Logging.configure(err, level(Arrays.asList(words)));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            err.println(
                "Something went wrong inside Samsyn ("
                    + failure.getClass().getSimpleName()
                    + " in "
                    + thread.getName()
                    + "). What was saved is safe."));
    var stop = StopSignal.installed();
    try {
      var environment = NativeText.environment(System.getenv());
      return Cli.run(surroundings(new Streams(out, err), environment, stop), words);
    } finally {
      out.flush();
      err.flush();
      stop.commandEnded();
    }
  }

  /** Where the words go. */
  private record Streams(PrintStream out, PrintStream err) {}

  private static Surroundings surroundings(
      Streams streams, Map<String, String> environment, StopSignal stop) {
    var time = new SystemTime();
    var chance = new SystemChance();
    var place =
        new LocalWorkplaces.Place(
            environment.getOrDefault("SAMSYN_PASSPHRASE", ""),
            SystemKeyRing.usual(System.getProperty("os.name"), environment),
            environment,
            new OfficeNetwork(System.getProperty("os.name"), environment));
    var workplaces = new LocalWorkplaces(place, time, chance, stop);
    // What is thrown away soon leaves nothing in anybody's key store.
    var practice = new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
    var servers = new LocalServers(time, chance, stop);
    var terminal =
        new Terminal(
            streams.out(),
            streams.err(),
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            environment,
            Launcher::prompt,
            width(environment));
    return new Surroundings(
        workplaces,
        servers,
        new GuidedTour(practice, servers),
        new FxWindows(
            workplaces,
            new FxWindows.PracticeHall(practice, servers),
            time,
            environment,
            streams.err(),
            version()),
        time,
        ZoneId.systemDefault(),
        stop::isAsked,
        DataFolder.usual(
            System.getProperty("os.name"), environment, System.getProperty("user.home")),
        version(),
        terminal);
  }

  /** A server says its warnings, because somebody runs it; a command only when asked. */
  private static Level level(List<String> words) {
    if (words.contains("--verbose")) {
      return Level.INFO;
    }
    return words.contains("server") ? Level.WARNING : Level.OFF;
  }

  private static PrintStream utf8(FileDescriptor descriptor, boolean atOnce) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), atOnce, StandardCharsets.UTF_8);
  }

  private static Optional<String> prompt(String question) {
    return console().map(console -> console.readPassword("%s", question)).map(String::new);
  }

  /** Returns the terminal, if a person sits there on both ends of it. */
  @SuppressWarnings("SystemConsoleNull") // the property brings the old answer back on JDK 22
  private static Optional<Console> console() {
    System.setProperty("jdk.console", "java.base");
    return Optional.ofNullable(System.console());
  }

  private static int width(Map<String, String> environment) {
    if (console().isEmpty()) {
      return 0; // for a file or another program lines are as long as they are
    }
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
    } catch (NumberFormatException e) {
      return WIDTH;
    }
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Launcher.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
