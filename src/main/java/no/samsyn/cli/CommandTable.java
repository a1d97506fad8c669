package no.samsyn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All commands by their names, in the order of the help. Reading what a command takes costs some
 * twenty milliseconds, so only the one that is asked for is made.
 */
final class CommandTable {
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  private CommandTable() {}

  static CommandTable of(Surroundings around) {
    var table = new CommandTable();
    table.commands.put("console", () -> new ConsoleCommand(around));
    table.commands.put("demo", () -> new DemoCommand(around));
    table.commands.put("server", () -> ServerCommand.line(around));
    table.commands.put("login", () -> new LoginCommand(around));
    table.commands.put("logout", () -> new LogoutCommand(around));
    table.commands.put("status", () -> new StatusCommand(around));
    table.commands.put("sync", () -> new SyncCommand(around));
    table.commands.put("list", () -> new ListCommand(around));
    table.commands.put("show", () -> new ShowCommand(around));
    table.commands.put("add", () -> new AddCommand(around));
    table.commands.put("edit", () -> new EditCommand(around));
    table.commands.put("delete", () -> new DeleteCommand(around));
    table.commands.put("outbox", () -> OutboxCommand.line(around));
    table.commands.put("review", () -> ReviewCommand.line(around));
    table.commands.put("policy", () -> PolicyCommand.line(around));
    table.commands.put("schedule", () -> new ScheduleCommand(around));
    table.commands.put("audit", () -> AuditCommand.line(around));
    table.commands.put("verify", () -> new VerifyCommand(around));
    table.commands.put("rebuild", () -> new RebuildCommand(around));
    table.commands.put("backup", () -> BackupCommand.line(around));
    table.commands.put("doctor", () -> new DoctorCommand(around));
    return table;
  }

  /** Returns the command that {@code words} begin with; all where they begin otherwise. */
  List<Object> asked(String[] words) {
    var asked = words.length == 0 ? null : commands.get(words[0]);
    return asked == null
        ? commands.values().stream().map(Supplier::get).toList()
        : List.of(asked.get());
  }
}
