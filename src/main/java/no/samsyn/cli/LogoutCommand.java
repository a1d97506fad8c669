package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.console.SignInDesk.Unsent;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn logout}: signs out; with unsent work only after a choice. */
@Command(name = "logout", description = "Sign out. Unsent work needs a choice.")
final class LogoutCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();
  @ArgGroup Choice choice = new Choice();

  LogoutCommand(Surroundings around) {
    this.around = around;
  }

  /** At most one of the two. */
  static final class Choice {
    @Option(names = "--keep-unsent", description = "Unsent changes wait here for your return.")
    boolean keep;

    @Option(names = "--discard-unsent", description = "Unsent changes are thrown away.")
    boolean discard;
  }

  @Override
  public Integer call() {
    var unsent = choice.keep ? Unsent.KEEP : choice.discard ? Unsent.DISCARD : Unsent.ASK;
    return common.inWorkplace(
        around,
        workplace -> {
          var discarded = workplace.signIn().signOut(unsent);
          var status = workplace.sync().status();
          var json =
              new Document()
                  .with("signedOut", true)
                  .with("kept", status.unsent() + status.needsYou())
                  .with("discarded", discarded);
          return Answer.done(
              json,
              "Signed out. Kept: "
                  + (status.unsent() + status.needsYou())
                  + " · Thrown away: "
                  + discarded);
        });
  }
}
