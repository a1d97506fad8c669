package no.samsyn.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.model.Problem;
import no.samsyn.sync.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: start at {@link #run}. Parses, lets one command answer, and turns whatever goes
 * wrong into one sentence and an exit code; no stack trace ever reaches a person. Not thread-safe.
 */
public final class Cli {
  private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

  private static final List<String> FOR_ALL = List.of("--json", "--verbose");

  private final Surroundings around;
  private final boolean json;

  private Cli(Surroundings around, boolean json) {
    this.around = around;
    this.json = json;
  }

  /** Runs the words of one command line and returns the exit code. */
  public static int run(Surroundings around, String... words) {
    return new Cli(around, Arrays.asList(words).contains("--json")).execute(ordered(words));
  }

  /** Options may stand before the command that they are for: {@code --json status}. */
  private static String[] ordered(String[] words) {
    var before = 0;
    while (before < words.length && FOR_ALL.contains(words[before])) {
      before++;
    }
    if (before == words.length || words[before].startsWith("-")) {
      return words;
    }
    var ordered = new ArrayList<>(Arrays.asList(words).subList(before, words.length));
    var end = ordered.indexOf("--");
    ordered.addAll(end < 0 ? ordered.size() : end, Arrays.asList(words).subList(0, before));
    return ordered.toArray(new String[0]);
  }

  /** The command without a name; it only shows what there is. */
  @Command(
      name = "samsyn",
      description = "Keeps activity records the same everywhere, however bad the network is.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 failed, 2 wrong use, 3 server not reachable,",
        "            4 sign in needed, 5 done, but something needs a person"
      })
  private static final class Root {}

  private int execute(String[] words) {
    var line = commands(words);
    line.setOut(writer(around.terminal().out()));
    line.setErr(writer(around.terminal().err()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, arguments) -> wrongUse(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e));
    return line.execute(words);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private CommandLine commands(String[] words) {
    var line = new CommandLine(new Root());
    var isVersionAsked = CommandLine.Model.OptionSpec.builder("-V", "--version");
    line.getCommandSpec()
        .addOption(isVersionAsked.versionHelp(true).description("Show the version.").build())
        .addOption(
            CommandLine.Model.OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build())
        .addOption(flag("--json", "Print one JSON document and nothing else."))
        .addOption(flag("--verbose", "Say on stderr what happens inside."))
        .version("Samsyn " + around.version());
    CommandTable.of(around).asked(words).forEach(line::addSubcommand);
    return line;
  }

  private static CommandLine.Model.OptionSpec flag(String name, String description) {
    return CommandLine.Model.OptionSpec.builder(name)
        .type(boolean.class)
        .description(description)
        .build();
  }

  private int wrongUse(CommandLine.ParameterException e) {
    var help = " See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    var what = sentence(String.valueOf(e.getMessage()));
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      var word = unmatched.getUnmatched().get(0);
      if (!word.startsWith("-")) {
        what = "There is nothing called " + word + " here.";
      } else if (!unmatched.getSuggestions().isEmpty()) {
        what += " Did you mean " + unmatched.getSuggestions().get(0) + "?";
      }
    }
    return say(Trouble.wrongUse("usage", what + help));
  }

  private int report(Exception e) {
    if (e instanceof Trouble trouble) {
      return say(trouble);
    } else if (e instanceof StoreException failure) {
      return say(StoreTroubles.of(failure, "the data folder"));
    }
    LOG.error("A command failed in a way that nobody foresaw", e);
    return say(
        Trouble.failed(
            "internal",
            "Something went wrong inside Samsyn ("
                + e.getClass().getSimpleName()
                + "). What was saved is safe. Run it again with --verbose and tell us."));
  }

  private int say(Trouble trouble) {
    if (json) {
      var error = new Document().with("code", trouble.code()).with("sentence", trouble.sentence());
      if (!trouble.problems().isEmpty()) {
        error.with("problems", trouble.problems().stream().map(Cli::json).toList());
      }
      around.terminal().out().println(new Document().with("error", error).text());
      around.terminal().out().flush();
    } else {
      around.terminal().err().println(trouble.sentence());
      around.terminal().err().flush();
    }
    return ExitCode.of(trouble.kind());
  }

  private static Object json(Problem problem) {
    return new Document()
        .with("field", problem.field())
        .with("code", problem.code())
        .with("sentence", problem.sentence())
        .members();
  }

  private static String sentence(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
  }
}
