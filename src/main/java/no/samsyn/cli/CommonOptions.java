package no.samsyn.cli;

import java.nio.file.Path;
import java.util.function.Function;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.StoreException;
import picocli.CommandLine.Option;

/** The options that every command takes, and what every command does with them. */
final class CommonOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the local store lies. Default: Samsyn in your application data.")
  String data = "";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address. Default: where you signed in.")
  String server = "";

  @Option(names = "--user", paramLabel = "NAME", description = "Whose store it must be.")
  String user = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Holds the store's key; made with a new store. SAMSYN_PASSPHRASE is the other way."
              + " Default: store.key in DIR.")
  String keyFile = "";

  @Option(names = "--json", description = "Print one JSON document and nothing else.")
  boolean json;

  @Option(names = "--verbose", description = "Say on stderr what happens inside.")
  boolean verbose; // read by the launcher before anything is started

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  Where where(Surroundings around) {
    var folder = data.isEmpty() ? around.dataFolder() : Path.of(data);
    return new Where(folder.toAbsolutePath().normalize(), server, user, keyFile);
  }

  /** Opens the store, lets {@code work} answer, prints the answer, and gives the store back. */
  int inWorkplace(Surroundings around, Function<Workplace, Answer> work) {
    var where = where(around);
    try (var workplace = around.workplaces().open(where)) {
      return print(around, work.apply(workplace));
    } catch (StoreException e) {
      throw StoreTroubles.of(e, where.data().toString());
    }
  }

  int print(Surroundings around, Answer answer) {
    var out = around.terminal().out();
    if (json) {
      out.println(answer.json().text());
    } else {
      answer.lines().get().forEach(out::println);
    }
    out.flush();
    return answer.code();
  }
}
