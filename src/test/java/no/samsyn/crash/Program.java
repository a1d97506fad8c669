package no.samsyn.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built program, started as people start it: the very jar, in a process of its own.
 *
 * <p>Forty starts are most of what a crash test costs, so a child that is let end may leave an
 * archive of its classes, with which later ones start in half the time.
 */
final class Program {
  static final Path JAR = Path.of(System.getProperty("samsyn.jar"));

  private final Path archives;
  private final Path words;
  private int started;

  /** Keeps what children leave in {@code archives}, and what they say in {@code words}. */
  Program(Path archives, Path words) {
    this.archives = archives;
    this.words = words;
  }

  ChildProcess start(String... words) throws IOException {
    var archive = archive(words[0]);
    return Files.exists(archive)
        ? start("-XX:SharedArchiveFile=" + archive, words)
        : start("-Xshare:auto", words);
  }

  /** Starts a child that leaves its classes for later ones when it ends by itself. */
  ChildProcess startFirst(String... words) throws IOException {
    return start("-XX:ArchiveClassesAtExit=" + archive(words[0]), words);
  }

  /** Runs a command to its end and returns what it printed; it must end well. */
  String run(String... words) throws IOException {
    try (var child = start(words)) {
      return child.awaitDone();
    }
  }

  private Path archive(String command) {
    return archives.resolve(command.equals("server") ? "server.jsa" : "client.jsa");
  }

  private ChildProcess start(String sharing, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Xlog:disable"));
    command.add(sharing);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(words));
    started++;
    return ChildProcess.start(command, this.words.resolve(started + "-" + words[0]));
  }
}
