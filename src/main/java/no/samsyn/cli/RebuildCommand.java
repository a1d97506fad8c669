package no.samsyn.cli;

import java.util.concurrent.Callable;
import no.samsyn.sync.RunBudget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn rebuild}: takes the mirror anew; everything that is only here stays. */
@Command(
    name = "rebuild",
    description = "Fetch all records anew. Unsent changes and everything else stay.")
final class RebuildCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  RebuildCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var report =
              workplace.rebuild().run(new RunBudget(SyncCommand.BUDGET, around.stopAsked()));
          var status = workplace.sync().status();
          return Answer.of(
              ExitCode.of(report, status), Words.json(report), Words.of(report, status));
        });
  }
}
