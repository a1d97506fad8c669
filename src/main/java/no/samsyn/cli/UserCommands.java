package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.ServerHouse.Users;
import no.samsyn.console.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn server user}: who may sign in to the server whose data lie in {@code --data}. */
@Command(name = "user", description = "Who may sign in to the server.")
final class UserCommands {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private UserCommands() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new UserCommands())
        .addSubcommand(new Add(around))
        .addSubcommand(new Disable(around))
        .addSubcommand(new Reset(around))
        .addSubcommand(new ListAll(around));
  }

  /** Which server's users. */
  static final class Server {
    @Option(
        names = "--database",
        paramLabel = "URL",
        description = "jdbc:postgresql:... Default: the file in DIR.")
    String database = "";

    int with(Surroundings around, CommonOptions common, Function<Users, Answer> work) {
      var wish = new ServerHouse.Wish(common.where(around).data(), 0, false, database);
      try (var users = around.servers().users(wish)) {
        return common.print(around, work.apply(users));
      }
    }

    int withNew(Surroundings around, CommonOptions common, Function<Users, Answer> work) {
      var wish = new ServerHouse.Wish(common.where(around).data(), 0, false, database);
      try (var users = around.servers().usersOrNew(wish)) {
        return common.print(around, work.apply(users));
      }
    }
  }

  /** {@code samsyn server user add NAME}. */
  @Command(name = "add", description = "Add a user. The password: prompt, SAMSYN_PASSWORD, stdin.")
  static final class Add implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin Server server = new Server();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    String name = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "mentor, coordinator or administrator. Default: mentor.")
    String role = "mentor";

    @Option(names = "--full-name", paramLabel = "TEXT", description = "As people call the user.")
    String fullName = "";

    @Option(
        names = "--unit",
        paramLabel = "UNIT",
        description = "A unit that a coordinator holds; again for more.")
    List<String> units = new ArrayList<>();

    @Option(
        names = "--peer-mentor",
        paramLabel = "KEY",
        description = "The mentor's own record. Default: the one whose account is NAME.")
    String peerMentor = "";

    @Option(names = "--password-stdin", description = "Read the password from stdin, one line.")
    boolean passwordStdin;

    Add(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      var password =
          Passwords.read(around.terminal(), passwordStdin, "Password for " + name + ": ");
      return server.withNew(
          around,
          common,
          users -> {
            var called = fullName.isEmpty() ? name : fullName;
            users.add(new ServerHouse.NewUser(name, called, role, units, peerMentor, password));
            return Answer.done(
                new Document().with("user", name).with("role", role),
                "Added " + name + " (" + role + ")");
          });
    }
  }

  /** {@code samsyn server user disable NAME}. */
  @Command(name = "disable", description = "Lock a user out at once.")
  static final class Disable implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin Server server = new Server();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    String name = "";

    Disable(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return server.with(
          around,
          common,
          users -> {
            users.disable(name);
            return Answer.done(
                new Document().with("user", name).with("enabled", false), "Locked out " + name);
          });
    }
  }

  /** {@code samsyn server user reset NAME}. */
  @Command(name = "reset", description = "Set a new password and end every sign-in.")
  static final class Reset implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin Server server = new Server();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    String name = "";

    @Option(names = "--password-stdin", description = "Read the password from stdin, one line.")
    boolean passwordStdin;

    Reset(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      var password =
          Passwords.read(around.terminal(), passwordStdin, "New password for " + name + ": ");
      if (password.isBlank()) {
        throw Trouble.wrongUse("no-password", "A password cannot be empty.");
      }
      return server.with(
          around,
          common,
          users -> {
            users.reset(name, password);
            return Answer.done(new Document().with("user", name), "New password set for " + name);
          });
    }
  }

  /** {@code samsyn server user list}. */
  @Command(name = "list", description = "List the users.")
  static final class ListAll implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin Server server = new Server();

    ListAll(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return server.with(around, common, users -> answer(users.list()));
    }

    private Answer answer(List<ServerHouse.User> users) {
      var table = new Table(List.of("user", "role", "units", "state", "name"));
      for (var user : users) {
        table.add(
            List.of(
                user.name(),
                user.role(),
                String.join(", ", user.units()),
                user.enabled() ? "enabled" : "disabled",
                user.fullName()));
      }
      var rows =
          users.stream()
              .map(
                  user ->
                      new Document()
                          .with("user", user.name())
                          .with("name", user.fullName())
                          .with("role", user.role())
                          .with("units", user.units())
                          .with("enabled", user.enabled())
                          .members())
              .toList();
      return new Answer(
          ExitCode.DONE,
          new Document().with("users", rows),
          () -> table.lines(around.terminal().width()));
    }
  }
}
