package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Backups;
import no.samsyn.console.Backups.Backup;
import no.samsyn.console.StoreTroubles;
import no.samsyn.sync.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn backup}: encrypted copies of the store on this computer. */
@Command(name = "backup", description = "Encrypted copies of the store: list, make, put back.")
final class BackupCommand {
  private static final int MEGABYTE = 1_048_576;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private BackupCommand() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new BackupCommand())
        .addSubcommand(new ListAll(around))
        .addSubcommand(new Now(around))
        .addSubcommand(new Restore(around));
  }

  private static Document json(Backup backup) {
    return new Document()
        .with("name", backup.name())
        .withTime("at", backup.at())
        .with("bytes", backup.bytes());
  }

  private static String line(Backup backup, Surroundings around) {
    var when = When.of(backup.at(), around.time().now(), around.zone());
    var size = Math.max(1, Math.round((double) backup.bytes() / MEGABYTE));
    return backup.name() + "  " + when + "  " + size + " MB";
  }

  /** {@code samsyn backup list}. */
  @Command(name = "list", description = "What there is, the newest first. Needs no key.")
  static final class ListAll implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    ListAll(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      var found = around.workplaces().backups(common.where(around));
      var rows = found.stream().map(backup -> json(backup).members()).toList();
      var lines = new ArrayList<String>();
      found.forEach(backup -> lines.add(line(backup, around)));
      if (lines.isEmpty()) {
        lines.add("There is no backup yet. Make one: samsyn backup now");
      }
      return common.print(
          around, Answer.of(ExitCode.DONE, new Document().with("rows", rows), lines));
    }
  }

  /** {@code samsyn backup now}. */
  @Command(
      name = "now",
      description = "Make one and open it to see that it is good. An open console does it daily.")
  static final class Now implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    Now(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> {
            var made = workplace.backups().now();
            return Answer.done(
                new Document().with("backup", json(made)),
                "Made and opened: " + line(made, around));
          });
    }
  }

  /** {@code samsyn backup restore}. */
  @Command(
      name = "restore",
      description = {
        "Put a backup where the store is. The store of now is kept beside it.",
        "Afterwards: sign in, and everything is fetched anew."
      })
  static final class Restore implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "As samsyn backup list shows it.")
    String name = "";

    @Option(
        names = "--leave-unsent",
        description = "Even if the store of now holds unsent work: it stays in the kept file.")
    boolean leaveUnsent;

    Restore(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      var where = common.where(around);
      var choice = leaveUnsent ? Backups.Unsent.LEAVE_BEHIND : Backups.Unsent.REQUIRE_NONE;
      try {
        var restored = around.workplaces().restore(where, name, choice);
        var json =
            new Document()
                .with("backup", json(restored.backup()))
                .withText("kept", restored.kept())
                .with("leftBehind", restored.unsent());
        return common.print(around, Answer.of(ExitCode.DONE, json, lines(restored)));
      } catch (StoreException e) {
        throw StoreTroubles.of(e, where.data().toString());
      }
    }

    private List<String> lines(Backups.Restored restored) {
      var lines = new ArrayList<String>();
      lines.add("Restored: " + line(restored.backup(), around));
      if (!restored.kept().isEmpty()) {
        lines.add("The store of before is kept as " + restored.kept() + ".");
      }
      if (restored.unsent() > 0) {
        lines.add("Not sent and left behind in it: " + restored.unsent());
      }
      lines.add("Sign in again: samsyn login. Everything is fetched anew then.");
      return lines;
    }
  }
}
