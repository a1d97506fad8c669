package no.samsyn.app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import no.samsyn.cli.Cli;
import no.samsyn.cli.Surroundings;
import no.samsyn.cli.Terminal;
import no.samsyn.json.Json;
import no.samsyn.model.Fields;

/** Runs commands in this process, and keeps what they print. */
final class TestTerminal {
  private final StopSignal stop = new StopSignal();
  private final SystemTime time = new SystemTime();
  private final SystemChance chance = new SystemChance();
  private final Path folder;

  TestTerminal(Path folder) {
    this.folder = folder;
  }

  /** What a command came to. */
  record Result(int code, String out, String err) {
    /** Reads the one JSON document that must be all of stdout. */
    Fields json() {
      return Json.parseFields(out);
    }
  }

  LocalServers servers() {
    return new LocalServers(time, chance, stop);
  }

  Result run(String... words) {
    return type("", words);
  }

  /** Runs a command that reads {@code stdin}. */
  Result type(String stdin, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var workplaces = new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(stdin)),
            Map.of(),
            question -> Optional.empty(),
            0);
    var around =
        new Surroundings(
            workplaces,
            servers(),
            line -> true,
            new NoWindows(),
            time,
            ZoneOffset.UTC,
            stop::isAsked,
            folder.resolve("default"),
            "test",
            terminal);
    var code = Cli.run(around, words);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
