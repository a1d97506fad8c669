package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.console.ServerHouse;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code samsyn server}: says where it listens when it accepts requests, and runs until stopped.
 */
@Command(name = "server", description = "Run the server.")
final class ServerCommand implements Callable<Integer> {
  static final int PORT = 8741;

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "0 for any free one. Default: 8741.")
  int port = PORT;

  @Option(
      names = "--practice",
      description = "Fill an empty database with a sample organisation; this computer only.")
  boolean practice;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "jdbc:postgresql:... Default: one file in DIR.")
  String database = "";

  @Option(
      names = "--audit-key",
      paramLabel = "FILE",
      description = "The key that signs the audit trail. Default: audit-key.pem in DIR.")
  String auditKey = "";

  @Option(
      names = "--new-audit-key",
      description = "Make a new key for the audit trail; every device will ask about it.")
  boolean newAuditKey;

  @Option(
      names = "--insist-on-decisions",
      description = "Refuse to change what an open review is about, except by deciding it.")
  boolean insistsOnDecisions;

  private ServerCommand(Surroundings around) {
    this.around = around;
  }

  static CommandLine line(Surroundings around) {
    return new CommandLine(new ServerCommand(around))
        .addSubcommand(UserCommands.line(around))
        .addSubcommand(new EraseCommand(around));
  }

  @Override
  public Integer call() {
    var data = common.where(around).data();
    var oversight = new ServerHouse.Oversight(auditKey, newAuditKey, insistsOnDecisions);
    var wish = new ServerHouse.Wish(data, port, practice, database, oversight);
    try (var running = around.servers().start(wish)) {
      common.print(
          around,
          Answer.done(
              new Document().with("ready", running.address()), "ready " + running.address()));
      if (practice) {
        around
            .terminal()
            .err()
            .println(
                "Practice: it listens on this computer only. Users kari, per, ola, nora, admin;"
                    + " password practice.");
      }
      running.awaitStop();
    }
    return ExitCode.DONE;
  }
}
