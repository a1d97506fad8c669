package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn server erase PERSON}: run by the operator, where the server's data lie. */
@Command(
    name = "erase",
    description = {
      "Erase a person for good: contact, peer mentor or user.",
      "A server on the file in DIR must be stopped first; on PostgreSQL it may run, and waits"
          + " while its tables are written anew."
    })
final class EraseCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "PERSON",
      description = "The key or server id of a contact or peer mentor, or a user's name.")
  String person = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; it stays in the audit trail, so name nobody in it.")
  String reason = "";

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "jdbc:postgresql:... Default: the file in DIR.")
  String database = "";

  @Option(names = "--dry-run", description = "Say what would be erased, and change nothing.")
  boolean dryRun;

  EraseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (reason.isBlank() && !dryRun) {
      throw Trouble.wrongUse("no-reason", "Say why with --reason; the audit trail keeps it.");
    }
    var wish = new ServerHouse.Wish(common.where(around).data(), 0, false, database);
    var servers = around.servers();
    var erased = dryRun ? servers.wouldErase(wish, person) : servers.erase(wish, person, reason);
    var document =
        new Document()
            .with("dryRun", dryRun)
            .with("key", erased.key())
            .with("records", erased.records())
            .with("cleared", erased.cleared())
            .with("accounts", erased.accounts());
    return common.print(around, Answer.done(document, sentence(erased)));
  }

  private String sentence(ServerHouse.Erased erased) {
    return (dryRun ? "Would erase " : "Erased ")
        + counted(erased.records(), "record")
        + " and "
        + counted(erased.accounts(), "account")
        + "; "
        + counted(erased.cleared(), "other record")
        + (dryRun ? " would lose" : " lost")
        + " a reference or a name."
        + (dryRun ? "" : " Devices follow at their next sync; exports and backups do not.");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
