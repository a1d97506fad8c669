package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.sync.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn login}: signs in, and makes the store if there is none yet. */
@Command(
    name = "login",
    description = "Sign in. The password comes from a prompt, SAMSYN_PASSWORD or stdin.")
final class LoginCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--password-stdin", description = "Read the password from stdin, one line.")
  boolean passwordStdin;

  LoginCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (common.user.isEmpty()) {
      throw Trouble.wrongUse("usage", "Say who you are: samsyn login --user NAME");
    }
    var password =
        Passwords.read(around.terminal(), passwordStdin, "Password for " + common.user + ": ");
    var where = common.where(around);
    try (var workplace = around.workplaces().openOrCreate(where)) {
      var account = workplace.signIn().signIn(common.user, password);
      var json =
          new Document()
              .with("user", account.user())
              .with("name", account.name())
              .with("role", account.role())
              .withText("peerMentor", account.peerMentor())
              .with("units", account.units())
              .with("server", workplace.server());
      return common.print(
          around,
          Answer.done(
              json,
              "Signed in as " + account.user() + " (" + account.role() + "). Next: samsyn sync"));
    } catch (StoreException e) {
      throw StoreTroubles.of(e, where.data().toString());
    }
  }
}
