package no.samsyn.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Workplace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn sync}: one run, or runs until it is stopped. */
@Command(name = "sync", description = "Send what waits and fetch what is new.")
final class SyncCommand implements Callable<Integer> {
  /** Long enough for a first snapshot over a bad line; what is left is done by the next run. */
  static final Duration BUDGET = Duration.ofMinutes(10);

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--watch", description = "Keep running until stopped; one line for each run.")
  boolean watch;

  SyncCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(around, watch ? this::watch : this::once);
  }

  private Answer once(Workplace workplace) {
    var report = workplace.sync().run(budget(), SyncEngine.Trigger.NOW);
    var status = workplace.sync().status();
    return Answer.of(ExitCode.of(report, status), Words.json(report), Words.of(report, status));
  }

  private RunBudget budget() {
    return new RunBudget(BUDGET, around.stopAsked());
  }

  /** Prints as it goes; the answer is the last run's. */
  private Answer watch(Workplace workplace) {
    var last = workplace.sync().watch(budget(), workplace.wakeups(), this::say);
    var status = workplace.sync().status();
    var code = around.stopAsked().getAsBoolean() ? ExitCode.DONE : ExitCode.of(last, status);
    return new Answer(code, Words.json(last), () -> List.of("Stopped."));
  }

  private void say(SyncReport report, SyncStatus status) {
    var now = around.time().now();
    var line =
        When.of(now, now, around.zone())
            + " · "
            + Words.of(report.stop(), report.detail())
            + " · "
            + Words.counts(report)
            + " · Next: "
            + When.of(status.nextRun(), now, around.zone())
            + " ("
            + status.nextRunBecause()
            + ")";
    var out = common.json ? around.terminal().err() : around.terminal().out();
    out.println(line);
    out.flush();
  }
}
