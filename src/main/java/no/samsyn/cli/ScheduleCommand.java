package no.samsyn.cli;

import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.sync.Backoff;
import no.samsyn.sync.Pace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn schedule}: how often this device syncs, and how long it waits after failures. */
@Command(
    name = "schedule",
    description = "Show or set how often this device syncs and how long it waits after failures.")
final class ScheduleCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--period", paramLabel = "LENGTH", description = "From run to run: 1m to 1h.")
  String period = "";

  @Option(
      names = "--in-run",
      paramLabel = "FIRST..MAX",
      description =
          "Waits between failing requests of one run, doubling: 1s..60s, from 100ms to 5m.")
  String inRun = "";

  @Option(
      names = "--per-record",
      paramLabel = "FIRST..MAX",
      description = "When a record that failed is due again, doubling: 30s..1h, from 1s to 1h.")
  String perRecord = "";

  @Option(
      names = "--breaker",
      paramLabel = "FIRST..MAX",
      description = "How long runs stay away from a server that is down: 1m..1h, from 10s to 1h.")
  String breaker = "";

  @Option(
      names = "--breaker-after",
      paramLabel = "N",
      description = "How many failing runs in a row that takes: 1 to 20.")
  int failures;

  @Option(names = "--reset", description = "Go back to what is usual, before the other options.")
  boolean reset;

  ScheduleCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(around, this::answer);
  }

  private Answer answer(Workplace workplace) {
    var before = workplace.sync().pace();
    var pace = changed(reset ? Pace.DEFAULT : before);
    if (!pace.equals(before)) {
      workplace.sync().setPace(pace);
    }
    return Answer.of(ExitCode.DONE, json(pace), lines(pace));
  }

  private Pace changed(Pace pace) {
    try {
      return new Pace(
          period.isEmpty() ? pace.period() : Span.of(period),
          backoff(inRun, pace.inRun()),
          backoff(perRecord, pace.perRecord()),
          new Pace.Breaker(
              backoff(breaker, pace.breaker().openFor()),
              failures == 0 ? pace.breaker().failures() : failures));
    } catch (IllegalArgumentException e) {
      throw Trouble.wrongUse("not-a-schedule", "Nothing was changed: " + e.getMessage() + ".");
    }
  }

  private static Backoff backoff(String range, Backoff otherwise) {
    if (range.isEmpty()) {
      return otherwise;
    }
    var wanted = Span.Range.of(range);
    return new Backoff(wanted.first(), wanted.max());
  }

  private static Document json(Pace pace) {
    return new Document()
        .with("period", pace.period().toString())
        .with("inRun", json(pace.inRun()))
        .with("perRecord", json(pace.perRecord()))
        .with("breaker", json(pace.breaker().openFor()).with("after", pace.breaker().failures()))
        .with("usual", pace.equals(Pace.DEFAULT));
  }

  private static Document json(Backoff backoff) {
    return new Document()
        .with("first", backoff.first().toString())
        .with("max", backoff.max().toString());
  }

  private static List<String> lines(Pace pace) {
    return List.of(
        "A run every " + Span.write(pace.period()) + " (--period)",
        "A request that fails, tried again within a run after " + words(pace.inRun(), "--in-run"),
        "A record that fails, tried again after " + words(pace.perRecord(), "--per-record"),
        "A server that is down is left alone after "
            + pace.breaker().failures()
            + " failing runs (--breaker-after), for "
            + words(pace.breaker().openFor(), "--breaker"));
  }

  private static String words(Backoff backoff, String option) {
    return Span.write(backoff.first())
        + ", doubling up to "
        + Span.write(backoff.max())
        + " ("
        + option
        + ")";
  }
}
