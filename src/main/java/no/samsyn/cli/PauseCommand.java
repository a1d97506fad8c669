package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.console.SyncDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn outbox pause} and {@code resume}: whether runs begin by themselves. */
abstract class PauseCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  private PauseCommand(Surroundings around) {
    this.around = around;
  }

  abstract String say(SyncDesk sync);

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var said = say(workplace.sync());
          var json = new Document().with("paused", workplace.sync().isPaused());
          return Answer.done(json, said);
        });
  }

  /** {@code samsyn outbox pause}. */
  @Command(name = "pause", description = "Let no sync begin by itself; samsyn sync still works.")
  static final class Pause extends PauseCommand {
    Pause(Surroundings around) {
      super(around);
    }

    @Override
    String say(SyncDesk sync) {
      sync.pause();
      return "Paused. What is saved waits here until: samsyn outbox resume";
    }
  }

  /** {@code samsyn outbox resume}. */
  @Command(name = "resume", description = "End a pause.")
  static final class Resume extends PauseCommand {
    Resume(Surroundings around) {
      super(around);
    }

    @Override
    String say(SyncDesk sync) {
      sync.resume();
      return "No longer paused.";
    }
  }
}
